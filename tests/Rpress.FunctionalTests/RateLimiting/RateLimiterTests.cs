using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.RateLimiting;

/// <summary>A limiter of the application's: what it is asked, what its answer does, and what becomes of requests when it fails.</summary>
public sealed class RateLimiterTests : IDisposable
{
    private readonly TestClock _clock = new();
    private readonly CollectingLoggerFactory _logs = new();
    private readonly ScriptedRateLimiter _limiter = new();

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Limiter_Asked_GetsTheLimitAndTheKey(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        var reply = await server.GetAsync("/");

        Assert.Equal((200, "\"default\";r=7;t=3"), (reply.Status, reply.Header("RateLimit")));
        Assert.Equal(["127.0.0.1"], _limiter.Keys);
        Assert.Equal(("default", 5, TimeSpan.FromMinutes(1)), (_limiter.Limits[0].Name, _limiter.Limits[0].Limit, _limiter.Limits[0].Window));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Limiter_ThatRefusesLater_IsHeard(HttpProtocolKind protocol)
    {
        _limiter.Answer = async _ =>
        {
            await Task.Yield();
            return new(false, -3, TimeSpan.FromSeconds(2.001));
        };
        await using var server = await StartAsync(protocol);

        var reply = await server.GetAsync("/");

        Assert.Equal((429, "3", "\"default\";r=0;t=3"), (reply.Status, reply.Header("Retry-After"), reply.Header("RateLimit")));
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-5, "0")]
    [InlineData(3_000_000, "3000000")]
    public async Task Limiter_WithAnOddTime_IsAnsweredInWholeSeconds(int seconds, string expected)
    {
        _limiter.Answer = _ => new(new RateLimitDecision(false, 0, TimeSpan.FromSeconds(seconds)));
        await using var server = await StartAsync(HttpProtocolKind.Http1);

        var reply = await server.GetAsync("/");

        Assert.Equal($"\"default\";r=0;t={expected}", reply.Header("RateLimit"));
        Assert.Equal(expected == "0" ? "1" : expected, reply.Header("Retry-After"));
    }

    [Theory]
    [InlineData(HttpProtocolKind.Http1, true)]
    [InlineData(HttpProtocolKind.Http1Tls, false)]
    [InlineData(HttpProtocolKind.Http2Tls, true)]
    public async Task Limiter_ThatFails_LetsRequestsPassAndIsLoggedOnce(HttpProtocolKind protocol, bool atOnce)
    {
        _limiter.Answer = atOnce
            ? _ => throw new InvalidOperationException("no store")
            : _ => ValueTask.FromException<RateLimitDecision>(new InvalidOperationException("no store"));
        await using var server = await StartAsync(protocol);

        Reply[] replies = [await server.GetAsync("/"), await server.GetAsync("/"), await server.GetAsync("/")];

        Assert.All(replies, reply => Assert.Equal((200, null, null), (reply.Status, reply.Header("RateLimit"), reply.Header("RateLimit-Policy"))));
        Assert.Equal(3, _limiter.Keys.Count);
        Assert.Equal("no store", Assert.Single(_logs.At(LogLevel.Warning)).Exception!.Message);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Limiter_ThatFails_RefusesWhereTheOptionsSaySo(HttpProtocolKind protocol)
    {
        _limiter.Answer = _ => throw new InvalidOperationException("no store");
        await using var server = await StartAsync(protocol, new() { RateLimiterFailure = RateLimiterFailure.Refuse });

        var reply = await server.GetAsync("/");

        Assert.Equal((503, "1"), (reply.Status, reply.Header("Retry-After")));
        Assert.DoesNotContain("no store", reply.Text, StringComparison.Ordinal);
    }

    // 10 s without a failure: one that fails now and then would log each time
    [Fact]
    public async Task Limiter_ThatIsBack_IsLoggedOnce()
    {
        await using var server = await StartAsync(HttpProtocolKind.Http1);
        var working = _limiter.Answer;
        _limiter.Answer = _ => throw new InvalidOperationException("no store");
        await server.GetAsync("/");
        _limiter.Answer = working;
        _clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        await server.GetAsync("/");
        Assert.DoesNotContain(_logs.Entries, entry => entry.Message.Contains("is back", StringComparison.Ordinal));

        _clock.Advance(TimeSpan.FromTicks(1));
        await server.GetAsync("/");
        await server.GetAsync("/");

        Assert.Single(_logs.At(LogLevel.Information), entry => entry.Message.Contains("is back", StringComparison.Ordinal));
        Assert.Single(_logs.At(LogLevel.Warning));
    }

    [Theory]
    [InlineData(RateLimiterFailure.Allow, 200)]
    [InlineData(RateLimiterFailure.Refuse, 503)]
    public async Task Limiter_ThatDoesNotAnswer_IsWaitedForAsLongAsTheOptionsSay(RateLimiterFailure onFailure, int expected)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _limiter.Answer = token =>
        {
            token.Register(told.SetResult);
            return new(new TaskCompletionSource<RateLimitDecision>().Task);
        };
        await using var server = await StartAsync(HttpProtocolKind.Http1, new() { RateLimiterFailure = onFailure, RateLimiterTimeout = TimeSpan.FromSeconds(3) });
        var answer = server.GetAsync("/");

        await Eventually.TrueAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return answer.IsCompleted;
            },
            "the limiter to be given up");

        Assert.Equal(expected, (await answer).Status);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        Assert.IsType<TimeoutException>(Assert.Single(_logs.At(LogLevel.Warning)).Exception);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Limiter_WhoseClientHasGone_IsToldAndNotBlamed(HttpProtocolKind protocol)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _limiter.Answer = token =>
        {
            token.Register(told.SetResult);
            asked.SetResult();
            return new(new TaskCompletionSource<RateLimitDecision>().Task);
        };
        await using var server = await StartAsync(protocol);
        using var client = new CancellationTokenSource();
        var answer = server.OpenAsync("/", client.Token);
        await asked.Task;

        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await told.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        Assert.DoesNotContain(_logs.Entries, entry => entry.Level >= LogLevel.Warning);
    }

    public void Dispose() => _logs.Dispose();

    private Task<TestServer> StartAsync(HttpProtocolKind protocol, RpressOptions? options = null)
    {
        options ??= new();
        options.RateLimit = new(5, TimeSpan.FromMinutes(1));
        options.RateLimiter = _limiter;
        options.TimeProvider = _clock;
        options.LoggerFactory = _logs;
        return TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Text("ok"), options), protocol);
    }
}
