using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>How the Engine.IO part of a server works: transports, heartbeat, limits of a connection. The names are Node's where Node has them.</summary>
public sealed record EioConfig
{
    /// <summary>Long-polling, the transport that every client begins with unless told otherwise.</summary>
    public const string Polling = "polling";

    /// <summary>WebSocket.</summary>
    public const string WebSocket = "websocket";

    /// <summary>Where clients connect to; a request below it is the engine's, whatever routes there are.</summary>
    /// <value>Default <c>/socket.io/</c>; the slash at the end is optional for clients, unless <see cref="AddTrailingSlash"/> is false.</value>
    public string Path { get; init; } = "/socket.io/";

    /// <summary>How often the server pings a client.</summary>
    /// <value>Default 25 seconds; 1 millisecond to 1 day.</value>
    public TimeSpan PingInterval { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>How long the server waits for the pong before it gives a client up.</summary>
    /// <value>Default 20 seconds; 1 millisecond to 1 day.</value>
    public TimeSpan PingTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The largest message, or body of a poll, that is read from a client. Node calls it maxHttpBufferSize.</summary>
    /// <value>Default 1,000,000 bytes; 1 to 1 GiB. A larger body gets 413; a larger message ends the connection.</value>
    public int MaxPayload { get; init; } = 1_000_000;

    /// <summary>How long a client that changes to WebSocket may take.</summary>
    /// <value>Default 10 seconds; 1 millisecond to 1 day.</value>
    public TimeSpan UpgradeTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The transports that clients may use.</summary>
    /// <value>Default <see cref="Polling"/> and <see cref="WebSocket"/>.</value>
    public IReadOnlyList<string> Transports { get; init; } = [Polling, WebSocket];

    /// <summary>Whether only WebSocket is spoken, so that no load balancer has to keep a client's polls together; polls get an error that says so.</summary>
    /// <value>Default false.</value>
    public bool WebSocketOnly { get; init; }

    /// <summary>Whether a client that polls may change to WebSocket.</summary>
    /// <value>Default true.</value>
    public bool AllowUpgrades { get; init; } = true;

    /// <summary>Decides about each handshake, before there is a session; false, or a thrown <see cref="RpressException"/> with a message of its own, refuses it.</summary>
    /// <value>Default null: all are allowed.</value>
    public Func<RequestPayload, ValueTask<bool>>? AllowRequest { get; init; }

    /// <summary>The most bytes that wait to be sent to a client; above it the client is too slow, and its connection is closed.</summary>
    /// <value>Default 4 MiB; 1 or more. Each message counts 64 bytes more than it has; one that nothing waits before is always taken.</value>
    public int MaxSendQueueSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>The most sessions at a time; further handshakes get 503.</summary>
    /// <value>Default 100,000; 1 or more.</value>
    public int MaxSessions { get; init; } = 100_000;

    /// <summary>Whether and how messages over WebSocket are compressed, for clients that offer permessage-deflate.</summary>
    /// <value>Default null: not at all.</value>
    public PerMessageDeflateConfig? PerMessageDeflate { get; init; }

    /// <summary>Whether and how the answers to polls are compressed.</summary>
    /// <value>Default: from 1,024 bytes on; null: not at all.</value>
    public HttpCompressionConfig? HttpCompression { get; init; } = new();

    /// <summary>A cookie with the session's id, set by the answer to the handshake.</summary>
    /// <value>Default null: none.</value>
    public SessionCookieConfig? Cookie { get; init; }

    /// <summary>A text message that every client gets with the handshake. A client of Socket.IO takes it for a packet, which it has to be then.</summary>
    /// <value>Default null: none; it must not hold U+001E, which ends packets.</value>
    public string? InitialPacket { get; init; }

    /// <summary>Whether a slash belongs to the end of the path, which clients may leave out, and all below it is the engine's.</summary>
    /// <value>Default true; false: the path as it is given, and nothing but the client's files below it.</value>
    public bool AddTrailingSlash { get; init; } = true;

    internal bool Allows(string transport) => WebSocketOnly ? transport == WebSocket : Transports.Contains(transport);

    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    internal void Validate()
    {
        if (Path is not ['/', _, ..] || Path.Contains('?') || Path.Contains('#'))
        {
            throw new ArgumentException($"EioConfig.Path is '{Path}'; it has to begin with '/' and name a path, as in '/socket.io/'.");
        }

        SettingRange.RequireDuration("EioConfig.PingInterval", PingInterval);
        SettingRange.RequireDuration("EioConfig.PingTimeout", PingTimeout);
        SettingRange.RequireDuration("EioConfig.UpgradeTimeout", UpgradeTimeout);
        SettingRange.Require("EioConfig.MaxPayload", MaxPayload, 1, 1024 * 1024 * 1024);
        SettingRange.Require("EioConfig.MaxSendQueueSize", MaxSendQueueSize, 1, int.MaxValue);
        SettingRange.Require("EioConfig.MaxSessions", MaxSessions, 1, int.MaxValue);
        PerMessageDeflate?.Validate();
        HttpCompression?.Validate();
        Cookie?.Validate();
        if (InitialPacket?.Contains((char)EngineIoPayload.Separator) == true)
        {
            throw new ArgumentException("EioConfig.InitialPacket holds the character U+001E, which ends packets.");
        }

        if (Transports is null or [] || Transports.FirstOrDefault(name => name is not (Polling or WebSocket)) is not null)
        {
            throw new ArgumentException($"EioConfig.Transports is [{string.Join(", ", Transports ?? [])}]; it has to name '{Polling}', '{WebSocket}' or both.");
        }

        if (WebSocketOnly && !Transports.Contains(WebSocket))
        {
            throw new ArgumentException($"EioConfig.WebSocketOnly is set, but Transports does not name '{WebSocket}'.");
        }
    }
}
