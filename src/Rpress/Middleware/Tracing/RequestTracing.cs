using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>Observes requests from before their first middleware until after their last byte: spans, measurements, log scope.</summary>
/// <remarks>No middleware: what is written after all middleware (a stream, events) belongs to the request too.</remarks>
/// <param name="time">Measures how long requests take.</param>
/// <param name="spans">Starts and ends the spans.</param>
/// <param name="scopeLogger">Opens the scope of log lines; null leaves it out.</param>
internal sealed class RequestTracing(TimeProvider time, RequestSpans spans, ILogger? scopeLogger)
{
    /// <summary>Begins to observe, if anybody does. It has to be called from where the request runs on, for the span to be current there.</summary>
    public void Begin(RequestPayload request)
    {
        bool isTraced = RequestSpans.HaveListeners;
        if (!isTraced && !RequestMeasurements.HaveListeners && scopeLogger is null)
        {
            return;
        }

        var trace = new RequestTrace
        {
            StartedAt = time.GetTimestamp(),
            Method = HttpConventions.MethodOf(request.Method),
            Scheme = request.Scheme,
            Version = HttpConventions.VersionOf(request.Protocol),
        };
        request.Trace = trace;
        if (isTraced)
        {
            spans.Start(request, trace);
        }

        trace.LogScope = scopeLogger?.BeginScope(new RequestLogScope(request));
        RequestMeasurements.Begin(trace);
    }

    /// <summary>Ends what <see cref="Begin"/> began; the request itself may have ended.</summary>
    /// <param name="request">The request.</param>
    /// <param name="status">The status that was sent; null if none was.</param>
    public void End(RequestPayload request, int? status)
    {
        string? route = request.Route?.Pattern;
        RequestMeasurements.CountRefusal(route, status);
        if (request.Trace is not { } trace)
        {
            return;
        }

        status = trace.IsUnanswered ? null : status;
        TimeSpan elapsed = time.GetElapsedTime(trace.StartedAt);
        string? error = HttpConventions.ErrorTypeOf(trace.Failure, status);
        trace.LogScope?.Dispose();

        // measured within the span, so that a measurement can name it as its example
        RequestMeasurements.End(trace, route, status, error, elapsed);
        RequestSpans.End(trace, status, error, elapsed);
    }
}
