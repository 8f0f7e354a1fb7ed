using Rpress.TestKit;

namespace Rpress.FunctionalTests.EngineIo;

/// <summary>Which paths are the engine's, and what becomes of WebSocket handshakes elsewhere.</summary>
public sealed class EnginePathTests
{
    private const string Handshake = "?EIO=4&transport=polling";

    [Theory]
    [InlineData("/io", true, "/io", 200)]
    [InlineData("/io", true, "/io/", 200)]
    [InlineData("/io", true, "/io/below", 200)]
    [InlineData("/io/", true, "/io", 200)]
    [InlineData("/io/", true, "/iox", 404)]
    [InlineData("/io", false, "/io", 200)]
    [InlineData("/io", false, "/io/", 404)]
    [InlineData("/io", false, "/iox", 404)]
    [InlineData("/io", false, "/io/below", 404)]
    [InlineData("/io/", false, "/io/", 200)]
    [InlineData("/io/", false, "/io", 404)]
    public async Task Path_WithOrWithoutASlashAdded_IsWhatTheSettingsSay(string setting, bool addsSlash, string path, int status)
    {
        await using var app = await EngineApp.StartAsync(new() { Path = setting, AddTrailingSlash = addsSlash });

        Assert.Equal(status, (await app.Server.GetAsync(path + Handshake)).Status);
    }

    [Theory]
    [InlineData("/io")]
    [InlineData("/io/")]
    public async Task ClientFiles_WithoutASlashAdded_StayBelowThePath(string setting)
    {
        var io = new RpressIo(new EioConfig { Path = setting, AddTrailingSlash = false });
        await using var server = await TestServer.StartAsync(new RpressApp().AttachSocketIo(io));

        // without npm at the build there are no files, and their paths say so
        var file = await server.GetAsync("/io/socket.io.js");
        Assert.True(file.Status == 200 || file.Text.Contains("npm", StringComparison.Ordinal), file.Text);
        Assert.Equal(200, (await server.GetAsync(setting + Handshake)).Status);
    }

    // engine.io destroys such requests after destroyUpgradeTimeout, as nobody answers them: here everything is answered
    [Theory]
    [InlineData("/else")]
    [InlineData("/")]
    [InlineData("/socket.iox")]
    public async Task WebSocketHandshake_WhereNothingIs_IsAnsweredAtOnce(string path)
    {
        await using var app = await EngineApp.StartAsync();

        var answer = await RawWebSocket.RefusedAsync(app.Server, path + "?EIO=4&transport=websocket");

        Assert.Equal(404, answer.Status);
        Assert.Equal((0, 0), (app.Engine.SessionCount, app.Server.App.UpgradeCount));
    }
}
