using System.Diagnostics;
using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using Rpress.Tests.Middleware.Tracing;

namespace Rpress.Benchmarks;

/// <summary>What observing a request costs: with nobody listening, somebody who measures, somebody who propagates, and somebody who records.</summary>
[MemoryDiagnoser]
public class TracingBenchmarks
{
    private readonly RequestTracing _tracing = new(TimeProvider.System, new RequestSpans(nestsInConnection: false, tracesHttp2Streams: false), scopeLogger: null);
    private readonly RequestPayload _request = new(new PlainExchange(), new RequestTarget("/", "")) { AssignedId = "3f2504e0-4f89-41d3-9a0c-0305e82c3301" };
    private IDisposable? _listener;

    [Params("nobody", "measuring", "propagating", "recording")]
    public string Listening { get; set; } = "";

    [GlobalSetup]
    public void Listen() => _listener = Listening switch
    {
        "measuring" => Measure(),
        "propagating" => Trace(ActivitySamplingResult.PropagationData),
        "recording" => Trace(ActivitySamplingResult.AllDataAndRecorded),
        _ => null,
    };

    [GlobalCleanup]
    public void StopListening() => _listener?.Dispose();

    [Benchmark]
    public void BeginAndEnd()
    {
        _request.Trace = null;
        _tracing.Begin(_request);
        _tracing.End(_request, 200);
    }

    private static ActivityListener Trace(ActivitySamplingResult sampling)
    {
        var listener = new ActivityListener { ShouldListenTo = source => source.Name == "Rpress", Sample = (ref _) => sampling };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private static MeterListener Measure()
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == "Rpress")
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.Start();
        return listener;
    }
}
