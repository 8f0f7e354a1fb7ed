using System.Diagnostics;

namespace Rpress;

/// <summary>The spans of a request: <c>http.request</c> and, where asked for, <c>h2.stream</c> around it.</summary>
/// <param name="nestsInConnection">Whether the connection's span is the parent where the client names none.</param>
/// <param name="tracesHttp2Streams">Whether HTTP/2 streams have spans of their own.</param>
internal sealed class RequestSpans(bool nestsInConnection, bool tracesHttp2Streams)
{
    public static bool HaveListeners => RpressTelemetry.Spans.HasListeners();

    public void Start(RequestPayload request, RequestTrace trace)
    {
        // whatever was current is of the host's making: this request is no part of it
        Activity.Current = null;
        ActivityContext connection = request.Exchange.ConnectionSpan;
        ActivityContext parent = RemoteParent.ContextOf(request);
        if (parent == default && nestsInConnection)
        {
            parent = connection;
        }

        // a connection lives on: as a parent it would put its requests into one endless trace, and fight the client's own trace
        ActivityLink[]? links = connection == default || connection == parent ? null : [new(connection)];
        if (tracesHttp2Streams && request.Exchange.Http2StreamId is { } stream)
        {
            trace.StreamSpan = RpressTelemetry.Spans.StartActivity("h2.stream", ActivityKind.Internal, parent, [new("h2.stream_id", stream)], links);
            (parent, links) = trace.StreamSpan is null ? (parent, links) : (default, null);
        }

        trace.Span = RpressTelemetry.Spans.CreateActivity("http.request", ActivityKind.Server, parent, SpanTags.ForSampling(request, trace), links);
        if (trace.Span is { } span)
        {
            span.DisplayName = DisplayNameOf(trace.Method, request.RoutePattern);
            if (span.IsAllDataRequested)
            {
                SpanTags.SetRequest(span, request, trace);
            }

            span.Start();
        }

        if ((trace.StreamSpan ?? trace.Span) is { } outermost)
        {
            RemoteParent.AddBaggage(outermost, request);
        }
    }

    public static void End(RequestTrace trace, int? status, string? error, TimeSpan elapsed)
    {
        if (trace.Span is { } span)
        {
            if (span.IsAllDataRequested)
            {
                SpanTags.SetResponse(span, trace.Failure, status, error, elapsed);
            }

            span.Stop();
        }

        trace.StreamSpan?.Stop();
    }

    private static string DisplayNameOf(string method, string? route)
    {
        string verb = method == HttpConventions.OtherMethod ? "HTTP" : method;
        return route is null ? verb : $"{verb} {route}";
    }
}
