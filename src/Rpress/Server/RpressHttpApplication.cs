using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>The whole corridor of an HTTP request, for every protocol: read, run, write, end.</summary>
internal sealed partial class RpressHttpApplication(ServerContext server, RequestPipeline pipeline, ILogger logger)
    : IHttpApplication<KestrelExchange>
{
    private readonly RequestReader _reader = new(server);
    private readonly ResponseWriter _writer = new(server);

    /// <summary>The connection's or stream's exchange; nothing is made per request.</summary>
    public KestrelExchange CreateContext(IFeatureCollection contextFeatures) => KestrelExchange.For(contextFeatures, server);

    /// <summary>One request, and then whatever took the connection over for itself; of the request nothing is kept meanwhile.</summary>
    public async Task ProcessRequestAsync(KestrelExchange context)
    {
        await AnswerAsync(context);

        // Step 9: leave a connection that was upgraded to WebSocket to who asked for it, until they are done
        if (context.Upgraded is not { } upgraded)
        {
            return;
        }

        try
        {
            await context.RunUpgraded();
        }
        finally
        {
            upgraded.GiveBack();
        }
    }

    /// <summary>Gives the exchange back to its connection.</summary>
    public void DisposeContext(KestrelExchange context, Exception? exception) => context.End();

    /// <summary>One request, step by step.</summary>
    private async Task AnswerAsync(KestrelExchange context)
    {
        // Step 1: make the request of what the core parsed; what breaks a rule is marked as refused
        RequestPayload request = _reader.Read(context);
        try
        {
            // Step 2: classify it: its id and its route
            pipeline.Classify(request);

            // Step 3: begin its span, measurements and log scope
            pipeline.Begin(request);

            // Step 4: run it through built-ins, middleware and handler
            ResponsePayload response = await pipeline.RunAsync(request);

            // Step 5: write the response
            request.Trace?.IsUnanswered = request.Aborted.IsCancellationRequested;
            await _writer.WriteAsync(context, request, response);
        }
        catch (Exception error)
        {
            // Step 6: what nobody answered becomes a bare 500, or, once the response has begun, a broken connection
            FailUnanswered(context, request, error);
        }

        // Step 7: end the request: dispose what it owns, and detach it from the connection
        await EndAsync(request);

        // Step 8: end what step 3 began
        pipeline.End(request, context.SentStatus);
    }

    private void FailUnanswered(KestrelExchange exchange, RequestPayload request, Exception error)
    {
        if (request.Aborted.IsCancellationRequested)
        {
            exchange.Abort();
            return;
        }

        request.Trace?.Failure = error;
        LogUnanswered(logger, request.Method, request.RoutePattern ?? request.Path, request.RequestId, exchange.Response.HasStarted, error);
        if (exchange.Response.HasStarted)
        {
            exchange.Abort();
            return;
        }

        exchange.ResponseHeaders.Clear();
        pipeline.WriteHeaders(request);
        _writer.WriteDefaults(exchange.ResponseHeaders);
        if (exchange.IsHttp1)
        {
            exchange.ResponseHeaders.Connection = "close";
        }

        exchange.Response.StatusCode = 500;
        exchange.ResponseHeaders.ContentLength = 0;
    }

    private async ValueTask EndAsync(RequestPayload request)
    {
        string id = request.RequestId;
        try
        {
            await request.EndAsync();
        }
        catch (Exception error)
        {
            LogDisposeFailed(logger, id, error);
        }
    }
}
