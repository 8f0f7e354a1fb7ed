using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Issues;

/// <summary>A client that left while the handler held a chunk kept its request alive on HTTP/2, and was logged as the server's failure.</summary>
public sealed class ResetMidChunkTests
{
    [Fact]
    public async Task Reset_WhileAChunkIsHeld_EndsTheRequestWithoutAnError()
    {
        var logs = new CollectingLoggerFactory();
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var resource = new MemoryStream();
        RequestPayload? kept = null;
        await using var server = await StartAsync(logs, async req =>
        {
            kept = req;
            req.RegisterForDispose(resource);
            var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            req.Aborted.Register(gone.SetResult);
            await foreach (var chunk in req.Body.ReadChunksAsync())
            {
                held.TrySetResult();
                await gone.Task;
            }

            return "never";
        });
        await using var connection = await server.ConnectHttp2Async();
        await connection.SendHeadersAsync(1, false, (":method", "POST"), (":scheme", "https"), (":path", "/"), (":authority", "x"));
        await connection.SendDataAsync(1, new byte[100], endStream: false);
        await held.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);

        await connection.ResetStreamAsync(1, 8);

        await Eventually.TrueAsync(() => !resource.CanRead, "what the request owned to be disposed");
        Assert.Throws<ObjectDisposedException>(() => kept!.Path);
        Assert.Empty(logs.At(LogLevel.Error));
    }

    private static Task<TestServer> StartAsync(CollectingLoggerFactory logs, Func<RequestPayload, Task<string>> handler) => TestServer.StartAsync(
        TestApps.With(routes => routes.Post("/", handler), new() { LoggerFactory = logs }), HttpProtocolKind.Http2Tls);
}
