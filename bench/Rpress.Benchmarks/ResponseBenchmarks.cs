using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Rpress.Benchmarks;

/// <summary>Writing a response with its default headers onto a pipe in memory: text, an object as JSON, 16 KB of bytes.</summary>
[MemoryDiagnoser]
public class ResponseBenchmarks
{
    private static readonly ServerContext _server = new(
        OptionsSnapshot.Take(new RpressOptions(), NullLoggerFactory.Instance, [], new TaskCompletionSource().Task, CancellationToken.None),
        new ConnectionCounter(1));

    private readonly PipeFeatures _features = new();
    private readonly ResponseWriter _writer = new(_server);
    private readonly KestrelExchange _exchange;
    private readonly RequestPayload _request;
    private readonly User _user = new(42, "Anna Muster", ["admin", "editor"]);
    private readonly byte[] _bytes = new byte[16 * 1024];

    public ResponseBenchmarks()
    {
        _exchange = KestrelExchange.For(_features, _server);
        _request = new(_exchange, new RequestTarget("/", ""));
    }

    [Benchmark]
    public void Text() => Write(ResponsePayload.Text("Hello, World!"));

    [Benchmark]
    public void Json() => Write(ResponsePayload.Json(_user));

    [Benchmark]
    public void Bytes() => Write(ResponsePayload.Bytes(_bytes));

    [Benchmark]
    public void Fields() => Write(ResponsePayload.Text("Hello, World!").WithHeader("Cache-Control", "no-store").WithHeader("ETag", "\"1\""));

    private void Write(ResponsePayload payload)
    {
        ValueTask writing = _writer.WriteAsync(_exchange, _request, payload);
        if (!writing.IsCompletedSuccessfully)
        {
            throw new InvalidOperationException("The pipe did not take the response at once.");
        }

        _features.Drain();
    }

    private sealed record User(int Id, string Name, string[] Roles);
}
