using BenchmarkDotNet.Attributes;
using Rpress.Tests.Middleware.Tracing;

namespace Rpress.Benchmarks;

/// <summary>A request through a chain of middleware that passes it on: plain, as async methods, and as such around a handler that waits.</summary>
[MemoryDiagnoser]
public class MiddlewareBenchmarks
{
    private readonly RequestPayload _request = new PlainExchange().MakeRequest();
    private readonly ResponsePayload _response = ResponsePayload.Text("ok");
    private RpressNext _plain = null!;
    private RpressNext _async = null!;
    private RpressNext _waiting = null!;

    [Params(0, 1, 5)]
    public int Middlewares { get; set; }

    [GlobalSetup]
    public void Compose()
    {
        _plain = Chain((request, next) => next(request), _ => new(_response));
        _async = Chain(async (request, next) => await next(request), _ => new(_response));
        _waiting = Chain(async (request, next) => await next(request), async _ =>
        {
            await Task.Yield();
            return _response;
        });
    }

    [Benchmark]
    public ValueTask<ResponsePayload> Plain() => Run(_plain);

    [Benchmark]
    public ValueTask<ResponsePayload> Async() => Run(_async);

    [Benchmark]
    public ValueTask<ResponsePayload> AsyncWaiting() => Run(_waiting);

    private ValueTask<ResponsePayload> Run(RpressNext chain)
    {
        _request.Stage = 0;
        return chain(_request);
    }

    private RpressNext Chain(RpressMiddleware middleware, RpressNext handler) =>
        MiddlewareChain.Compose([.. Enumerable.Repeat(middleware, Middlewares)], handler, 0);
}
