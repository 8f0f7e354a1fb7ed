using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;

namespace Rpress.Tests.Middleware.Tracing;

/// <summary>What observing a request costs.</summary>
[Collection(ObservedAlone.Name)]
public sealed class RequestTracingTests
{
    private const int Requests = 1000;

    [Fact]
    public void Request_WhenNobodyListens_AllocatesNothing()
    {
        var tracing = new RequestTracing(TimeProvider.System, new RequestSpans(true, true), null);

        Assert.Equal(0, AllocatedBy(tracing));
    }

    [Fact]
    public void Request_WhenNobodyListens_ReadsNoClock()
    {
        var clock = new CountingClock();
        var request = new PlainExchange().MakeRequest();
        var tracing = new RequestTracing(clock, new RequestSpans(false, false), null);

        tracing.Begin(request);
        tracing.End(request, 200);

        Assert.Equal(0, clock.Reads);
        Assert.Null(request.Trace);
    }

    [Fact]
    public void Request_WhenSomebodyListensToSpans_HasOneAndAllocates()
    {
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name == "Rpress", Sample = (ref _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        var request = new PlainExchange().MakeRequest();
        var tracing = new RequestTracing(TimeProvider.System, new RequestSpans(false, false), null);

        tracing.Begin(request);
        var current = Activity.Current;
        tracing.End(request, 200);

        Assert.Same(request.Trace!.Span, current);
        Assert.Null(Activity.Current);
        Assert.InRange(AllocatedBy(tracing), Requests, long.MaxValue);
    }

    [Theory]
    [InlineData(ActivitySamplingResult.None, false)]
    [InlineData(ActivitySamplingResult.AllData, true)]
    public void Request_OfAServerStartedWithinASpan_IsNoPartOfThat(ActivitySamplingResult sampling, bool isTraced)
    {
        using var listener = new ActivityListener { ShouldListenTo = source => source.Name == "Rpress", Sample = (ref _) => sampling };
        ActivitySource.AddActivityListener(listener);
        using var startUp = new Activity("start-up").Start();
        var request = new PlainExchange().MakeRequest();
        var tracing = new RequestTracing(TimeProvider.System, new RequestSpans(false, false), null);

        tracing.Begin(request);

        Assert.Same(request.Trace!.Span, Activity.Current);
        Assert.Equal((isTraced, default(ActivitySpanId)), (Activity.Current is not null, Activity.Current?.ParentSpanId ?? default));
        tracing.End(request, 200);
    }

    [Theory]
    [InlineData("http.server.request.duration")]
    [InlineData("http.server.active_requests")]
    public void Request_WhenSomebodyListensToAnInstrument_IsMeasuredWithoutASpan(string instrument)
    {
        using var listener = new MeterListener();
        var clock = new CountingClock();
        listener.InstrumentPublished = (published, self) =>
        {
            if (published.Meter.Name == "Rpress" && published.Name == instrument)
            {
                self.EnableMeasurementEvents(published);
            }
        };
        listener.Start();
        var request = new PlainExchange().MakeRequest();
        var tracing = new RequestTracing(clock, new RequestSpans(false, false), null);

        tracing.Begin(request);
        tracing.End(request, 200);

        Assert.Equal(2, clock.Reads);
        Assert.Null(request.Trace!.Span);
    }

    [Fact]
    public void Request_WithALogScope_IsObserved()
    {
        var request = new PlainExchange().MakeRequest();
        var tracing = new RequestTracing(TimeProvider.System, new RequestSpans(false, false), NullLogger.Instance);

        tracing.Begin(request);
        tracing.End(request, 200);

        Assert.NotNull(request.Trace!.LogScope);
    }

    [Theory]
    [InlineData("example.com", "example.com", null)]
    [InlineData("example.com:8080", "example.com", 8080)]
    [InlineData("[::1]:8080", "::1", 8080)]
    [InlineData("[::1]", "::1", null)]
    [InlineData("example.com:", "example.com", null)]
    [InlineData("example.com:99999", "example.com", null)]
    [InlineData("example.com:+1", "example.com", null)]
    [InlineData("", null, null)]
    [InlineData("]:", null, null)]
    public void ServerAddress_OfAnyHost_IsItsNameAndPort(string host, string? address, int? port)
    {
        var request = new PlainExchange(host: host).MakeRequest();
        var trace = new RequestTrace { StartedAt = 0, Method = "GET", Scheme = "http", Version = "1.1" };

        var tags = SpanTags.ForSampling(request, trace).ToDictionary();

        Assert.Equal((address, port), (tags.GetValueOrDefault("server.address"), (int?)tags.GetValueOrDefault("server.port")));
    }

    private static long AllocatedBy(RequestTracing tracing)
    {
        var requests = Enumerable.Range(0, Requests).Select(_ => new PlainExchange().MakeRequest()).ToArray();
        var warmUp = new PlainExchange().MakeRequest();
        tracing.Begin(warmUp);
        tracing.End(warmUp, 413);

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var request in requests)
        {
            tracing.Begin(request);
            tracing.End(request, 413);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private sealed class CountingClock : TimeProvider
    {
        public int Reads { get; private set; }

        public override long GetTimestamp() => ++Reads;
    }
}
