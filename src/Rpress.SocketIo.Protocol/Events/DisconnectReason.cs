namespace Rpress;

/// <summary>Why a socket was disconnected; its text is Node's, where Node has the reason.</summary>
public sealed class DisconnectReason
{
    private readonly string _text;

    private DisconnectReason(string text) => _text = text;

    /// <summary>The connection broke off.</summary>
    public static DisconnectReason TransportError { get; } = new("transport error");

    /// <summary>The client closed the connection.</summary>
    public static DisconnectReason TransportClose { get; } = new("transport close");

    /// <summary>The client broke the rules of Socket.IO.</summary>
    public static DisconnectReason ForcedClose { get; } = new("forced close");

    /// <summary>The client did not answer a ping in time.</summary>
    public static DisconnectReason PingTimeout { get; } = new("ping timeout");

    /// <summary>The client broke the rules of Engine.IO.</summary>
    public static DisconnectReason ParseError { get; } = new("parse error");

    /// <summary>The server is going away.</summary>
    public static DisconnectReason ServerShuttingDown { get; } = new("server shutting down");

    /// <summary>The server closed the connection: no namespace was joined in time, or a packet did not fit its state.</summary>
    public static DisconnectReason ForcedServerClose { get; } = new("forced server close");

    /// <summary>The client left the namespace.</summary>
    public static DisconnectReason ClientNamespaceDisconnect { get; } = new("client namespace disconnect");

    /// <summary>The server disconnected the socket.</summary>
    public static DisconnectReason ServerNamespaceDisconnect { get; } = new("server namespace disconnect");

    /// <summary>More waited to be sent than <c>EioConfig.MaxSendQueueSize</c>: the client reads too slowly. Not one of Node's.</summary>
    public static DisconnectReason SendQueueFull { get; } = new("send queue full");

    /// <summary>More events waited for their handlers than allowed: the client sends too fast. Not one of Node's.</summary>
    public static DisconnectReason EventQueueFull { get; } = new("event queue full");

    /// <summary>The reason as Node writes it, such as <c>transport close</c>.</summary>
    public override string ToString() => _text;
}
