using System.Diagnostics;

namespace Rpress;

/// <summary>What the client says of the trace that its request is part of: <c>traceparent</c>, <c>tracestate</c> and baggage.</summary>
internal static class RemoteParent
{
    // W3C Trace Context §3.2, §3.3: two traceparent fields, joined, are none, so neither counts; the fields of tracestate make one list
    private static readonly DistributedContextPropagator.PropagatorGetterCallback _field =
        static (object? request, string name, out string? value, out IEnumerable<string>? values) =>
        {
            values = null;
            value = ((RequestPayload)request!).Headers[name];
        };

    /// <summary>The client's span, or the default if it names none.</summary>
    public static ActivityContext ContextOf(RequestPayload request)
    {
        DistributedContextPropagator.Current.ExtractTraceIdAndState(request, _field, out string? parent, out string? state);
        return ActivityContext.TryParse(parent, state, isRemote: true, out ActivityContext context) ? context : default;
    }

    public static void AddBaggage(Activity span, RequestPayload request)
    {
        // a span's baggage reads from the last one added to the first
        foreach ((string name, string? value) in DistributedContextPropagator.Current.ExtractBaggage(request, _field)?.Reverse() ?? [])
        {
            span.AddBaggage(name, value);
        }
    }
}
