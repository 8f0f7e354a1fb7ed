using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.RateLimiting;

/// <summary>A limiter of the application's that does not answer: requests must not wait for it one after the other.</summary>
public sealed class HangingLimiterTests : IDisposable
{
    // like no other timer's
    private static readonly TimeSpan _timeout = TimeSpan.FromMilliseconds(1234);
    private static readonly RateLimitDecision _passes = new(true, 7, TimeSpan.FromSeconds(3));

    private readonly TimerCountingClock _clock = new(_timeout);
    private readonly CollectingLoggerFactory _logs = new();
    private readonly ScriptedRateLimiter _limiter = new() { Answer = _ => new(new TaskCompletionSource<RateLimitDecision>().Task) };

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Requests_AfterOneHasWaited_AreNotAskedAbout(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);
        await TimeOutAsync(server);

        Reply[] replies = [await server.GetAsync("/"), await server.GetAsync("/")];
        _clock.Advance(_timeout - TimeSpan.FromTicks(1));
        var late = await server.GetAsync("/");

        Assert.All([.. replies, late], reply => Assert.Equal((200, null), (reply.Status, reply.Header("RateLimit"))));
        Assert.Single(_limiter.Keys);
        Assert.Single(_logs.At(LogLevel.Warning));
    }

    [Fact]
    public async Task Requests_AfterOneHasWaited_AreRefusedAtOnceWhereTheOptionsSaySo()
    {
        await using var server = await StartAsync(HttpProtocolKind.Http1, new() { RateLimiterFailure = RateLimiterFailure.Refuse });
        Assert.Equal(503, (await TimeOutAsync(server)).Status);

        var reply = await server.GetAsync("/");

        Assert.Equal((503, "1"), (reply.Status, reply.Header("Retry-After")));
        Assert.Single(_limiter.Keys);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Requests_AfterThePause_SendOneAheadThatTries(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);
        await TimeOutAsync(server);
        _clock.Advance(_timeout);
        var trial = server.GetAsync("/");
        await _clock.TimersAsync(2);

        Reply[] others = [await server.GetAsync("/"), await server.GetAsync("/")];
        _clock.Advance(_timeout);
        await trial;
        var next = await server.GetAsync("/");

        Assert.All([.. others, next], reply => Assert.Equal(200, reply.Status));
        Assert.Equal(2, _limiter.Keys.Count);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Limiter_ThatAnswersAgain_CountsAgain(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);
        await TimeOutAsync(server);
        _limiter.Answer = _ => new(_passes);
        Assert.Null((await server.GetAsync("/")).Header("RateLimit"));

        _clock.Advance(_timeout);
        Reply[] replies = [await server.GetAsync("/"), await server.GetAsync("/")];

        Assert.All(replies, reply => Assert.Equal("\"default\";r=7;t=3", reply.Header("RateLimit")));
    }

    [Fact]
    public async Task Request_UnderTwoLimits_WaitsOnce()
    {
        await using var server = await StartAsync(HttpProtocolKind.Http1, groupLimit: new(5, TimeSpan.FromMinutes(1)));

        var reply = await TimeOutAsync(server);

        Assert.Equal(200, reply.Status);
        Assert.Equal("default", Assert.Single(_limiter.Limits).Name);
    }

    // else a client that goes each time keeps the limiter from being asked
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Trial_WhoseClientHasGone_GoesOn(HttpProtocolKind protocol)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StartAsync(protocol, onRequest: req => req.Aborted.Register(() => gone.TrySetResult()));
        await TimeOutAsync(server);
        var answer = new TaskCompletionSource<RateLimitDecision>(TaskCreationOptions.RunContinuationsAsynchronously);
        _limiter.Answer = _ => new(answer.Task);
        _clock.Advance(_timeout);
        using var client = new CancellationTokenSource();
        var trial = server.OpenAsync("/", client.Token);
        await _clock.TimersAsync(2);

        await client.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trial);
        await gone.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        answer.SetResult(_passes);

        await Eventually.TrueAsync(async () => (await server.GetAsync("/")).Header("RateLimit") is not null, "requests to be counted again");
    }

    public void Dispose() => _logs.Dispose();

    private async Task<Reply> TimeOutAsync(TestServer server)
    {
        var reply = server.GetAsync("/");
        await _clock.TimersAsync(1);
        _clock.Advance(_timeout);
        return await reply;
    }

    private Task<TestServer> StartAsync(
        HttpProtocolKind protocol, RpressOptions? options = null, RateLimit? groupLimit = null, Action<RequestPayload>? onRequest = null)
    {
        options ??= new();
        options.RateLimit = new RateLimit(5, TimeSpan.FromMinutes(1)).By(req =>
        {
            onRequest?.Invoke(req);
            return null;
        });
        options.RateLimiter = _limiter;
        options.RateLimiterTimeout = _timeout;
        options.TimeProvider = _clock;
        options.LoggerFactory = _logs;
        var routes = new RpressRoutes { RateLimit = groupLimit };
        routes.Get("/", _ => "ok");
        return TestServer.StartAsync(TestApps.WithoutRoutes(options).AddRouteGroup(routes), protocol);
    }
}
