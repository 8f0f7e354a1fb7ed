using Rpress.TestKit;

namespace Rpress.LoadRunner;

/// <summary>
/// Messages over sockets: of each group one sends, and sends again as soon as all recipients have what it sent. A group of one gets its own
/// message back; in a larger one all but the sender get it.
/// </summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Connections">How many are connected.</param>
/// <param name="GroupSize">How many make a group.</param>
/// <param name="Burst">How many are sent at once.</param>
/// <param name="Messages">How many are received in all, about; the figures are per message received.</param>
/// <param name="Sends">The event that is sent, with a text, and to a room with that before it.</param>
/// <param name="Receives">What it comes back as, with the text.</param>
internal sealed record SocketScenario(
    string Name, string Title, int Connections, int GroupSize, int Burst, int Messages, string Sends, string Receives) : IScenario
{
    private const int ClusterSize = 3;
    private const int WarmUpDivisor = 10;
    private const int MostConnectionsInTurns = 1_000; // of each server: they are all connected at the same time
    private const string Unit = "message";
    private const string RoomMessage = "room_msg";
    private const string Text = "what is said to one, to a room or to all, in sixty-four letters.";

    /// <summary>As by default: what is sent to keep idle connections alive is little.</summary>
    public static readonly (string Name, string Value)[] CalmHeartbeat = [("BENCH_PING_INTERVAL", "25"), ("BENCH_PING_TIMEOUT", "20")];

    // the code has been compiled with what was learned about it after so long
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(3);

    public static readonly IReadOnlyList<SocketScenario> All =
    [
        new("socketio-ping", "an event and its answer", 200, 1, 1, 100_000, "ping", "pong") { Peers = SocketPeers.AllAndInline },
        new("socketio-ping-10000", "an event and its answer, 10,000 connections", 10_000, 1, 1, 100_000, "ping", "pong") { Peers = SocketPeers.Usual, MostRounds = 2 },
        new("socketio-broadcast", "an event to all others", 500, 500, 1, 300_000, "broadcast", "broadcast_msg"),
        new("socketio-storm", "ten events at once to all others", 500, 500, 10, 500_000, "broadcast", "broadcast_msg") { Peers = SocketPeers.Usual },
        new("socketio-room", "an event to a room", 500, 10, 1, 200_000, RoomMessage, "room_event") { Peers = SocketPeers.Usual },
        new("socketio-cluster", "an event to all others, on three servers", 300, 300, 1, 200_000, "broadcast", "broadcast_msg") { Servers = ClusterSize, MostRounds = 2 },
        new("socketio-cluster-storm", "ten events at once to all others, on three servers", 300, 300, 10, 400_000, "broadcast", "broadcast_msg") { Servers = ClusterSize, MostRounds = 2 },
        new("socketio-cluster-room", "an event to a room, on three servers", 300, 10, 1, 200_000, RoomMessage, "room_event") { Servers = ClusterSize, MostRounds = 2 },
    ];

    /// <summary>Who is measured, ours first.</summary>
    public IReadOnlyList<Peer> Peers { get; init; } = SocketPeers.All;

    /// <summary>How many servers share the connections; several are a cluster.</summary>
    public int Servers { get; init; } = 1;

    /// <summary>How many rounds are enough where no target is set.</summary>
    public int MostRounds { get; init; } = int.MaxValue;

    public string Group => Servers > 1 ? ScenarioGroup.Cluster : ScenarioGroup.Sockets;

    public string? Missing => Servers > 1 && Peer.RedisVersion is null ? "redis-server is missing" : FileLimit.Refuses(Connections);

    /// <summary>How many receive what one of a group sends.</summary>
    public int Recipients => Math.Max(1, GroupSize - 1);

    public int Groups => Connections / GroupSize;

    /// <summary>How many messages one group receives of a burst.</summary>
    public int MessagesOfBurst => Recipients * Burst;

    /// <summary>How many messages one group receives in a run.</summary>
    public int MessagesOfGroup => Math.Max(1, Messages / Groups / MessagesOfBurst) * MessagesOfBurst;

    /// <summary>The room of a group.</summary>
    public static string RoomOf(int group) => $"room {group}";

    /// <summary>What the sender of a group sends.</summary>
    public byte[] SentBy(int group, SocketDialect dialect) => Sends == RoomMessage ? dialect.Event(Sends, RoomOf(group), Text) : dialect.Event(Sends, Text);

    /// <summary>What the others of a group are handed.</summary>
    public byte[] ReceivedIn(SocketDialect dialect) => dialect.Received(Receives, Text);

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(RunSettings settings)
    {
        SocketScenario scaled = Scaled(settings.Divisor);
        TimeSpan warmUp = _warmUp / settings.Divisor;
        var rounds = new Rounds(settings with { Rounds = Math.Min(settings.Rounds, MostRounds) }, Unit, Metrics.Cpu);
        IReadOnlyList<ServerResult> servers = Servers == 1 && scaled.Connections <= MostConnectionsInTurns
            ? (await rounds.RunTogetherAsync(Peers, 1, StartAsync, together => scaled.TakeInTurnsAsync([.. together.Select(peer => peer.Server)], warmUp)))[0]
            : await rounds.RunAsync(Servers > 1 ? SocketPeers.OfClusters : Peers, StartAsync, servers => scaled.MeasureAsync(servers, warmUp));
        return [new(Name, Group, Title, scaled.Explanation, Unit, Metrics.Cpu, Columns, servers)];
    }

    /// <summary>Measures servers once, with connections of its own.</summary>
    public async Task<Sample> MeasureAsync(RunningServers servers, TimeSpan warmUp)
    {
        await using SocketLoad load = await ConnectAsync(servers);
        await WarmUpAsync(load, servers, warmUp);
        return await load.RunAsync(servers);
    }

    private async Task<IReadOnlyList<IReadOnlyList<Sample>>> TakeInTurnsAsync(IReadOnlyList<RunningServers> servers, TimeSpan warmUp)
    {
        var loads = new List<SocketLoad>();
        try
        {
            foreach (RunningServers server in servers)
            {
                SocketLoad load = await ConnectAsync(server);
                loads.Add(load);
                await WarmUpAsync(load, server, warmUp);
            }

            List<Sample>[] taken = [.. servers.Select(_ => new List<Sample>())];
            for (int turn = 0; turn < Rounds.Turns; turn++)
            {
                for (int i = 0; i < servers.Count; i++)
                {
                    taken[i].Add(await loads[i].RunAsync(servers[i], Rounds.Turns));
                }
            }

            return [.. taken.Select(turns => new[] { Sample.Of(turns) })];
        }
        finally
        {
            foreach (SocketLoad load in loads)
            {
                await load.DisposeAsync();
            }
        }
    }

    private Task<SocketLoad> ConnectAsync(RunningServers servers) => SocketLoad.ConnectAsync(this, SocketPeers.DialectOf(servers.Peer), servers.EndPoints);

    private static async Task WarmUpAsync(SocketLoad load, RunningServers servers, TimeSpan atLeast)
    {
        long started = TimeProvider.System.GetTimestamp();
        do
        {
            await load.RunAsync(servers, WarmUpDivisor);
        }
        while (TimeProvider.System.GetElapsedTime(started) < atLeast);
    }

    private Task<RunningServers> StartAsync(Peer peer) => RunningServers.StartAsync(peer, Servers, CalmHeartbeat);

    private IReadOnlyList<Metric> Columns =>
    [
        Metrics.Rate, Metrics.P50, Metrics.P99, Metrics.Failed, Metrics.Cpu, Metrics.UserCpu, Metrics.SystemCpu,
        .. Servers > 1 ? [Metrics.RedisCpu] : Array.Empty<Metric>(), Metrics.Memory,
    ];

    private string Explanation =>
        $"{Connections} connections in groups of {GroupSize}, {Burst} sent at once, {MessagesOfGroup * Groups} messages of {Text.Length} bytes received"
        + (Servers > 1 ? $"; {Servers} servers with the adapter {Setting.Adapter}" : "");

    // as the environment scales it, and smaller for a quick look
    private SocketScenario Scaled(int divisor)
    {
        int connections = Math.Max(2, Setting.Read(Name, "CONNECTIONS", Connections / divisor));
        int size = GroupSize == Connections ? connections : Math.Min(GroupSize, connections);
        return this with { Connections = connections / size * size, GroupSize = size, Messages = Setting.Read(Name, "REQUESTS", Messages / divisor) };
    }
}
