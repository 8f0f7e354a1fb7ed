using System.Text;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Middleware;

public sealed class ResponseChangeTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Middleware_ChangingAKeptPayload_ChangesItsCopyOnly(HttpProtocolKind protocol)
    {
        var kept = ResponsePayload.Text("kept");
        var app = TestApps.WithRoot(_ => kept).Use(async (req, next) =>
            (await next(req)).WithHeader("X-Path", req.Path).WithCookie(new RpressCookie("user", req.Query["user"]!)));
        await using var server = await TestServer.StartAsync(app, protocol);

        var first = await server.GetAsync("/?user=ada");
        var second = await server.GetAsync("/?user=bob");

        Assert.StartsWith("user=ada;", Assert.Single(first.HeaderValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.StartsWith("user=bob;", Assert.Single(second.HeaderValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.Equal(0, kept.Headers.Count);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Middleware_AroundAJsonValue_SeesItsLength(HttpProtocolKind protocol)
    {
        var app = TestApps.With(routes => routes.Get("/", _ => new[] { 1, 2, 3 }))
            .Use(async (req, next) =>
            {
                var response = await next(req);
                return response.WithHeader("X-Length", $"{response.ContentLength}");
            });
        await using var server = await TestServer.StartAsync(app, protocol);

        Assert.Equal("7", (await server.GetAsync("/")).Header("X-Length"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Middleware_ReplacingAStream_StillDisposesIt(HttpProtocolKind protocol)
    {
        var stream = new WatchedStream();
        var app = TestApps.WithRoot(_ => ResponsePayload.Stream(stream)).Use(async (req, next) =>
        {
            await next(req);
            return ResponsePayload.Text("replaced");
        });
        await using var server = await TestServer.StartAsync(app, protocol);

        Assert.Equal("replaced", (await server.GetAsync("/")).Text);
        await stream.Disposed.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Middleware_FailingAfterAStreamWasReturned_StillDisposesIt(HttpProtocolKind protocol)
    {
        var stream = new WatchedStream();
        var app = TestApps.WithRoot(_ => ResponsePayload.Stream(stream)).Use(async (req, next) =>
        {
            await next(req);
            throw new RpressException(403, "no");
        });
        await using var server = await TestServer.StartAsync(app, protocol);

        Assert.Equal(403, (await server.GetAsync("/")).Status);
        await stream.Disposed.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
    }

    private sealed class WatchedStream() : MemoryStream(Encoding.UTF8.GetBytes("original"))
    {
        public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            Disposed.TrySetResult();
        }
    }
}
