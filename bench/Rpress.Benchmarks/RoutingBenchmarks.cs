using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace Rpress.Benchmarks;

/// <summary>Finding a route among 10, 1,000 and 10,000 of the same depth; the ratios are to the look-up of 10.</summary>
[MemoryDiagnoser]
[CategoriesColumn]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
public class RoutingBenchmarks
{
    private const string Literal = "/api/resource3";
    private const string Parameter = "/api/resource3/42";
    private const string Miss = "/api/nothing/42";

    private readonly RouteTree _ten = Build(10);
    private readonly RouteTree _thousand = Build(1_000);
    private readonly RouteTree _tenThousand = Build(10_000);

    [Benchmark(Baseline = true), BenchmarkCategory("literal")]
    public bool LiteralOf10() => Finds(_ten, Literal);

    [Benchmark, BenchmarkCategory("literal")]
    public bool LiteralOf1000() => Finds(_thousand, Literal);

    [Benchmark, BenchmarkCategory("literal")]
    public bool LiteralOf10000() => Finds(_tenThousand, Literal);

    [Benchmark(Baseline = true), BenchmarkCategory("parameter")]
    public bool ParameterOf10() => Finds(_ten, Parameter);

    [Benchmark, BenchmarkCategory("parameter")]
    public bool ParameterOf1000() => Finds(_thousand, Parameter);

    [Benchmark, BenchmarkCategory("parameter")]
    public bool ParameterOf10000() => Finds(_tenThousand, Parameter);

    [Benchmark(Baseline = true), BenchmarkCategory("miss")]
    public bool MissOf10() => Finds(_ten, Miss);

    [Benchmark, BenchmarkCategory("miss")]
    public bool MissOf1000() => Finds(_thousand, Miss);

    [Benchmark, BenchmarkCategory("miss")]
    public bool MissOf10000() => Finds(_tenThousand, Miss);

    private static bool Finds(RouteTree tree, string path) => tree.Match("GET", path).Endpoint is not null;

    // one half literal, one half with a parameter
    private static RouteTree Build(int routes) => new(
        Enumerable.Range(0, routes / 2).SelectMany(i => new[] { Route($"/api/resource{i}"), Route($"/api/resource{i}/:id") }),
        TrailingSlash.Ignore);

    private static (string Method, RoutePattern Pattern, RouteEndpoint Endpoint) Route(string text)
    {
        RoutePattern pattern = RoutePattern.Parse(text);
        return ("GET", pattern, new RouteEndpoint(pattern, null, [], _ => new(ResponsePayload.Empty())));
    }
}
