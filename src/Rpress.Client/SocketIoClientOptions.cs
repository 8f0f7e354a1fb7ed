using System.Net;
using System.Net.Security;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>How a client connects and works. Defaults are those of the JavaScript client, but for the transports.</summary>
/// <remarks>A client reads them when it is made; later changes have no effect on it.</remarks>
public sealed class SocketIoClientOptions
{
    /// <summary>What is sent to join a namespace: an object, for the server's middleware to look at.</summary>
    /// <value>Default null: nothing. Namespaces of one client may have their own: <see cref="ClientSocket.Auth"/>.</value>
    public object? Auth { get; set; }

    /// <summary>Makes what is sent to join a namespace, asked at each attempt; it goes before <see cref="Auth"/>.</summary>
    /// <value>Default null. A failure of it fails the attempt.</value>
    public Func<CancellationToken, ValueTask<object?>>? AuthProvider { get; set; }

    /// <summary>Where the server's Socket.IO endpoint is.</summary>
    /// <value>Default <c>/socket.io/</c>; begins with a slash.</value>
    public string Path { get; set; } = "/socket.io/";

    /// <summary>Whether the path ends with a slash even where <see cref="Path"/> does not.</summary>
    /// <value>Default true.</value>
    public bool AddTrailingSlash { get; set; } = true;

    /// <summary>Parameters for the query of every request; those of the URL are sent besides, and give way to these.</summary>
    /// <value>Default null: none.</value>
    public IDictionary<string, string>? Query { get; set; }

    /// <summary>Headers of every request.</summary>
    /// <value>Default null: none.</value>
    public IDictionary<string, string>? Headers { get; set; }

    /// <summary>Cookies to send, and where those go that the server sets.</summary>
    /// <value>Default null: none are sent or kept.</value>
    public CookieContainer? Cookies { get; set; }

    /// <summary>The proxy to go through.</summary>
    /// <value>Default null: the system's.</value>
    public IWebProxy? Proxy { get; set; }

    /// <summary>How TLS is done: custom validation, client certificates, versions.</summary>
    /// <value>Default null: as the platform does.</value>
    public SslClientAuthenticationOptions? Tls { get; set; }

    /// <summary>What sends all requests, WebSocket handshakes among them. The client does not dispose it.</summary>
    /// <value>Default null: a <see cref="SocketsHttpHandler"/> of the client's own, made of <see cref="Cookies"/>, <see cref="Proxy"/> and <see cref="Tls"/>, which cannot be set with this.</value>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>The transports, in the order in which they are used.</summary>
    /// <value>Default null: <see cref="SocketTransport.WebSocket"/> alone. With polling first and WebSocket behind it, the connection begins with polling and is upgraded.</value>
    public IReadOnlyList<SocketTransport>? Transports { get; set; }

    /// <summary>Whether a connection that began with polling changes to WebSocket, where both are in <see cref="Transports"/>.</summary>
    /// <value>Default true.</value>
    public bool Upgrade { get; set; } = true;

    /// <summary>Whether a connection begins with WebSocket after one before was upgraded to it.</summary>
    /// <value>Default false.</value>
    public bool RememberUpgrade { get; set; }

    /// <summary>Whether an attempt goes on with the next transport where the first one fails.</summary>
    /// <value>Default false.</value>
    public bool TryAllTransports { get; set; }

    /// <summary>Whether each request has a parameter of its own, so that no cache answers it.</summary>
    /// <value>Default null: requests of polling do.</value>
    public bool? TimestampRequests { get; set; }

    /// <summary>How packets become messages, and messages packets; the server has to use the same.</summary>
    /// <value>Default <see cref="SocketIoParser.Default"/>.</value>
    public SocketIoParser Parser { get; set; } = SocketIoParser.Default;

    /// <summary>What to offer the server to compress messages over WebSocket.</summary>
    /// <value>Default null: no compression. Do not compress secrets together with what others can choose: their size tells them (CRIME, BREACH).</value>
    public WebSocketDeflateOptions? PerMessageDeflate { get; set; }

    /// <summary>What a message has to have to be compressed.</summary>
    /// <value>Default 1,024 bytes; 0 or more.</value>
    public int CompressionThreshold { get; set; } = 1024;

