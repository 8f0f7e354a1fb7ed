using System.IO.Pipelines;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Server;

/// <summary>What is kept beyond its request fails by name, and never shows the next user's data.</summary>
public sealed class KeptRequestTests
{
    // what was read before, by the handler or a span, is kept with the request: it must not outlive it either
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Request_KeptBeyondItsEnd_ThrowsNamingTheFix(HttpProtocolKind protocol)
    {
        RequestPayload? kept = null;
        RequestHeaders headers = default;
        RequestBody? body = null;
        await using var server = await StartAsync(protocol, async req =>
        {
            (kept, headers, body) = (req, req.Headers, req.Body);
            _ = (req.Path, req.Method, req.Query, req.Cookies, req.Host, req.RequestId, req.RemoteAddress, req.Scheme);
            await req.Body.ReadTextAsync();
            return ResponsePayload.Text(req.Headers["X-Token"] ?? "");
        });

        await SendAsync(server, "secret");
        await WaitForEndAsync(kept!);

        Action[] uses =
        [
            () => _ = kept!.Path, () => _ = kept!.Method, () => _ = kept!.Headers["X-Token"], () => _ = kept!.Query,
            () => _ = kept!.Cookies, () => _ = kept!.Body.Length, () => _ = kept!.Host, () => _ = kept!.RequestId,
            () => _ = kept!.RemoteAddress, () => _ = kept!.Scheme, () => _ = headers["X-Token"], () => _ = headers.Count,
            () => _ = headers.ContentLength, () => _ = body!.Length, () => _ = body!.Reader,
        ];
        Assert.All(uses, use => AssertNamesTheFix(Assert.Throws<ObjectDisposedException>(use)));
        AssertNamesTheFix(await Assert.ThrowsAsync<ObjectDisposedException>(() => body!.ReadTextAsync(TestContext.Current.CancellationToken).AsTask()));
    }

    // the connection's pipe carries the next request's body by then
    [Theory]
    [InlineData(HttpProtocolKind.Http1, 0)]
    [InlineData(HttpProtocolKind.Http1, 65536)]
    [InlineData(HttpProtocolKind.Http2Tls, 0)]
    [InlineData(HttpProtocolKind.Http2Tls, 65536)]
    public async Task BodyReader_KeptBeyondItsRequest_NeverReadsTheNextBody(HttpProtocolKind protocol, int threshold)
    {
        PipeReader? kept = null;
        RequestPayload? first = null;
        var routes = new RpressRoutes();
        routes.Post("/", req =>
        {
            // a small body lies in memory by now: in memory that goes back to its pool
            (first, kept) = first is null ? (req, req.Body.Reader) : (first, kept);
            return "ok";
        });
        var app = new RpressApp(new RpressOptions { LoggerFactory = new CollectingLoggerFactory(), StreamThreshold = threshold });
        await using var server = await TestServer.StartAsync(app.AddRouteGroup(routes), protocol);

        await SendAsync(server, "first");
        await WaitForEndAsync(first!);
        await SendAsync(server, "second");

        AssertNamesTheFix(await Assert.ThrowsAsync<ObjectDisposedException>(() => kept!.ReadAsync(TestContext.Current.CancellationToken).AsTask()));
        AssertNamesTheFix(Assert.Throws<ObjectDisposedException>(() => { kept!.TryRead(out _); }));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task ResponseStream_KeptBeyondItsRequest_NeverWritesIntoTheNextResponse(HttpProtocolKind protocol)
    {
        Stream? kept = null;
        RequestPayload? first = null;
        await using var server = await StartAsync(protocol, req =>
        {
            first ??= req;
            return new(ResponsePayload.Stream((body, token) =>
            {
                kept ??= body;
                return body.WriteAsync("ok"u8.ToArray(), token).AsTask();
            }));
        });

        await SendAsync(server, "first");
        await WaitForEndAsync(first!);

        var token = TestContext.Current.CancellationToken;
        AssertNamesTheFix(await Assert.ThrowsAsync<ObjectDisposedException>(() => kept!.WriteAsync("late"u8.ToArray(), token).AsTask()));
        AssertNamesTheFix(await Assert.ThrowsAsync<ObjectDisposedException>(() => kept!.FlushAsync(token)));
        AssertNamesTheFix(Assert.Throws<ObjectDisposedException>(() => kept!.Write("late"u8)));
        Assert.Equal("ok", await SendAsync(server, "second"));
    }

    private static void AssertNamesTheFix(ObjectDisposedException error) =>
        Assert.Matches("before the (handler|callback) returns", error.Message);

    private static Task WaitForEndAsync(RequestPayload request) => Eventually.TrueAsync(
        () =>
        {
            try
            {
                return request.Path.Length < 0;
            }
            catch (ObjectDisposedException)
            {
                return true;
            }
        },
        "the request to end");

    private static async Task<string> SendAsync(TestServer server, string body)
    {
        using var request = server.CreateRequest(HttpMethod.Post, "/");
        request.Headers.Add("X-Token", body);
        request.Content = new StringContent(body);
        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol, Func<RequestPayload, ValueTask<ResponsePayload>> handler) =>
        TestServer.StartAsync(
            new RpressApp(new RpressOptions { LoggerFactory = new CollectingLoggerFactory() }).Use((req, next) => handler(req)), protocol);
}
