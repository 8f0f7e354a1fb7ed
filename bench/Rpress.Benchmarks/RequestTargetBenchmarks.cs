using BenchmarkDotNet.Attributes;

namespace Rpress.Benchmarks;

/// <summary>Making the canonical path: the plain road, and the slow one for escapes and dot segments.</summary>
[MemoryDiagnoser]
public class RequestTargetBenchmarks
{
    [Params("/api/users/42", "/api/users/42?page=2&size=20", "/api/caf%C3%A9/../users")]
    public string Target { get; set; } = "";

    [Benchmark]
    public bool Canonical() => RequestTarget.TryParse(Target, out _, out _);
}