    /// <summary>Whether a connection that broke off, or was not established, is tried again.</summary>
    /// <value>Default true.</value>
    public bool Reconnection { get; set; } = true;

    /// <summary>How often in a row that is tried before it is given up.</summary>
    /// <value>Default <see cref="int.MaxValue"/>: for ever; 1 or more.</value>
    public int ReconnectionAttempts { get; set; } = int.MaxValue;

    /// <summary>How long the first attempt waits; each further one waits twice as long.</summary>
    /// <value>Default 1 second; 1 millisecond to 1 day.</value>
    public TimeSpan ReconnectionDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest that an attempt waits.</summary>
    /// <value>Default 5 seconds; 1 millisecond to 1 day.</value>
    public TimeSpan ReconnectionDelayMax { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The part of the wait that is left to chance, so that clients do not come back all at once.</summary>
    /// <value>Default 0.5; 0 to 1.</value>
    public double RandomizationFactor { get; set; } = 0.5;

    /// <summary>How long one attempt to establish the connection takes at most.</summary>
    /// <value>Default 20 seconds; 1 millisecond to 1 day.</value>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long acks are waited for where no other time is set.</summary>
    /// <value>Default null: as long as the connection stands; 1 millisecond to 1 day.</value>
    public TimeSpan? AckTimeout { get; set; }

    /// <summary>How often an event is sent again that was not acked: with 1 or more, events are sent one at a time, each after the ack of the one before.</summary>
    /// <value>Default 0: events are sent once, and none waits for another. Set <see cref="AckTimeout"/> with it.</value>
    public int Retries { get; set; }

    /// <summary>The most bytes that may wait to be sent, while the client is not connected or the server reads slowly; beyond that, emitting throws. A single event is always taken.</summary>
    /// <value>Default 16 MiB; 1 or more. An event counts its arguments and 256 bytes besides.</value>
    public long MaxSendQueueSize { get; set; } = 16 * 1024 * 1024;

    /// <summary>The most acks that a namespace waits for; to ask for more throws.</summary>
    /// <value>Default 100,000; 1 or more.</value>
    public int MaxPendingAcks { get; set; } = 100_000;

    /// <summary>The most bytes of one message, or of one response of polling, that is received; more breaks the connection off.</summary>
    /// <value>Default 100 MiB; 1 or more.</value>
    public int MaxMessageSize { get; set; } = 100 * 1024 * 1024;

    /// <summary>How many events of one namespace are handled at a time.</summary>
    /// <value>Default 1: one after the other, in the order in which they came; 1 or more.</value>
    public int EventConcurrency { get; set; } = 1;

    /// <summary>The most events of one namespace that wait for their handlers; one more breaks the connection off (<see cref="DisconnectReason.EventQueueFull"/>).</summary>
    /// <value>Default 100,000; 1 or more.</value>
    public int MaxQueuedEvents { get; set; } = 100_000;

    /// <summary>The most bytes that these events hold, but that a single one is always taken.</summary>
    /// <value>Default 64 MiB; 1 or more.</value>
    public long MaxQueuedEventSize { get; set; } = 64 * 1024 * 1024;

    /// <summary>The most attachments of a packet, which is how many binary values an event can have; more break the connection off.</summary>
    /// <value>Default 10; 0 or more.</value>
    public int MaxAttachments { get; set; } = 10;

    /// <summary>How deep the arguments of an event may be nested; deeper ones break the connection off.</summary>
    /// <value>Default 64; 1 to 1000.</value>
    public int MaxJsonDepth { get; set; } = 64;

    /// <summary>How values become JSON, and JSON values.</summary>
    /// <value>Default null: the web defaults, camel case.</value>
    public JsonSerializerOptions? Json { get; set; }

    /// <summary>The application's source-generated metadata, needed where reflection is off.</summary>
    /// <value>Default null.</value>
    public IJsonTypeInfoResolver? JsonContext { get; set; }

    /// <summary>Where log messages go; what handlers throw is among them.</summary>
    /// <value>Default null: nowhere.</value>
    public ILoggerFactory? LoggerFactory { get; set; }

    /// <summary>The clock that every wait goes by.</summary>
    /// <value>Default <see cref="TimeProvider.System"/>.</value>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;
}
