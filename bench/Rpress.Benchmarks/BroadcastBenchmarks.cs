using BenchmarkDotNet.Attributes;

namespace Rpress.Benchmarks;

/// <summary>An event to one socket, and to a room with all of them: the packet is encoded once, so that what is allocated does not grow with the recipients.</summary>
[MemoryDiagnoser]
public class BroadcastBenchmarks : IDisposable
{
    private SocketCrowd _crowd = null!;
    private RpressSocket _socket = null!;

    [Params(1, 100, 10_000)]
    public int Sockets { get; set; }

    [GlobalSetup]
    public void Connect()
    {
        _crowd = new(Sockets);
        _socket = _crowd.Io.Sockets.First();
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _crowd.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark]
    public Task EmitToOne() => _socket.EmitAsync("message", "hello");

    [Benchmark]
    public Task BroadcastToAll() => _crowd.Io.EmitAsync("message", "hello");
}
