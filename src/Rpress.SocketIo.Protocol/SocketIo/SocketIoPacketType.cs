namespace Rpress.SocketIo.Protocol;

/// <summary>What a Socket.IO packet is for; the value is the digit on the wire.</summary>
/// <remarks>The wire's types 5 and 6 are <see cref="Event"/> and <see cref="Ack"/> with attachments; here they are not types of their own.</remarks>
public enum SocketIoPacketType
{
    /// <summary>Joins a namespace, or says that it was joined.</summary>
    Connect = 0,

    /// <summary>Leaves a namespace.</summary>
    Disconnect = 1,

    /// <summary>An event with its arguments.</summary>
    Event = 2,

    /// <summary>The answer to an event.</summary>
    Ack = 3,

    /// <summary>Says that a namespace was not joined, and why.</summary>
    ConnectError = 4,
}
