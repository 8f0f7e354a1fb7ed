using System.Text.Json;
using Rpress.Redis.Tests.Outages;
using Rpress.TestKit;
using StackExchange.Redis;

namespace Rpress.Redis.Tests.Streams;

/// <summary>Servers of one cluster with recovery, and clients that come back to them.</summary>
internal sealed class RecoveryCase(string address)
{
    private readonly string _prefix = $"test-{Guid.NewGuid():N}:";

    public string SessionPrefix => _prefix;

    public Task<ClusterServer> StartAsync(
        Action<RpressIo>? configure = null, RecoveryConfig? recovery = null, Action<RedisStreamsAdapterOptions>? options = null, SocketIoConfig? config = null)
    {
        var taken = new RedisStreamsAdapterOptions { KeyPrefix = _prefix, StreamName = _prefix, SessionKeyPrefix = _prefix };
        options?.Invoke(taken);
        RpressIo io = new RpressIo(config: (config ?? new()) with { Recovery = recovery ?? new() }).UseRedisStreams(address, taken);
        configure?.Invoke(io);
        return ClusterServer.StartAsync(io);
    }

    /// <summary>Waits until the session of a client that has gone is saved: for less time than one of a connected client.</summary>
    public Task WhenSavedAsync(string pid, TimeSpan? duration = null) =>
        WhenAsync(pid, left => left is not null && left <= (duration ?? new RecoveryConfig().MaxDisconnectionDuration), "the session to be saved");

    /// <summary>Waits until the session of a client that comes back is taken.</summary>
    public Task WhenTakenAsync(string pid) => WhenAsync(pid, left => left is null, "the session to be taken");

    /// <summary>Waits until nothing runs for sockets of a server any more.</summary>
    public static Task WhenIdleAsync(ClusterServer server) =>
        Eventually.TrueAsync(() => server.Io.Work.Count == 0, "what runs to end", TimeSpan.FromSeconds(30));

    private async Task WhenAsync(string pid, Func<TimeSpan?, bool> isSo, string what)
    {
        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(address);
        await Eventually.TrueAsync(async () => isSo(await redis.GetDatabase().KeyTimeToLiveAsync(_prefix + pid)), what);
    }

    /// <summary>Comes back with a connection of its own.</summary>
    public static async Task<(SocketIoWire Wire, string? Id, string? Pid, List<string> Missed)> ReturnAsync(
        ClusterServer server, string pid, string offset, string @namespace = "/")
    {
        SocketIoWire wire = await SocketIoWire.ConnectAsync(server.Server);
        (string? id, string? newPid, List<string> missed) = await ReturnAsync(wire, pid, offset, @namespace);
        return (wire, id, newPid, missed);
    }

    public static async Task<(string? Id, string? Pid, List<string> Missed)> ReturnAsync(SocketIoWire wire, string pid, string offset, string @namespace = "/")
    {
        string suffix = @namespace == "/" ? "" : $"{@namespace},";
        await wire.SendAsync($$"""40{{suffix}}{"pid":"{{pid}}","offset":"{{offset}}"}""");
        var missed = new List<string>();
        string packet;
        while (!(packet = await wire.ReadAsync()).StartsWith($"40{suffix}{{", StringComparison.Ordinal))
        {
            if (packet.StartsWith("44", StringComparison.Ordinal))
            {
                return (null, packet, missed);
            }

            missed.Add(packet);
        }

        JsonElement answer = JsonElement.Parse(packet[(2 + suffix.Length)..]);
        return (answer.GetProperty("sid").GetString(), answer.GetProperty("pid").GetString(), missed);
    }

    /// <summary>The last argument of an event.</summary>
    public static string OffsetOf(string packet) => JsonElement.Parse(packet[packet.IndexOf('[', StringComparison.Ordinal)..]).EnumerateArray().Last().GetString()!;

    /// <summary>Joins, and gets an event.</summary>
    public static async Task<(SocketIoWire Wire, string Id, string Pid, string Offset)> JoinAsync(ClusterServer server, string @namespace = "/")
    {
        SocketIoWire wire = await SocketIoWire.ConnectAsync(server.Server);
        (string id, string pid, string offset) = await JoinAsync(server, wire, @namespace);
        return (wire, id, pid, offset);
    }

    public static async Task<(string Id, string Pid, string Offset)> JoinAsync(ClusterServer server, SocketIoWire wire, string @namespace = "/")
    {
        string id = await wire.JoinAsync(@namespace);
        await server.Io.Of(@namespace).To(id).EmitAsync("before");
        return (id, wire.Pid!, OffsetOf(await wire.ReadAsync()));
    }

    public static Task WhenGoneAsync(ClusterServer server, string id, string @namespace = "/") =>
        Eventually.TrueAsync(() => server.Io.Of(@namespace).Sockets.All(socket => socket.Id != id), "the server to notice");
}
