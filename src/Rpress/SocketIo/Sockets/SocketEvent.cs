namespace Rpress;

/// <summary>An event of a client on its way to the handlers.</summary>
public sealed class SocketEvent
{
    internal SocketEvent(RpressSocket socket, string name, EventArguments arguments, EventAck ack)
    {
        Socket = socket;
        Name = name;
        Arguments = arguments;
        Ack = ack;
    }

    /// <summary>The client's socket.</summary>
    public RpressSocket Socket { get; }

    /// <summary>The event's name.</summary>
    public string Name { get; }

    /// <summary>What the client sent with it.</summary>
    public EventArguments Arguments { get; }

    /// <summary>The answer, if the client asks for one.</summary>
    public EventAck Ack { get; }
}
