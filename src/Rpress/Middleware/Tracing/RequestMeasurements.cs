using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Rpress;

/// <summary>The measurements of requests: how long they take, how many are active, how many were refused.</summary>
internal static class RequestMeasurements
{
    public static bool HaveListeners => RpressTelemetry.RequestDuration.Enabled || RpressTelemetry.ActiveRequests.Enabled;

    public static void Begin(RequestTrace trace)
    {
        if (RpressTelemetry.ActiveRequests.Enabled)
        {
            trace.IsCounted = true;
            AddActive(trace, 1);
        }
    }

    public static void End(RequestTrace trace, string? route, int? status, string? error, TimeSpan elapsed)
    {
        if (RpressTelemetry.RequestDuration.Enabled)
        {
            var tags = new TagList
            {
                { HttpConventions.Method, trace.Method },
                { HttpConventions.Scheme, trace.Scheme },
                { HttpConventions.ProtocolVersion, trace.Version },
            };
            AddIfKnown(ref tags, HttpConventions.Route, route);
            AddIfKnown(ref tags, HttpConventions.Status, status is { } sent ? HttpConventions.StatusTag(sent) : null);
            AddIfKnown(ref tags, HttpConventions.ErrorType, error);
            RpressTelemetry.RequestDuration.Record(elapsed.TotalSeconds, tags);
        }

        if (trace.IsCounted)
        {
            AddActive(trace, -1);
        }
    }

    /// <summary>Counts the two refusals that operators set limits for.</summary>
    public static void CountRefusal(string? route, int? status)
    {
        Counter<long>? counter = status switch
        {
            413 => RpressTelemetry.BodiesTooLarge,
            429 => RpressTelemetry.RateLimited,
            _ => null,
        };
        if (counter is { Enabled: true })
        {
            var tags = new TagList();
            AddIfKnown(ref tags, HttpConventions.Route, route);
            counter.Add(1, tags);
        }
    }

    private static void AddActive(RequestTrace trace, int change) => RpressTelemetry.ActiveRequests.Add(
        change, new(HttpConventions.Method, trace.Method), new(HttpConventions.Scheme, trace.Scheme));

    private static void AddIfKnown(ref TagList tags, string name, object? value)
    {
        if (value is not null)
        {
            tags.Add(name, value);
        }
    }
}
