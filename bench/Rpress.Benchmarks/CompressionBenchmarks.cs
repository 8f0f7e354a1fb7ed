using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace Rpress.Benchmarks;

/// <summary>Encoding a JSON body at the default levels, and the hop to another thread that it may be worth.</summary>
[MemoryDiagnoser]
public class CompressionBenchmarks
{
    private static readonly CompressionConfig _config = new(Threshold: 256, BrotliQuality: 1, GzipLevel: 1);
    private BytesContent _content = null!;

    [Params(1024, 16 * 1024, 100 * 1024)]
    public int Size { get; set; }

    [GlobalSetup]
    public void MakeContent()
    {
        var random = new Random(1);
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(Enumerable.Range(0, 1200).Select(i => new
        {
            id = i,
            name = $"user-{random.Next(100_000)}",
            email = $"user{i}@example.com",
            score = random.NextDouble(),
            isActive = i % 3 == 0,
        }));
        _content = new(json.AsMemory(0, Size));
    }

    [Benchmark]
    public long? Brotli() => ContentEncoder.EncodeWhole(_content, ContentCoding.Brotli, _config).Length;

    [Benchmark]
    public long? Gzip() => ContentEncoder.EncodeWhole(_content, ContentCoding.Gzip, _config).Length;

    [Benchmark(Baseline = true)]
    public Task<long?> Hop() => Task.Run(() => _content.Length);
}
