using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rpress;

/// <summary>The sources that listeners subscribe to: spans and measurements, both named <c>Rpress</c>.</summary>
internal static class RpressTelemetry
{
    private const string Name = "Rpress";

    private static readonly string? _version = typeof(RpressTelemetry).Assembly.GetName().Version?.ToString(3);
    private static readonly Meter _meter = new(Name, _version);

    public static readonly ActivitySource Spans = new(Name, _version);

    // the boundaries are those that OpenTelemetry's conventions advise for HTTP
    public static readonly Histogram<double> RequestDuration = _meter.CreateHistogram(
        "http.server.request.duration",
        "s",
        "Duration of HTTP server requests.",
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] });

    public static readonly UpDownCounter<long> ActiveRequests = _meter.CreateUpDownCounter<long>(
        "http.server.active_requests", "{request}", "Number of HTTP server requests that are being answered.");

    public static readonly Counter<long> BodiesTooLarge = _meter.CreateCounter<long>(
        "rpress.requests.body_too_large", "{request}", "Number of requests answered with 413.");

    public static readonly Counter<long> RateLimited = _meter.CreateCounter<long>(
        "rpress.requests.rate_limited", "{request}", "Number of requests answered with 429.");

    public static readonly Counter<long> ConnectionsRefused = _meter.CreateCounter<long>(
        "rpress.connections.refused", "{connection}", "Number of connections refused because there were too many.");

    public static readonly UpDownCounter<long> Sessions = _meter.CreateUpDownCounter<long>(
        "rpress.engineio.sessions", "{session}", "Number of open sessions.");

    public static readonly UpDownCounter<long> Sockets = _meter.CreateUpDownCounter<long>(
        "rpress.socketio.sockets", "{socket}", "Number of clients that are connected to a namespace.");

    public static readonly Counter<long> PacketsReceived = _meter.CreateCounter<long>(
        "rpress.socketio.packets.received", "{packet}", "Number of packets received.");

    public static readonly Counter<long> PacketsSent = _meter.CreateCounter<long>(
        "rpress.socketio.packets.sent", "{packet}", "Number of packets sent, one for each receiver.");

    public static readonly Histogram<double> EventDuration = CreateDuration(
        "rpress.socketio.event.duration", "Duration of the handling of an event.");

    public static readonly Histogram<double> AckDuration = CreateDuration(
        "rpress.socketio.ack.duration", "How long the server waited for the ack of a client.");

    public static readonly Counter<long> Drops = _meter.CreateCounter<long>(
        "rpress.socketio.drops", "{packet}", "Number of packets dropped, or clients disconnected, because a queue was full or a transport busy.");

    public static readonly Counter<long> Recoveries = _meter.CreateCounter<long>(
        "rpress.socketio.recoveries", "{client}", "Number of clients that asked to go on with a session.");

    private static Histogram<double> CreateDuration(string name, string description) => _meter.CreateHistogram(
        name,
        "s",
        description,
        tags: null,
        new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] });
}
