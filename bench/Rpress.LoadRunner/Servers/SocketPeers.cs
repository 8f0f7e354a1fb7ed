namespace Rpress.LoadRunner;

/// <summary>The servers of the real-time scenarios, in the order of charts and rounds; those that are missing are left out.</summary>
internal static class SocketPeers
{
    public static readonly Peer SignalR = HttpPeers.AspNetCore with { Name = "SignalR", Environment = [("BENCH_SIGNALR", "true")] };

    public static readonly Peer Node = Peer.OnNode("Node socket.io", "socketio.mjs", "socket.io");

    // eiows is native code, which npm builds where it gets the sources of Node.js
    public static readonly Peer NodeWithEiows = Node with
    {
        Name = "Node socket.io, eiows",
        Missing = Node.Missing ?? (HasEiows ? null : "eiows is not built"),
        Environment = [.. Node.Environment, ("BENCH_ENGINE", "eiows")],
    };

    private static readonly SocketIoDialect _socketIo = new();
    private static readonly SignalRDialect _signalR = new();

    public static IReadOnlyList<Peer> All { get; } = There(Peer.Ours, Node, NodeWithEiows, SignalR);

    /// <summary>The same with both of ours.</summary>
    public static IReadOnlyList<Peer> AllAndInline { get; } = There(Peer.Ours, HttpPeers.Inline, Node, NodeWithEiows, SignalR);

    /// <summary>Those that are most in use.</summary>
    public static IReadOnlyList<Peer> Usual { get; } = There(Peer.Ours, Node, SignalR);

    /// <summary>Those that whole clients of Socket.IO come to.</summary>
    public static IReadOnlyList<Peer> OfUsers { get; } = There(Peer.Ours, Node);

    /// <summary>Those that are measured as clusters.</summary>
    public static IReadOnlyList<Peer> OfClusters { get; } = There(Peer.Ours, Node);

    private static bool HasEiows =>
        Directory.Exists($"{Peer.NodeFolder}/node_modules/eiows/dist") && Directory.EnumerateFiles($"{Peer.NodeFolder}/node_modules/eiows/dist", "*.node").Any();

    public static SocketDialect DialectOf(Peer peer) => peer == SignalR ? _signalR : _socketIo;

    private static IReadOnlyList<Peer> There(params IEnumerable<Peer> peers) => [.. peers.Where(peer => peer.Missing is null)];
}
