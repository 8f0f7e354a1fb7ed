using System.Diagnostics;
using System.Globalization;

namespace Rpress;

/// <summary>The tags of <c>http.request</c>: OpenTelemetry's conventions, and beside them rpress's own names.</summary>
internal static class SpanTags
{
    /// <summary>What samplers decide by. The query is left out: it may hold secrets.</summary>
    public static List<KeyValuePair<string, object?>> ForSampling(RequestPayload request, RequestTrace trace)
    {
        var tags = new List<KeyValuePair<string, object?>>(8)
        {
            new(HttpConventions.Method, trace.Method),
            new(HttpConventions.Scheme, trace.Scheme),
            new("url.path", RequestTarget.RawPathOf(request.RawTarget)),
        };
        AddIfKnown(tags, HttpConventions.Route, request.RoutePattern);
        AddHost(tags, request.Host);
        AddIfKnown(tags, "client.address", request.RemoteAddress?.ToString());
        AddIfKnown(tags, "user_agent.original", request.Headers["User-Agent"]);
        return tags;
    }

    /// <summary>What else is known before the request runs.</summary>
    public static void SetRequest(Activity span, RequestPayload request, RequestTrace trace)
    {
        span.SetTag(HttpConventions.ProtocolVersion, trace.Version);
        span.SetTag("http.method", request.Method);
        span.SetTag("http.request_id", request.RequestId);
        if (trace.Method == HttpConventions.OtherMethod)
        {
            span.SetTag("http.request.method_original", request.Method);
        }

        if (ProxyTrust.Unmap(request.Exchange.PeerAddress) is { } peer)
        {
            span.SetTag("network.peer.address", peer.ToString());
            span.SetTag("network.peer.port", request.Exchange.PeerPort);
        }
    }

    public static void SetResponse(Activity span, Exception? failure, int? status, string? error, TimeSpan elapsed)
    {
        if (status is { } sent)
        {
            span.SetTag(HttpConventions.Status, HttpConventions.StatusTag(sent));
            span.SetTag("http.status_code", HttpConventions.StatusTag(sent));
        }

        span.SetTag("http.latency_ms", elapsed.TotalMilliseconds);
        if (error is not null)
        {
            // a 4xx is the client's failure, and no error of this span
            span.SetTag(HttpConventions.ErrorType, error);
            span.SetStatus(ActivityStatusCode.Error);
        }

        if (failure is not null)
        {
            span.AddException(failure);
        }
    }

    private static void AddHost(List<KeyValuePair<string, object?>> tags, string host)
    {
        // the brackets of an IPv6 address hold colons of its own
        int colon = host.IndexOf(':', Math.Max(0, host.LastIndexOf(']')));
        AddIfKnown(tags, "server.address", (colon < 0 ? host : host[..colon]).Trim('[', ']') is { Length: > 0 } name ? name : null);
        if (colon >= 0 && ushort.TryParse(host.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ushort port))
        {
            tags.Add(new("server.port", (int)port));
        }
    }

    private static void AddIfKnown(List<KeyValuePair<string, object?>> tags, string name, string? value)
    {
        if (value is not null)
        {
            tags.Add(new(name, value));
        }
    }
}
