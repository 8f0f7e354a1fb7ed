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
}
