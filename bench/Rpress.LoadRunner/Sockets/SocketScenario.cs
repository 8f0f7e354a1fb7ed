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
/// <param name="Sent">The event that is sent, with the arguments' JSON.</param>
/// <param name="Received">What it comes back as.</param>
/// <param name="Servers">How many servers share the connections; several are a cluster.</param>
internal sealed record SocketScenario(
    string Name, string Title, int Connections, int GroupSize, int Burst, int Messages, string Sent, string Received, int Servers = 1) : IScenario
{
    private const int ClusterSize = 3;
    private const string Unit = "message";
    private const string Room = "room #"; // replaced by that of the group
    private const string Text = "\"some text of forty bytes to be sent about\"";

    // tiered compilation has done with the hot path after half of a scenario's messages
    private const int WarmUpDivisor = 2;

    /// <summary>As by default: what is sent to keep idle connections alive is little.</summary>
    public static readonly (string Name, string Value)[] CalmHeartbeat = [("BENCH_PING_INTERVAL", "25"), ("BENCH_PING_TIMEOUT", "20")];

    public static readonly IReadOnlyList<SocketScenario> All =
    [
        new("socketio-ping", "an event and its answer", 200, 1, 1, 200_000, $"42[\"ping\",{Text}]", $"42[\"pong\",{Text}]"),
        new("socketio-broadcast", "an event to all others", 500, 500, 1, 400_000, $"42[\"broadcast\",{Text}]", $"42[\"broadcast_msg\",{Text}]"),
        new("socketio-storm", "ten events at once to all others", 500, 500, 10, 800_000, $"42[\"broadcast\",{Text}]", $"42[\"broadcast_msg\",{Text}]"),
        new("socketio-room", "an event to a room", 500, 10, 1, 400_000, $"42[\"room_msg\",\"{Room}\",{Text}]", $"42[\"room_event\",{Text}]"),
        new("socketio-cluster", "an event to all others, on three servers", 300, 300, 1, 300_000, $"42[\"broadcast\",{Text}]", $"42[\"broadcast_msg\",{Text}]", ClusterSize),
        new("socketio-cluster-storm", "ten events at once to all others, on three servers", 300, 300, 10, 600_000, $"42[\"broadcast\",{Text}]", $"42[\"broadcast_msg\",{Text}]", ClusterSize),
        new("socketio-cluster-room", "an event to a room, on three servers", 300, 10, 1, 300_000, $"42[\"room_msg\",\"{Room}\",{Text}]", $"42[\"room_event\",{Text}]", ClusterSize),
    ];

    public string Group => Servers > 1 ? ScenarioGroup.Cluster : ScenarioGroup.Sockets;

    public string? Missing => Servers > 1 && Peer.RedisVersion is null ? "redis-server is missing" : null;

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
    public string SentBy(int group) => Sent.Replace(Room, RoomOf(group), StringComparison.Ordinal);

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(RunSettings settings)
    {
        SocketScenario scaled = Scaled(settings.Divisor);
        IReadOnlyList<ServerResult> servers = await new Rounds(settings, Unit, Metrics.Cpu).RunAsync(
            Peer.Sockets,
            peer => RunningServers.StartAsync(peer, Servers, CalmHeartbeat),
            async servers =>
            {
                await using SocketLoad load = await SocketLoad.ConnectAsync(scaled, servers.EndPoints);
                await load.RunAsync(servers, WarmUpDivisor);
                return await load.RunAsync(servers);
            });
        return [new(Name, Group, Title, scaled.Explanation, Unit, Metrics.Cpu, Columns, servers)];
    }

    private IReadOnlyList<Metric> Columns =>
    [
        Metrics.Rate, Metrics.P50, Metrics.P99, Metrics.Failed, Metrics.Cpu, Metrics.UserCpu, Metrics.SystemCpu,
        .. Servers > 1 ? [Metrics.RedisCpu] : Array.Empty<Metric>(), Metrics.Memory,
    ];

    private string Explanation =>
        $"{Connections} connections in groups of {GroupSize}, {Burst} sent at once, {MessagesOfGroup * Groups} messages received"
        + (Servers > 1 ? $"; {Servers} servers with the adapter {Setting.Adapter}" : "");

    // as the environment scales it, and smaller for a quick look
    private SocketScenario Scaled(int divisor)
    {
        int connections = Math.Max(2, Setting.Read("BENCH_CONNECTIONS", Connections / divisor));
        int size = GroupSize == Connections ? connections : Math.Min(GroupSize, connections);
        return this with { Connections = connections / size * size, GroupSize = size, Messages = Setting.Read("BENCH_REQUESTS", Messages / divisor) };
    }
}
