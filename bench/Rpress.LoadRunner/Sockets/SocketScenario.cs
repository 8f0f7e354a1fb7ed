namespace Rpress.LoadRunner;

/// <summary>
/// Messages over sockets: of each group one sends, and sends again as soon as all recipients have what it sent. A group of one gets its own
/// message back; in a larger one all but the sender get it.
/// </summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Connections">How many are connected.</param>
/// <param name="GroupSize">How many make a group.</param>
/// <param name="Burst">How many are sent at once.</param>
/// <param name="Messages">How many are received in all, about; the figures are per message received.</param>
/// <param name="Sent">The event that is sent, with the arguments' JSON.</param>
/// <param name="Received">What it comes back as.</param>
/// <param name="Servers">How many servers share the connections; several are a cluster.</param>
internal sealed record SocketScenario(
    string Name, int Connections, int GroupSize, int Burst, int Messages, string Sent, string Received, int Servers = 1)
{
    private const int ClusterSize = 3;
    private const string Room = "room #"; // replaced by that of the group
    private const string Text = "\"some text of forty bytes to be sent about\"";

    public static readonly IReadOnlyList<SocketScenario> All =
    [
        new("socketio-ping", 200, 1, 1, 200_000, $"42[\"ping\",{Text}]", $"42[\"pong\",{Text}]"),
        new("socketio-broadcast", 500, 500, 1, 400_000, $"42[\"broadcast\",{Text}]", $"42[\"broadcast_msg\",{Text}]"),
        new("socketio-storm", 500, 500, 10, 800_000, $"42[\"broadcast\",{Text}]", $"42[\"broadcast_msg\",{Text}]"),
        new("socketio-room", 500, 10, 1, 400_000, $"42[\"room_msg\",\"{Room}\",{Text}]", $"42[\"room_event\",{Text}]"),
        new("socketio-cluster", 300, 300, 1, 300_000, $"42[\"broadcast\",{Text}]", $"42[\"broadcast_msg\",{Text}]", ClusterSize),
        new("socketio-cluster-storm", 300, 300, 10, 600_000, $"42[\"broadcast\",{Text}]", $"42[\"broadcast_msg\",{Text}]", ClusterSize),
        new("socketio-cluster-room", 300, 10, 1, 300_000, $"42[\"room_msg\",\"{Room}\",{Text}]", $"42[\"room_event\",{Text}]", ClusterSize),
    ];

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

    /// <summary>The scenario as the environment scales it, and smaller for a quick look.</summary>
    public SocketScenario Scaled(int divisor)
    {
        int connections = Math.Max(2, Setting.Read("BENCH_CONNECTIONS", Connections / divisor));
        int size = GroupSize == Connections ? connections : Math.Min(GroupSize, connections);
        return this with { Connections = connections / size * size, GroupSize = size, Messages = Setting.Read("BENCH_REQUESTS", Messages / divisor) };
    }
}
