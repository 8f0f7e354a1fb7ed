using BenchmarkDotNet.Attributes;
using Rpress.Tests.Middleware.Tracing;

namespace Rpress.Benchmarks;

/// <summary>Making a request of its target and reading its query: none, two plain pairs, twenty with escapes.</summary>
[MemoryDiagnoser]
public class QueryBenchmarks
{
    private static readonly Dictionary<string, string> _targets = new()
    {
        ["none"] = "/search",
        ["2 pairs"] = "/search?page=2&size=20",
        ["20 pairs, escapes"] = "/search?" + string.Join('&', Enumerable.Range(0, 20).Select(i => $"field{i}=caf%C3%A9+no.%20{i}")),
    };

    private readonly PlainExchange _exchange = new();
    private string _target = "";

    [Params("none", "2 pairs", "20 pairs, escapes")]
    public string Query { get; set; } = "";

    [GlobalSetup]
    public void Choose() => _target = _targets[Query];

    [Benchmark(Baseline = true)]
    public RequestPayload Unread() => Make();

    [Benchmark]
    public string? ReadOne() => Make().Query["size"];

    private RequestPayload Make() => RequestTarget.TryParse(_target, out RequestTarget target, out string? error)
        ? new(_exchange, target)
        : throw new InvalidOperationException(error);
}
