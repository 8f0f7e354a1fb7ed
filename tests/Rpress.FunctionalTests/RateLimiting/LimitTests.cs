using Rpress.TestKit;

namespace Rpress.FunctionalTests.RateLimiting;

/// <summary>The limit on the wire: what passes, what is refused, and what both are told.</summary>
public sealed class LimitTests
{
    private readonly TestClock _clock = new();

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Requests_UpToTheLimit_PassAndTheNextIs429(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, new(3, TimeSpan.FromSeconds(10)));

        var replies = new List<Reply>();
        for (int i = 0; i < 4; i++)
        {
            replies.Add(await server.GetAsync("/"));
        }

        Assert.Equal([200, 200, 200, 429], replies.Select(reply => reply.Status));
        Assert.All(replies, reply => Assert.Equal("\"default\";q=3;w=10", reply.Header("RateLimit-Policy")));
        Assert.Equal(["\"default\";r=2;t=11", "\"default\";r=1;t=11", "\"default\";r=0;t=11", "\"default\";r=0;t=11"], replies.Select(reply => reply.Header("RateLimit")));
        Assert.Equal([null, null, null, "11"], replies.Select(reply => reply.Header("Retry-After")));
    }

    // RFC 6585 §4: the answer may say how long to wait
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Refused_AfterRetryAfter_Passes(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, new(1, TimeSpan.FromSeconds(10)));
        await server.GetAsync("/");
        _clock.Advance(TimeSpan.FromSeconds(10.5));
        var early = await server.GetAsync("/");

        _clock.Advance(TimeSpan.FromSeconds(double.Parse(early.Header("Retry-After")!)));

        Assert.Equal((429, "1"), (early.Status, early.Header("Retry-After")));
        Assert.Equal(200, (await server.GetAsync("/")).Status);
    }

    [Fact]
    public async Task Refused_WithLessThanASecondToGo_IsToldOneSecond()
    {
        await using var server = await StartAsync(HttpProtocolKind.Http1, new(1, TimeSpan.FromMilliseconds(10)));
        await server.GetAsync("/");

        var reply = await server.GetAsync("/");

        Assert.Equal(("1", "\"default\";q=1;w=1", "\"default\";r=0;t=1"), (reply.Header("Retry-After"), reply.Header("RateLimit-Policy"), reply.Header("RateLimit")));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Refused_ByAccept_IsTextOrProblemDetails(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, new(1, TimeSpan.FromSeconds(10)));
        await server.GetAsync("/");

        var text = await server.GetAsync("/");
        var problem = await server.GetAsync("/", ("Accept", "application/json"));

        Assert.Equal(("text/plain; charset=utf-8", "Too many requests: wait before the next one."), (text.Header("Content-Type"), text.Text));
        Assert.Equal("application/problem+json", problem.Header("Content-Type"));
        Assert.Contains("\"status\":429", problem.Text, StringComparison.Ordinal);
    }

    // rpress counted connections, so keep-alive was without a limit (defect 11)
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Requests_OfAnyKind_AreCounted(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, new(6, TimeSpan.FromSeconds(10)));

        var statuses = new List<int>();
        foreach (var (method, path) in new[] { ("GET", "/"), ("HEAD", "/"), ("OPTIONS", "/"), ("DELETE", "/"), ("GET", "/missing"), ("POST", "/") })
        {
            statuses.Add((await server.SendAsync(new HttpMethod(method), path)).Status);
        }

        Assert.Equal([200, 200, 204, 405, 404, 405], statuses);
        Assert.Equal(429, (await server.SendAsync(HttpMethod.Head, "/")).Status);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.Http1Only), MemberType = typeof(HttpProtocols))]
    public async Task Request_ThatIsMalformed_IsNotCounted(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, new(1, TimeSpan.FromSeconds(10)));
        await using (var connection = await server.ConnectAsync())
        {
            await connection.SendAsync("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n");
            Assert.Equal(400, (await connection.ReadResponseAsync()).Status);
        }

        Assert.Equal(200, (await server.GetAsync("/")).Status);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Request_Refused_ReachesNoMiddleware(HttpProtocolKind protocol)
    {
        int seen = 0;
        var options = new RpressOptions { RateLimit = new(1, TimeSpan.FromSeconds(10)), TimeProvider = _clock };
        var app = TestApps.WithRoot(_ => ResponsePayload.Text("ok"), options).Use((req, next) =>
        {
            seen++;
            return next(req);
        });
        await using var server = await TestServer.StartAsync(app, protocol);

        await server.GetAsync("/");
        await server.GetAsync("/");

        Assert.Equal(1, seen);
    }

    [Fact]
    public async Task Limit_ThatIsNotSet_SaysNothing()
    {
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Text("ok")));

        var reply = await server.GetAsync("/");

        Assert.Null(reply.Header("RateLimit"));
        Assert.Null(reply.Header("RateLimit-Policy"));
    }

    private Task<TestServer> StartAsync(HttpProtocolKind protocol, RateLimit limit) =>
        TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Text("ok"), new() { RateLimit = limit, TimeProvider = _clock }), protocol);
}
