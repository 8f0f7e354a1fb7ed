using Rpress.TestKit;

namespace Rpress.FunctionalTests.Issues;

/// <summary>A shutdown that user code could prevent, that did not end ListenAsync, and that removed another server's socket.</summary>
public sealed class ShutdownTests
{
    [Fact]
    public async Task Stop_WithAFailingCallbackOnStopping_StopsAllTheSame()
    {
        var registered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(req =>
        {
            req.Stopping.Register(() => throw new InvalidOperationException("mine"));
            registered.TrySetResult();
            return ResponsePayload.Text("ok");
        }));
        await server.GetAsync("/");
        await registered.Task;

        await server.App.StopAsync(TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => server.Client.GetAsync("/", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Stop_DuringListen_EndsTheListen()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var app = TestApps.WithoutRoutes();
        var listening = app.ListenAsync("127.0.0.1:0", _ => ready.SetResult(), TestContext.Current.CancellationToken);
        await ready.Task;

        await Task.WhenAll(app.StopAsync(TestContext.Current.CancellationToken), app.StopAsync(TestContext.Current.CancellationToken));

        await listening.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        Assert.Empty(app.Endpoints);
    }

    [Fact]
    public async Task Listen_WithACancelledToken_EndsQuietly()
    {
        await TestApps.WithoutRoutes().ListenAsync("127.0.0.1:0", cancellationToken: new CancellationToken(canceled: true));
    }

    [Fact]
    public async Task UnixSocket_TakenOverWhileDraining_StaysTheSuccessors()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "unix socket files");
        using var directory = new TempDirectory();
        var address = $"unix:{directory.Combine("app.sock")}";
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var finish = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var old = TestApps.With(routes => routes.Get("/", async _ =>
        {
            entered.SetResult();
            await finish.Task;
            return "old";
        })).AddEndpoint(address);
        await old.StartAsync(TestContext.Current.CancellationToken);
        var running = UnixSocketClient.GetAsync(directory.Combine("app.sock"));
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);

        var draining = old.StopAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => !File.Exists(directory.Combine("app.sock")), "the draining server to leave its address");
        await using var successor = TestApps.WithRoot(_ => ResponsePayload.Text("new")).AddEndpoint(address);
        await successor.StartAsync(TestContext.Current.CancellationToken);
        finish.SetResult();
        await draining;

        Assert.Equal("old", await running);
        Assert.Equal("new", await UnixSocketClient.GetAsync(directory.Combine("app.sock")));
    }
}
