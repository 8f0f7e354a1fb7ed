using System.Collections.Concurrent;
using System.Diagnostics;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Tracing;

/// <summary>Listens to spans of the whole process, other tests' servers included, and finds those of one request.</summary>
internal sealed class SpanCollector : IDisposable
{
    private readonly ConcurrentQueue<Activity> _ended = new();
    private readonly ActivityListener _listener;

    public SpanCollector(ActivitySamplingResult sampling = ActivitySamplingResult.AllDataAndRecorded, params string[] otherSources)
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Rpress" || otherSources.Contains(source.Name),
            Sample = (ref _) => sampling,
            ActivityStopped = _ended.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The span of the request that got this reply.</summary>
    public Task<Activity> OfAsync(Reply reply) => FindAsync(
        span => span.OperationName == "http.request" && Equals(span.GetTagItem("http.request_id"), reply.Header("X-Request-ID")), "the request's span");

    /// <summary>The span of the request for this path, as it was sent.</summary>
    public Task<Activity> OfPathAsync(string path) => FindAsync(
        span => span.OperationName == "http.request" && Equals(span.GetTagItem("url.path"), path), $"the span of {path}");

    /// <summary>The span with this id.</summary>
    public Task<Activity> WithIdAsync(ActivitySpanId id) => FindAsync(span => span.SpanId == id, $"span {id}");

    public async Task<Activity> FindAsync(Func<Activity, bool> isMeant, string what)
    {
        Activity? found = null;
        await Eventually.TrueAsync(() => (found = _ended.FirstOrDefault(isMeant)) is not null, what + " to end");
        return found!;
    }

    public bool HasEnded(string path) => _ended.Any(span => Equals(span.GetTagItem("url.path"), path));

    public void Dispose() => _listener.Dispose();
}
