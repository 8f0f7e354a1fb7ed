namespace Rpress;

/// <summary>How the Socket.IO part of a server works: what lies above <see cref="EioConfig"/>.</summary>
public sealed record SocketIoConfig
{
    /// <summary>How packets become messages, and messages packets; clients have to use the same.</summary>
    /// <value>Default <see cref="SocketIoParser.Default"/>.</value>
    public SocketIoParser Parser { get; init; } = SocketIoParser.Default;

    /// <summary>How long a client may be connected without having joined a namespace.</summary>
    /// <value>Default 45 seconds; 1 millisecond to 1 day.</value>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>Whether the JavaScript client is served below the path, as <c>socket.io.js</c> and in its other forms.</summary>
    /// <value>Default true.</value>
    public bool ServeClient { get; init; } = true;

    /// <summary>How many events of one socket are handled at a time.</summary>
    /// <value>Default 1: one after the other, in the order in which they came; 1 or more.</value>
    public int EventConcurrency { get; init; } = 1;

    /// <summary>The most events of one socket that wait for their handlers; one more closes its connection (<see cref="DisconnectReason.EventQueueFull"/>).</summary>
    /// <value>Default 10,000; 1 or more.</value>
    public int MaxQueuedEvents { get; init; } = 10_000;

    /// <summary>The most bytes that these events hold, but that a single one is always taken.</summary>
    /// <value>Default 4 MiB; 1 or more.</value>
    public int MaxQueuedEventSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>The most attachments of a packet, which is how many binary values an event can have; more end the connection.</summary>
    /// <value>Default 10; 0 or more.</value>
    public int MaxAttachments { get; init; } = 10;

    /// <summary>How deep the arguments of an event may be nested; deeper ones end the connection.</summary>
    /// <value>Default 64; 1 to 1000.</value>
    public int MaxJsonDepth { get; init; } = 64;

    /// <summary>The most namespaces that one connection joins; further ones are refused.</summary>
    /// <value>Default 100; 1 or more.</value>
    public int MaxNamespaces { get; init; } = 100;

    /// <summary>The most rooms that a socket is in beside its own; to join more is an error.</summary>
    /// <value>Default 1,000; 0 or more.</value>
    public int MaxRooms { get; init; } = 1_000;

    /// <summary>The most acks that are waited for from one socket; to ask for more is an error.</summary>
    /// <value>Default 10,000; 1 or more.</value>
    public int MaxPendingAcks { get; init; } = 10_000;

    /// <summary>Whether clients whose connection broke off can go on as the same socket. Node calls it connectionStateRecovery.</summary>
    /// <value>Default null: they cannot, and connect as new ones.</value>
    public RecoveryConfig? Recovery { get; init; }

    /// <summary>Whether a namespace that a client's wish has made goes when its last client has left, unless the application has asked for it with <see cref="RpressIo.Of(string)"/>.</summary>
    /// <value>Default true; Node's is false.</value>
    public bool CleanupEmptyChildNamespaces { get; init; } = true;

    /// <exception cref="ArgumentException">A setting is out of its range; the message names it.</exception>
    internal void Validate()
    {
        if (Parser is null)
        {
            throw new ArgumentException("SocketIoConfig.Parser is null; leave it out for SocketIoParser.Default.");
        }

        SettingRange.RequireDuration("SocketIoConfig.ConnectTimeout", ConnectTimeout);
        SettingRange.Require("SocketIoConfig.EventConcurrency", EventConcurrency, 1);
        SettingRange.Require("SocketIoConfig.MaxQueuedEvents", MaxQueuedEvents, 1);
        SettingRange.Require("SocketIoConfig.MaxQueuedEventSize", MaxQueuedEventSize, 1);
        SettingRange.Require("SocketIoConfig.MaxAttachments", MaxAttachments, 0);
        SettingRange.Require("SocketIoConfig.MaxJsonDepth", MaxJsonDepth, 1, 1000);
        SettingRange.Require("SocketIoConfig.MaxNamespaces", MaxNamespaces, 1);
        SettingRange.Require("SocketIoConfig.MaxRooms", MaxRooms, 0);
        SettingRange.Require("SocketIoConfig.MaxPendingAcks", MaxPendingAcks, 1);
        Recovery?.Validate();
    }
}
