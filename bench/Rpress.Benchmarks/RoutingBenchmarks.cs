using BenchmarkDotNet.Attributes;

namespace Rpress.Benchmarks;

/// <summary>Finding a route among 10, 1,000 and 10,000.</summary>
[MemoryDiagnoser]
public class RoutingBenchmarks
{
    private RouteTree _tree = null!;

    [Params(10, 1_000, 10_000)]
    public int Routes { get; set; }

    [GlobalSetup]
    public void Build() => _tree = new(
        Enumerable.Range(0, Routes).SelectMany(i => new[] { Route($"/api/resource{i}"), Route($"/api/resource{i}/:id") }),
        TrailingSlash.Ignore);

    [Benchmark]
    public bool Literal() => _tree.Match("GET", "/api/resource7").Endpoint is not null;

    [Benchmark]
    public bool Parameter() => _tree.Match("GET", "/api/resource7/42").Endpoint is not null;

    [Benchmark]
    public bool Miss() => _tree.Match("GET", "/api/nothing/42").Endpoint is not null;

    private static (string Method, RoutePattern Pattern, RouteEndpoint Endpoint) Route(string text)
    {
        RoutePattern pattern = RoutePattern.Parse(text);
        return ("GET", pattern, new RouteEndpoint(pattern, null, [], _ => new(ResponsePayload.Empty())));
    }
}
