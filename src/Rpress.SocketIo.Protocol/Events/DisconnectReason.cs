namespace Rpress;

/// <summary>Why a socket was disconnected; its text is Node's, where Node has the reason.</summary>
public sealed class DisconnectReason
{
    private readonly string _text;

    private DisconnectReason(string text) => _text = text;

    /// <summary>The connection broke off.</summary>
    public static DisconnectReason TransportError { get; } = new("transport error");

    /// <summary>The other side closed the connection.</summary>
    public static DisconnectReason TransportClose { get; } = new("transport close");

    /// <summary>The other side broke the rules of Socket.IO.</summary>
    public static DisconnectReason ForcedClose { get; } = new("forced close");

    /// <summary>Nothing was heard of the other side in time: no answer to a server's ping, or no ping of the server.</summary>
    public static DisconnectReason PingTimeout { get; } = new("ping timeout");

    /// <summary>The other side broke the rules of Engine.IO; on a client, also those of Socket.IO.</summary>
    public static DisconnectReason ParseError { get; } = new("parse error");

    /// <summary>At a server: it is going away.</summary>
    public static DisconnectReason ServerShuttingDown { get; } = new("server shutting down");

    /// <summary>At a server: it closed the connection, because no namespace was joined in time, or a packet did not fit its state.</summary>
    public static DisconnectReason ForcedServerClose { get; } = new("forced server close");

    /// <summary>At a server: the client left the namespace.</summary>
    public static DisconnectReason ClientNamespaceDisconnect { get; } = new("client namespace disconnect");

    /// <summary>At a server: it disconnected the socket.</summary>
    public static DisconnectReason ServerNamespaceDisconnect { get; } = new("server namespace disconnect");

    /// <summary>At a client: the server disconnected the socket, which does not reconnect by itself.</summary>
    public static DisconnectReason IoServerDisconnect { get; } = new("io server disconnect");

    /// <summary>At a client: it left.</summary>
    public static DisconnectReason IoClientDisconnect { get; } = new("io client disconnect");

    /// <summary>More waited to be sent than <c>EioConfig.MaxSendQueueSize</c> allows: the other side reads too slowly. Not one of Node's.</summary>
    public static DisconnectReason SendQueueFull { get; } = new("send queue full");

    /// <summary>More events waited for their handlers than allowed: the other side sends too fast. Not one of Node's.</summary>
    public static DisconnectReason EventQueueFull { get; } = new("event queue full");

    /// <summary>The reason as Node writes it, such as <c>transport close</c>.</summary>
    public override string ToString() => _text;
}
