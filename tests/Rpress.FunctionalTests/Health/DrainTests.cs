using Rpress.FunctionalTests.Server;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Health;

/// <summary>A stop with a delay: readiness says no at once, and everything else goes on until the delay has passed.</summary>
public sealed class DrainTests
{
    private static readonly TimeSpan _delay = TimeSpan.FromSeconds(10);

    private readonly TestClock _clock = new();

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Stop_WithADelay_GoesOnServingButIsNotReady(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);
        await server.GetAsync("/");

        Task stop = server.App.StopAsync(TestContext.Current.CancellationToken);
        await WhenNotReadyAsync(server);
        _clock.Advance(_delay - TimeSpan.FromTicks(1));
        using var newcomer = server.CreateClient();

        Assert.Equal("False", await newcomer.GetStringAsync("/", TestContext.Current.CancellationToken));
        Reply reply = await server.GetAsync("/");
        Assert.Equal(("False", false), (reply.Text, reply.Header("Connection") == "close"));
        Assert.Equal("ok", (await server.GetAsync("/livez")).Text);
        Assert.NotEmpty(server.App.Endpoints);
        Assert.False(stop.IsCompleted);
        _clock.Advance(TimeSpan.FromTicks(1));
        await stop.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => server.GetAsync("/"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Stopping_WithADelay_FiresAfterIt(HttpProtocolKind protocol)
    {
        var running = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await StartAsync(protocol, async req =>
        {
            using var registration = req.Stopping.Register(fired.SetResult);
            running.SetResult();
            await fired.Task;
            return ResponsePayload.Text("told");
        });
        Task<Reply> answer = server.GetAsync("/wait");
        await running.Task;

        Task stop = server.App.StopAsync(TestContext.Current.CancellationToken);
        await WhenNotReadyAsync(server);
        bool hadFired = fired.Task.IsCompleted;
        _clock.Advance(_delay);

        Assert.False(hadFired);
        Assert.Equal("told", (await answer).Text);
        await stop;
    }

    [Fact]
    public async Task StopToken_DuringTheDelay_CutsItShort()
    {
        await using var server = await StartAsync(HttpProtocolKind.Http1);
        using var hurry = new CancellationTokenSource();
        Task stop = server.App.StopAsync(hurry.Token);
        await WhenNotReadyAsync(server);

        await hurry.CancelAsync();

        await stop.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task StopToken_OfASecondCaller_CutsItShortToo()
    {
        await using var server = await StartAsync(HttpProtocolKind.Http1);
        Task first = server.App.StopAsync(TestContext.Current.CancellationToken);
        await WhenNotReadyAsync(server);

        Task second = server.App.StopAsync(new CancellationToken(canceled: true));

        await Task.WhenAll(first, second).WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Dispose_OfARunningApplication_DoesNotWaitForTheDelay()
    {
        await using var server = await StartAsync(HttpProtocolKind.Http1);
        await server.GetAsync("/");

        await server.App.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => server.GetAsync("/"));
    }

    [Fact]
    public async Task Listen_WhileItDrains_EndsWithTheDelay()
    {
        await using var app = App(null).AddEndpoint("127.0.0.1:0");
        using var stop = new CancellationTokenSource();
        var ready = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task listening = app.ListenAsync("127.0.0.1:0", endpoints => ready.SetResult(endpoints[0].Url), stop.Token);
        using var client = new HttpClient { BaseAddress = new(await ready.Task) };

        await stop.CancelAsync();
        await Eventually.TrueAsync(async () => (int)(await client.GetAsync("/readyz")).StatusCode == 503, "readiness to say no");
        Assert.False(listening.IsCompleted);
        _clock.Advance(_delay);

        await listening.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
    }

    // orchestrators that ask over a kept connection while requests still run see it without a delay too
    [Fact]
    public async Task Ready_WithoutADelay_SaysStoppingToWhoStillGetsThrough()
    {
        var checking = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var options = new RpressOptions
        {
            Health = new RpressHealth().ReadyWhen(async token =>
            {
                checking.TrySetResult();
                await token.WhenCancelledAsync();
                return true;
            }),
        };
        await using var server = await TestServer.StartAsync(TestApps.WithoutRoutes(options));
        Task<Reply> answer = server.GetAsync("/readyz");
        await checking.Task;

        await server.App.StopAsync(TestContext.Current.CancellationToken);

        Assert.Equal((503, "stopping", "close"), ((await answer).Status, (await answer).Text, (await answer).Header("Connection")));
    }

    private static Task WhenNotReadyAsync(TestServer server) => Eventually.TrueAsync(
        async () => await server.GetAsync("/readyz") is { Status: 503, Text: "stopping" }, "readiness to say no");

    private Task<TestServer> StartAsync(HttpProtocolKind protocol, Func<RequestPayload, Task<ResponsePayload>>? wait = null) =>
        TestServer.StartAsync(App(wait), protocol);

    private RpressApp App(Func<RequestPayload, Task<ResponsePayload>>? wait) => TestApps.With(
        routes =>
        {
            routes.Get("/", req => ResponsePayload.Text($"{req.Stopping.IsCancellationRequested}"));
            routes.Get("/wait", wait ?? (_ => Task.FromResult(ResponsePayload.Empty())));
        },
        new() { Health = new(), DrainDelay = _delay, TimeProvider = _clock });
}
