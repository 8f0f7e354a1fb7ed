using Microsoft.Extensions.Logging;
using Rpress.FunctionalTests.Server;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Health;

public sealed class HealthTests : IDisposable
{
    private readonly TestClock _clock = new();
    private readonly CollectingLoggerFactory _logs = new();

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Paths_OfAServerThatRuns_AnswerOkAndReady(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(new(), protocol);

        var live = await server.GetAsync("/livez?verbose");
        var ready = await server.GetAsync("/readyz");
        var head = await server.SendAsync(HttpMethod.Head, "/readyz");

        Assert.Equal((200, "ok", "no-store"), (live.Status, live.Text, live.Header("Cache-Control")));
        Assert.Equal((200, "ready", "no-store"), (ready.Status, ready.Text, ready.Header("Cache-Control")));
        Assert.Equal((200, "", "5"), (head.Status, head.Text, head.Header("Content-Length")));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Paths_WithAnotherMethod_TellTheirOwn(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(new(), protocol);

        var post = await server.PostAsync("/livez", null);
        var options = await server.SendAsync(HttpMethod.Options, "/readyz");

        Assert.Equal((405, "GET, HEAD, OPTIONS"), (post.Status, post.Header("Allow")));
        Assert.Equal((204, "GET, HEAD, OPTIONS"), (options.Status, options.Header("Allow")));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Paths_AreSettings_AndOthersGoOn(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(new() { LivePath = "/health/live", ReadyPath = "/health/ready" }, protocol);

        Assert.Equal("ok", (await server.GetAsync("/health/live")).Text);
        Assert.Equal("ready", (await server.GetAsync("/health/ready")).Text);
        Assert.Equal("404 404 404", await StatusesAsync(server, "/livez", "/readyz", "/health/live/x"));
        Assert.Equal("app", (await server.GetAsync("/")).Text);
    }

    [Fact]
    public async Task Paths_WithoutHealth_AreNotThere()
    {
        await using var server = await StartAsync(null);

        Assert.Equal(404, (await server.GetAsync("/livez")).Status);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Paths_Asked_AreNotCountedAndReachNoMiddleware(HttpProtocolKind protocol)
    {
        int seen = 0;
        var options = new RpressOptions { Health = new(), RateLimit = new(1, TimeSpan.FromMinutes(1)), TimeProvider = _clock };
        var app = TestApps.WithRoot(_ => ResponsePayload.Text("app"), options).Use((req, next) =>
        {
            seen++;
            return next(req);
        });
        await using var server = await TestServer.StartAsync(app, protocol);

        Assert.Equal("200 200 200", await StatusesAsync(server, "/livez", "/readyz", "/livez"));

        Assert.Equal(0, seen);
        Assert.Equal("200 429 200", await StatusesAsync(server, "/", "/", "/livez"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Ready_WithACheckThatFails_Is503AndLoggedOncePerChange(HttpProtocolKind protocol)
    {
        bool passes = false;
        await using var server = await StartAsync(new RpressHealth().ReadyWhen(_ => new(true)).ReadyWhen(_ => new(passes)), protocol);

        Reply[] failing = [await server.GetAsync("/readyz"), await server.GetAsync("/readyz")];
        passes = true;
        Reply[] passing = [await server.GetAsync("/readyz"), await server.GetAsync("/readyz")];

        Assert.All(failing, reply => Assert.Equal((503, "not ready", "no-store"), (reply.Status, reply.Text, reply.Header("Cache-Control"))));
        Assert.All(passing, reply => Assert.Equal((200, "ready"), (reply.Status, reply.Text)));
        Assert.Equal("Not ready: check 2 fails.", Assert.Single(_logs.At(LogLevel.Warning)).Message);
        Assert.Single(_logs.At(LogLevel.Information), entry => entry.Message == "Check 2 passes again.");
        Assert.Equal(200, (await server.GetAsync("/livez")).Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ready_WithACheckThatThrows_Is503AndTellsOnlyTheLog(bool atOnce)
    {
        await using var server = await StartAsync(new RpressHealth().ReadyWhen(atOnce
            ? _ => throw new InvalidOperationException("secret")
            : _ => ValueTask.FromException<bool>(new InvalidOperationException("secret"))));

        var reply = await server.GetAsync("/readyz");

        Assert.Equal((503, "not ready"), (reply.Status, reply.Text));
        Assert.Equal("secret", Assert.Single(_logs.At(LogLevel.Warning)).Exception!.Message);
    }

    [Fact]
    public async Task Ready_WithSeveralChecks_RunsThemSideBySide()
    {
        var first = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StartAsync(new RpressHealth().ReadyWhen(_ => new(first.Task)).ReadyWhen(_ => new(first.TrySetResult(true))));

        Assert.Equal("ready", (await server.GetAsync("/readyz").WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken)).Text);
    }

    // one heeds its token, one ignores it, and one does not even let go of its thread
    [Fact]
    public async Task Ready_WithChecksThatHang_IsGivenUp()
    {
        using var release = new ManualResetEventSlim();
        int started = 0;
        bool Block()
        {
            Interlocked.Increment(ref started);
            release.Wait(TimeSpan.FromSeconds(30));
            return true;
        }

        await using var server = await StartAsync(new RpressHealth()
            .ReadyWhen(token => Never(token))
            .ReadyWhen(_ => new(new TaskCompletionSource<bool>().Task))
            .ReadyWhen(_ => new(Block())));

        Reply reply = await AdvanceUntilAsync(server.GetAsync("/readyz"));
        release.Set();

        Assert.Equal("not ready", reply.Text);
        Assert.Equal(1, started);
        Assert.Equal(["1", "2", "3"], _logs.At(LogLevel.Warning).Select(entry => entry.Message.Split(' ')[3]).Order());
        Assert.All(_logs.At(LogLevel.Warning), entry => Assert.IsType<TimeoutException>(entry.Exception));
    }

    public static TheoryData<string, TrailingSlash, bool> Conflicts => new()
    {
        { "/livez", TrailingSlash.Ignore, true },
        { "/readyz/", TrailingSlash.Ignore, true },
        { "/readyz", TrailingSlash.Strict, true },
        { "/readyz/", TrailingSlash.Strict, false },
        { "/:page", TrailingSlash.Ignore, false },
        { "/livez/x", TrailingSlash.Ignore, false },
    };

    [Theory]
    [MemberData(nameof(Conflicts))]
    public async Task Route_AtAHealthPath_IsRefusedAtStart(string pattern, TrailingSlash slashes, bool conflicts)
    {
        await using var app = TestApps.With(routes => routes.Post(pattern, _ => "mine"), new() { Health = new(), TrailingSlash = slashes });

        Exception? error = await Record.ExceptionAsync(() => TestServer.StartAsync(app));

        Assert.Equal(conflicts, error is RpressConfigurationException);
        if (conflicts)
        {
            Assert.Contains($"'POST {pattern}'", error!.Message, StringComparison.Ordinal);
            Assert.Contains($"Health answers '{pattern.TrimEnd('/')}'", error.Message, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _logs.Dispose();

    private static async ValueTask<bool> Never(CancellationToken token)
    {
        await token.WhenCancelledAsync();
        return true;
    }

    private static async Task<string> StatusesAsync(TestServer server, params string[] paths)
    {
        var statuses = new List<int>();
        foreach (string path in paths)
        {
            statuses.Add((await server.GetAsync(path)).Status);
        }

        return string.Join(' ', statuses);
    }

    private async Task<Reply> AdvanceUntilAsync(Task<Reply> answer)
    {
        await Eventually.TrueAsync(
            () =>
            {
                _clock.Advance(TimeSpan.FromSeconds(1));
                return answer.IsCompleted;
            },
            "the checks to be given up");
        return await answer;
    }

    private Task<TestServer> StartAsync(RpressHealth? health, HttpProtocolKind protocol = HttpProtocolKind.Http1) => TestServer.StartAsync(
        TestApps.WithRoot(_ => ResponsePayload.Text("app"), new() { Health = health, TimeProvider = _clock, LoggerFactory = _logs }), protocol);
}
