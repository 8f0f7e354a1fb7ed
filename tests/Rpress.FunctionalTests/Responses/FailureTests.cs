using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Responses;

public sealed class FailureTests
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15);

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task UnhandledException_OfAHandler_IsOpaqueAndLoggedOnce(HttpProtocolKind protocol)
    {
        var logs = new CollectingLoggerFactory();
        await using var server = await StartAsync(protocol, logs, _ => throw new FormatException("secret at /srv/app"));

        foreach (var accept in new[] { "text/plain", "application/json" })
        {
            var reply = await server.GetAsync("/", ("Accept", accept));
            Assert.Equal(500, reply.Status);
            Assert.Contains(reply.Header("X-Request-ID")!, reply.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", reply.Text, StringComparison.Ordinal);
            Assert.DoesNotContain("FormatException", reply.Text, StringComparison.Ordinal);
            Assert.Single(logs.At(LogLevel.Error), entry => entry.Message.Contains(reply.Header("X-Request-ID")!, StringComparison.Ordinal));
        }

        Assert.Equal(2, logs.At(LogLevel.Error).Count);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Producer_FailingBeforeItsFirstFlush_IsA500(HttpProtocolKind protocol)
    {
        var logs = new CollectingLoggerFactory();
        await using var server = await StartAsync(protocol, logs, _ => ResponsePayload.Stream(async (body, token) =>
        {
            await body.WriteAsync("half an answer"u8.ToArray(), token);
            throw new FormatException("secret");
        }).WithHeader("X-Half", "yes").WithCookie(new RpressCookie("a", "b")));

        for (var i = 0; i < 2; i++)
        {
            var reply = await server.GetAsync("/");
            Assert.Equal((500, ""), (reply.Status, reply.Text));
            Assert.Null(reply.Header("X-Half"));
            Assert.Null(reply.Header("Set-Cookie"));
            Assert.Single(logs.At(LogLevel.Error), entry => entry.Message.Contains(reply.Header("X-Request-ID")!, StringComparison.Ordinal));
        }

        Assert.Equal(2, logs.At(LogLevel.Error).Count);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Producer_FailingAfterAFlush_IsSeenAsIncompleteAndLoggedOnce(HttpProtocolKind protocol)
    {
        var logs = new CollectingLoggerFactory();
        await using var server = await StartAsync(protocol, logs, _ => ResponsePayload.Stream(async (body, token) =>
        {
            await body.WriteAsync("half an answer"u8.ToArray(), token);
            await body.FlushAsync(token);
            throw new FormatException("secret");
        }));

        await Assert.ThrowsAsync<HttpRequestException>(() => server.GetAsync("/"));
        await server.DisposeAsync();

        Assert.IsType<FormatException>(Assert.Single(logs.At(LogLevel.Error)).Exception);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Stream_ShorterThanItsLength_IsSeenAsIncomplete(HttpProtocolKind protocol)
    {
        var logs = new CollectingLoggerFactory();
        await using var server = await StartAsync(protocol, logs, _ => ResponsePayload.Stream(new MemoryStream(new byte[50_000]), length: 60_000));

        await Assert.ThrowsAsync<HttpRequestException>(() => server.GetAsync("/"));
        await server.DisposeAsync();

        Assert.Single(logs.At(LogLevel.Error));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Stream_LongerThanItsLength_NeverSendsTheRest(HttpProtocolKind protocol)
    {
        var logs = new CollectingLoggerFactory();
        await using var server = await StartAsync(protocol, logs, _ => ResponsePayload.Stream(new MemoryStream(new byte[60_000]), length: 50_000));

        var reply = await Record.ExceptionAsync(async () => Assert.InRange((await server.GetAsync("/")).Bytes.Length, 0, 50_000));
        await server.DisposeAsync();

        Assert.True(reply is null or HttpRequestException, reply?.ToString());
        Assert.Single(logs.At(LogLevel.Error));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Client_ThatGoesMidResponse_LogsNoError(HttpProtocolKind protocol)
    {
        var logs = new CollectingLoggerFactory();
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StartAsync(protocol, logs, req => ResponsePayload.Stream(async (body, token) =>
        {
            try
            {
                while (true)
                {
                    await body.WriteAsync(new byte[64 * 1024], token);
                }
            }
            finally
            {
                ended.TrySetResult();
            }
        }));

        using (var response = await server.OpenAsync("/"))
        {
            Assert.Equal(200, (int)response.StatusCode);
        }

        await ended.Task.WaitAsync(_bound, TestContext.Current.CancellationToken);
        await server.DisposeAsync();
        Assert.Empty(logs.At(LogLevel.Error));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Client_ThatGoesDuringALargeBody_LogsNoError(HttpProtocolKind protocol)
    {
        var logs = new CollectingLoggerFactory();
        var body = new byte[32 * 1024 * 1024];
        await using var server = await StartAsync(protocol, logs, _ => ResponsePayload.Bytes(body));

        using (var response = await server.OpenAsync("/"))
        {
            Assert.Equal(200, (int)response.StatusCode);
        }

        await server.DisposeAsync();
        Assert.Empty(logs.At(LogLevel.Error));
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol, CollectingLoggerFactory logs, Func<RequestPayload, ResponsePayload> handler) =>
        TestServer.StartAsync(TestApps.WithRoot(handler, new() { LoggerFactory = logs }), protocol);
}
