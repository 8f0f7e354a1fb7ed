namespace Rpress;

/// <summary>What a message in an envelope is; the numbers of npm's socket.io-adapter, in its ClusterAdapter.</summary>
internal enum EnvelopeType
{
    /// <summary>A broadcast, with or without acks.</summary>
    Broadcast = 3,

    /// <summary>Puts sockets into rooms.</summary>
    Join = 4,

    /// <summary>Takes sockets out of rooms.</summary>
    Leave = 5,

    /// <summary>Disconnects sockets.</summary>
    Disconnect = 6,

    /// <summary>Asks for sockets with all that is known of them.</summary>
    FetchSockets = 7,

    /// <summary>Such sockets.</summary>
    FetchSocketsResponse = 8,

    /// <summary>An event for servers.</summary>
    ServerSideEmit = 9,

    /// <summary>An answer to one.</summary>
    ServerSideEmitResponse = 10,

    /// <summary>How many clients a server has asked for an ack.</summary>
    BroadcastClientCount = 11,

    /// <summary>The ack of one client.</summary>
    BroadcastAck = 12,

    /// <summary>A client goes on at another server; not one of npm's, whose servers pass over it.</summary>
    SessionTaken = 1000,
}
