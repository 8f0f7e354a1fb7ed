using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>What a client was told, checked and unchangeable.</summary>
internal sealed class ClientSettings
{
    /// <exception cref="ArgumentException">A setting is out of its range, or does not go with another; the message names it.</exception>
    public ClientSettings(Uri url, SocketIoClientOptions options)
    {
        Validate(options);
        Address = new(url, options);
        Headers = ReadHeaders(options.Headers);
        Transports = options.Transports is null ? [SocketTransport.WebSocket] : [.. options.Transports];
        Upgrades = options.Upgrade && Transports.Contains(SocketTransport.WebSocket);
        RememberUpgrade = options.RememberUpgrade;
        TryAllTransports = options.TryAllTransports;
        Parser = options.Parser;
        DecoderLimits = new(options.MaxAttachments, options.MaxJsonDepth);
        PerMessageDeflate = options.PerMessageDeflate;
        CompressionThreshold = options.PerMessageDeflate is null ? int.MaxValue : options.CompressionThreshold;
        Reconnects = options.Reconnection;
        ReconnectionAttempts = options.ReconnectionAttempts;
        ReconnectionDelay = options.ReconnectionDelay;
        ReconnectionDelayMax = options.ReconnectionDelayMax;
        RandomizationFactor = options.RandomizationFactor;
        ConnectTimeout = options.ConnectTimeout;
        AckTimeout = options.AckTimeout ?? Timeout.InfiniteTimeSpan;
        Retries = options.Retries;
        MaxSendQueueSize = options.MaxSendQueueSize;
        MaxPendingAcks = options.MaxPendingAcks;
        MaxMessageSize = options.MaxMessageSize;
        EventLimits = new(options.EventConcurrency, options.MaxQueuedEvents, options.MaxQueuedEventSize);
        Json = EventJson.Of(options.Json, options.JsonContext);
        Logger = (options.LoggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Rpress.Client");
        Time = options.TimeProvider;
    }

    public ClientAddress Address { get; }

    public KeyValuePair<string, string>[] Headers { get; }

    public SocketTransport[] Transports { get; }

    public bool Upgrades { get; }

    public bool RememberUpgrade { get; }

    public bool TryAllTransports { get; }

    public SocketIoParser Parser { get; }

    public DecoderLimits DecoderLimits { get; }

    public WebSocketDeflateOptions? PerMessageDeflate { get; }

    public int CompressionThreshold { get; }

    public bool Reconnects { get; }

    public int ReconnectionAttempts { get; }

    public TimeSpan ReconnectionDelay { get; }

    public TimeSpan ReconnectionDelayMax { get; }

    public double RandomizationFactor { get; }

    public TimeSpan ConnectTimeout { get; }

    public TimeSpan AckTimeout { get; }

    public int Retries { get; }

    public long MaxSendQueueSize { get; }

    public int MaxPendingAcks { get; }

    public int MaxMessageSize { get; }

    public EventPumpLimits EventLimits { get; }

    public JsonSerializerOptions Json { get; }

    public ILogger Logger { get; }

    public TimeProvider Time { get; }

    /// <summary>A number from 0 to 1 for each wait of a reconnection.</summary>
    public Func<double> Chance { get; init; } = Random.Shared.NextDouble;

    private static void Validate(SocketIoClientOptions options)
    {
        RequireGiven("Parser", options.Parser);
        RequireGiven("TimeProvider", options.TimeProvider);
        SettingRange.RequireDuration("SocketIoClientOptions.ReconnectionDelay", options.ReconnectionDelay);
        SettingRange.RequireDuration("SocketIoClientOptions.ReconnectionDelayMax", options.ReconnectionDelayMax);
        SettingRange.RequireDuration("SocketIoClientOptions.ConnectTimeout", options.ConnectTimeout);
        if (options.AckTimeout is { } ackTimeout)
        {
            SettingRange.RequireDuration("SocketIoClientOptions.AckTimeout", ackTimeout);
        }

        SettingRange.Require("SocketIoClientOptions.ReconnectionAttempts", options.ReconnectionAttempts, 1);
        SettingRange.Require("SocketIoClientOptions.Retries", options.Retries, 0);
        SettingRange.Require("SocketIoClientOptions.CompressionThreshold", options.CompressionThreshold, 0);
        SettingRange.Require("SocketIoClientOptions.MaxSendQueueSize", options.MaxSendQueueSize, 1);
        SettingRange.Require("SocketIoClientOptions.MaxPendingAcks", options.MaxPendingAcks, 1);
        SettingRange.Require("SocketIoClientOptions.MaxMessageSize", options.MaxMessageSize, 1);
        SettingRange.Require("SocketIoClientOptions.EventConcurrency", options.EventConcurrency, 1);
        SettingRange.Require("SocketIoClientOptions.MaxQueuedEvents", options.MaxQueuedEvents, 1);
        SettingRange.Require("SocketIoClientOptions.MaxQueuedEventSize", options.MaxQueuedEventSize, 1);
        SettingRange.Require("SocketIoClientOptions.MaxAttachments", options.MaxAttachments, 0);
        SettingRange.Require("SocketIoClientOptions.MaxJsonDepth", options.MaxJsonDepth, 1, 1000);
        if (options.RandomizationFactor is not (>= 0 and <= 1))
        {
            throw new ArgumentException($"SocketIoClientOptions.RandomizationFactor is {options.RandomizationFactor}; it has to be 0 to 1.");
        }

        if (options.Transports is { } transports && (transports.Count == 0 || transports.Distinct().Count() != transports.Count || !transports.All(Enum.IsDefined)))
        {
            throw new ArgumentException("SocketIoClientOptions.Transports has to name at least one transport, and none twice.");
        }

        if (options.HttpHandler is not null && (options.Cookies, options.Proxy, options.Tls) is not (null, null, null))
        {
            throw new ArgumentException("SocketIoClientOptions.HttpHandler brings cookies, proxy and TLS with it: set Cookies, Proxy and Tls on that handler.");
        }
    }

    private static void RequireGiven(string name, object? value)
    {
        if (value is null)
        {
            throw new ArgumentException($"SocketIoClientOptions.{name} is null; leave it out for the default.");
        }
    }

    private static KeyValuePair<string, string>[] ReadHeaders(IDictionary<string, string>? headers)
    {
        using var request = new HttpRequestMessage();
        foreach ((string name, string value) in headers ?? new Dictionary<string, string>())
        {
            if (value is null || value.Any(character => char.IsControl(character) && character != '\t') || !request.Headers.TryAddWithoutValidation(name, value))
            {
                throw new ArgumentException($"SocketIoClientOptions.Headers has '{name}', which is no header of a request.");
            }
        }

        return headers is null ? [] : [.. headers];
    }
}
