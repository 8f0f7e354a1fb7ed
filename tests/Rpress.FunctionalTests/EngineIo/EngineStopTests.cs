using Rpress.TestKit;

namespace Rpress.FunctionalTests.EngineIo;

/// <summary>A stop tells every client, and does not wait for those that do not listen.</summary>
public sealed class EngineStopTests
{
    private const int GoingAway = 1001;

    // far below the server's own deadline for a stop, and far above what it takes
    private static readonly TimeSpan _atOnce = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _deadline = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Stop_WithOpenPollsAndWebSockets_EndsThemAllAtOnce()
    {
        await using var app = await EngineApp.StartAsync(options: new() { ShutdownTimeout = _deadline });
        var poll = await app.BeginPollAsync(await app.OpenPollingAsync());
        await app.OpenPollingAsync();
        await using var socket = await app.OpenWebSocketAsync();
        var (_, upgraded) = await app.OpenUpgradedAsync();
        await using var second = upgraded;

        await app.Server.App.StopAsync(TestContext.Current.CancellationToken).WaitAsync(_atOnce, TestContext.Current.CancellationToken);

        Assert.Equal("1", (await poll).Text);
        Assert.Equal(GoingAway, (await socket.ReadAsync())!.CloseStatus);
        Assert.Equal(GoingAway, (await second.ReadAsync())!.CloseStatus);
        Assert.Equal(Enumerable.Repeat("server shutting down", 4), app.Reasons);
        Assert.Equal((0, 0), (app.Engine.SessionCount, app.Engine.DeadlineCount));
        Assert.Equal((0, 0), (app.Server.App.UpgradeCount, app.Server.App.ConnectionCount));
    }

    // a client that neither reads nor closes
    [Fact]
    public async Task Stop_WithAClientThatDoesNotRead_DoesNotWaitForIt()
    {
        await using var app = await EngineApp.StartAsync(options: new() { ShutdownTimeout = _deadline });
        await using var socket = await app.OpenWebSocketAsync();
        var message = EngineApp.Text(new string('x', 1_000_000));
        for (var i = 0; i < 8 && !app.Reasons.Any(); i++)
        {
            app.Handler.Session.Send(message);
        }

        await app.Server.App.StopAsync(TestContext.Current.CancellationToken).WaitAsync(_atOnce, TestContext.Current.CancellationToken);

        Assert.Equal((0, 0), (app.Engine.SessionCount, app.Server.App.UpgradeCount));
    }

    [Fact]
    public async Task Stop_WithAProbe_EndsIt()
    {
        await using var app = await EngineApp.StartAsync(options: new() { ShutdownTimeout = _deadline });
        await using var probe = await app.OpenProbeAsync(await app.OpenPollingAsync());

        await app.Server.App.StopAsync(TestContext.Current.CancellationToken).WaitAsync(_atOnce, TestContext.Current.CancellationToken);

        Assert.True(await probe.Connection.IsClosedAsync());
        Assert.Equal((0, 0), (app.Engine.SessionCount, app.Engine.DeadlineCount));
    }

    [Fact]
    public async Task Stop_OfTheSocketIoServer_GivesItsReasonToEverySocket()
    {
        var reason = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var io = new RpressIo();
        io.OnConnection(socket =>
        {
            socket.OnDisconnect(why => reason.SetResult(why.ToString()));
            connected.SetResult();
        });
        await using var server = await TestServer.StartAsync(TestApps.WithoutRoutes(new() { ShutdownTimeout = _deadline }).AttachSocketIo(io));
        await using var socket = await RawWebSocket.OpenAsync(server, EngineApp.WebSocketOf());
        await socket.SendAsync("40");
        await connected.Task.WaitAsync(_atOnce, TestContext.Current.CancellationToken);

        await server.App.StopAsync(TestContext.Current.CancellationToken).WaitAsync(_atOnce, TestContext.Current.CancellationToken);

        Assert.Equal("server shutting down", await reason.Task);
        Assert.Contains((await socket.ReadToEndAsync()), frame => frame.CloseStatus == GoingAway);
    }

    [Fact]
    public async Task Handshakes_RacingWithTheStop_LeaveNothingBehind()
    {
        await using var app = await EngineApp.StartAsync(options: new() { ShutdownTimeout = _deadline });
        var token = TestContext.Current.CancellationToken;
        var clients = Enumerable.Range(0, 8).Select(i => Task.Run(() => ConnectUntilRefusedAsync(app), token)).ToList();
        await Eventually.TrueAsync(() => app.Engine.SessionCount > 20, "some sessions to be open");

        await app.Server.App.StopAsync(token).WaitAsync(_atOnce, token);

        await Task.WhenAll(clients).WaitAsync(_atOnce, token);
        Assert.Equal((0, 0), (app.Engine.SessionCount, app.Server.App.UpgradeCount));
        Assert.All(app.Handlers, handler => Assert.Equal(["server shutting down"], handler.Reasons));
    }

    private static async Task ConnectUntilRefusedAsync(EngineApp app)
    {
        var sockets = new List<RawWebSocket>();
        try
        {
            while (sockets.Count < 500)
            {
                sockets.Add(await RawWebSocket.OpenAsync(app.Server, EngineApp.WebSocketOf()));
            }
        }
        catch (Exception error) when (error is IOException or InvalidDataException or System.Net.Sockets.SocketException)
        {
            // the server has stopped
        }

        foreach (var socket in sockets)
        {
            await socket.ReadToEndAsync();
            await socket.DisposeAsync();
        }
    }
}
