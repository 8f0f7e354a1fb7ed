namespace Rpress;

/// <summary>What a message between servers is; the numbers of npm's @socket.io/redis-adapter.</summary>
internal enum ClusterMessageType
{
    /// <summary>Asks for the ids of the sockets in rooms.</summary>
    Sockets = 0,

    /// <summary>Asks for the names of all rooms.</summary>
    AllRooms = 1,

    /// <summary>Puts sockets into rooms.</summary>
    Join = 2,

    /// <summary>Takes sockets out of rooms.</summary>
    Leave = 3,

    /// <summary>Disconnects sockets.</summary>
    Disconnect = 4,

    /// <summary>Asks for sockets with all that is known of them.</summary>
    FetchSockets = 5,

    /// <summary>An event for servers, and an answer to it.</summary>
    ServerSideEmit = 6,

    /// <summary>A broadcast whose clients are asked for an ack.</summary>
    Broadcast = 7,

    /// <summary>How many clients a server has asked.</summary>
    BroadcastClientCount = 8,

    /// <summary>The ack of one client.</summary>
    BroadcastAck = 9,

    /// <summary>Tells that a client goes on at another server; not one of npm's, whose servers pass over it.</summary>
    SessionTaken = 1000,
}
