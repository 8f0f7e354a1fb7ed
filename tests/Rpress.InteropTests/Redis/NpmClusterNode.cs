using System.Text.Json;
using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.InteropTests.Redis;

/// <summary>npm's server.</summary>
internal sealed class NpmClusterNode : NpmClusterSource, IClusterNode
{
    private NpmClusterNode(NpmCluster cluster, string name)
        : base(cluster, name)
    {
    }

    public int Port { get; private set; }

    public static async Task<NpmClusterNode> StartAsync(NpmCluster cluster, string redis, ClusterAdapter adapter, ClusterNodeOptions options)
    {
        var node = new NpmClusterNode(cluster, $"{options.KeyPrefix} {options.Number}");
        JsonElement port = await node.DoAsync("startServer", new(adapter.DescribeToNpm(options))
        {
            ["redis"] = redis,
            ["recovery"] = options.Recovery is { } recovery
                ? new { MaxDisconnectionDuration = recovery.MaxDisconnectionDuration.TotalMilliseconds, recovery.SkipMiddlewares }
                : null,
        });
        node.Port = port.GetInt32();
        return node;
    }

    public async Task<ClusterAnswers> EmitWithAckAsync(ClusterTarget target, TimeSpan timeout, string eventName, params object?[] arguments) =>
        ToAnswers(await DoAsync(
            "emitWithAck", new() { ["target"] = target, ["timeout"] = timeout.TotalMilliseconds, ["event"] = eventName, ["args"] = arguments }));

    public async Task<string> AskSocketAsync(string socketId, TimeSpan timeout, string eventName, params object?[] arguments) =>
        (await DoAsync(
            "askSocket", new() { ["socket"] = socketId, ["timeout"] = timeout.TotalMilliseconds, ["event"] = eventName, ["args"] = arguments })).GetRawText();

    public async Task<IReadOnlyList<ClusterSocket>> FetchSocketsAsync(ClusterTarget target) =>
    [
        .. (await DoAsync("fetchSockets", new() { ["target"] = target })).EnumerateArray().Select(socket => new ClusterSocket(
            socket.GetProperty("id").GetString()!,
            ToTexts(socket.GetProperty("rooms")),
            socket.GetProperty("name") is { ValueKind: not JsonValueKind.Null } name ? name.GetRawText() : null,
            socket.GetProperty("query").GetString(),
            socket.GetProperty("header").GetString(),
            socket.GetProperty("token").GetString())),
    ];

    public async Task<ClusterAnswers> ServerSideEmitWithAckAsync(string ns, string eventName, params object?[] arguments) =>
        ToAnswers(await DoAsync("serverSideEmitWithAck", new() { ["namespace"] = ns, ["event"] = eventName, ["args"] = arguments }));

    public Task ListenAsync(string ns, string eventName, object? answer = null) =>
        DoAsync("listen", new() { ["namespace"] = ns, ["event"] = eventName, ["answer"] = answer });

    public async Task<string> ReadServerSideEventAsync()
    {
        JsonElement heard = await ReadHeardAsync();
        return $"{heard.GetProperty("namespace").GetString()} {heard.GetProperty("data").GetRawText()}";
    }

    public async Task<int> GetServerCountAsync(string ns) => (await DoAsync("serverCount", new() { ["namespace"] = ns })).GetInt32();

    public async Task<IReadOnlyCollection<string>> GetAllRoomsAsync() => ToTexts(await DoAsync("allRooms", new() { ["namespace"] = "/" }));

    public async Task<IReadOnlyCollection<string>> GetSocketIdsAsync(params string[] rooms) =>
        [.. (await FetchSocketsAsync(ClusterTarget.To(rooms))).Select(socket => socket.Id)];

    public Task JoinAsync(string socketId, params string[] rooms) => DoAsync("join", new() { ["socket"] = socketId, ["rooms"] = rooms });

    public async Task<bool> HasRecoveredAsync(string socketId) => (await DoAsync("hasRecovered", new() { ["socket"] = socketId })).GetBoolean();

    public Task SetDataAsync(string socketId, string name, object? value) =>
        DoAsync("setData", new() { ["socket"] = socketId, ["name"] = name, ["value"] = value });

    private static ClusterAnswers ToAnswers(JsonElement result) =>
        new([.. result.GetProperty("answers").EnumerateArray().Select(answer => answer.GetRawText())], result.GetProperty("error").GetString());

    private static string[] ToTexts(JsonElement list) => [.. list.EnumerateArray().Select(text => text.GetString()!)];
}
