using Rpress.FunctionalTests.Server;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.EngineIo;

/// <summary>The most sessions and the most upgraded connections: above them 503, and every place is given back.</summary>
public sealed class EngineLimitTests
{
    private const string Full = "The server has too many sessions; try again later.";

    [Fact]
    public async Task Handshake_AboveTheMostSessions_Gets503()
    {
        await using var app = await EngineApp.StartAsync(new() { MaxSessions = 2 });
        var sid = await app.OpenPollingAsync();
        await using var socket = await app.OpenWebSocketAsync();

        var reply = await app.Server.GetAsync($"{EngineApp.Path}?EIO=4&transport=polling");
        var upgrade = await RawWebSocket.RefusedAsync(app.Server, EngineApp.WebSocketOf());

        Assert.Equal((503, $$"""{"code":4,"message":"{{Full}}"}"""), (reply.Status, reply.Text));
        Assert.Equal((503, Full, "close", "text/html"), (upgrade.Status, upgrade.Text, upgrade.Header("Connection"), upgrade.Header("Content-Type")));
        await app.PostAsync(sid, "1");
        await app.OpenPollingAsync();
    }

    [Fact]
    public async Task WebSocket_AboveTheMostUpgradedConnections_Gets503()
    {
        await using var app = await EngineApp.StartAsync(options: new() { MaxUpgradedConnections = 1 });
        var sid = await app.OpenPollingAsync();
        var socket = await app.OpenWebSocketAsync();

        Assert.Equal(503, (await RawWebSocket.RefusedAsync(app.Server, EngineApp.WebSocketOf())).Status);
        Assert.Equal(503, (await RawWebSocket.RefusedAsync(app.Server, EngineApp.WebSocketOf(sid))).Status);

        Assert.Equal("ok", (await app.PostAsync(sid, "4a")).Text);
        await socket.DisposeAsync();
        await Eventually.TrueAsync(() => app.Server.App.UpgradeCount == 0, "the place to be given back");
        await using var next = await app.OpenProbeAsync(sid);
    }

    [Fact]
    public async Task UpgradedConnections_OfAnyNumber_DoNotCountAmongTheOthers()
    {
        await using var app = await EngineApp.StartAsync(options: new() { MaxConnections = 2 });
        var sockets = new List<RawWebSocket>();
        for (var i = 0; i < 10; i++)
        {
            sockets.Add(await app.OpenWebSocketAsync());
            await Eventually.TrueAsync(() => app.Server.App.ConnectionCount == 0, "the connection to be counted apart");
        }

        Assert.Equal((10, 10), (app.Server.App.UpgradeCount, app.Engine.SessionCount));
        await using (var held = await HeldConnections.OpenAsync(app.Server, 2))
        {
            Assert.Equal(503, (await RawWebSocket.RefusedAsync(app.Server, EngineApp.WebSocketOf())).Status);
        }

        foreach (var socket in sockets)
        {
            await socket.DisposeAsync();
        }

        await app.EmptyAsync();
        await Eventually.TrueAsync(() => app.Server.App.ConnectionCount == 0, "no connection to be left");
    }
}
