using BenchmarkDotNet.Attributes;

namespace Rpress.Benchmarks;

/// <summary>Counting a request in memory: of a key that is known, and of a new one while the table is full.</summary>
[MemoryDiagnoser]
public class RateLimiterBenchmarks
{
    private const int Keys = 100_000;

    private readonly RateLimit _limit = new(int.MaxValue, TimeSpan.FromMinutes(1)) { Name = "default" };
    private readonly string[] _keys = [.. Enumerable.Range(0, 2 * Keys).Select(i => $"203.{i / 65536}.{i / 256 % 256}.{i % 256}")];
    private readonly InMemoryRateLimiter _limiter = new(Keys, TimeProvider.System);
    private int _next;

    [GlobalSetup]
    public void Fill() => Array.ForEach(_keys[..Keys], key => _limiter.Acquire(_limit, key));

    [Benchmark]
    public bool OneKey() => _limiter.Acquire(_limit, _keys[0]).IsAllowed;

    [Benchmark]
    public bool ManyKeys() => _limiter.Acquire(_limit, _keys[_next = (_next + 7919) % Keys]).IsAllowed;

    [Benchmark]
    public bool NewKeyWhileFull() => _limiter.Acquire(_limit, _keys[Keys + (_next = (_next + 7919) % Keys)]).IsAllowed;
}
