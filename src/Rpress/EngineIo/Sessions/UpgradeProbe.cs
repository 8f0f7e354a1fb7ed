namespace Rpress;

/// <summary>A WebSocket that asks to take a session over.</summary>
internal sealed class UpgradeProbe
{
    public UpgradeProbe(EngineSession session, WebSocketTransport transport)
    {
        Session = session;
        Transport = transport;
        Timeout = new(this);
        Poke = new(this);
    }

    public EngineSession Session { get; }

    public WebSocketTransport Transport { get; }

    /// <summary>How long it may take.</summary>
    public DeadlineEntry Timeout { get; }

    /// <summary>When a GET that waits is answered the next time.</summary>
    public DeadlineEntry Poke { get; }
}
