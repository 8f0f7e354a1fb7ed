using Rpress.TestKit;

namespace Rpress.FunctionalTests.EngineIo;

/// <summary>Which pages may open a WebSocket: browsers ask nobody before they do.</summary>
public sealed class EngineOriginTests
{
    [Theory]
    [InlineData("x", "http://x")]
    [InlineData("x", "https://x")]
    [InlineData("x:80", "http://x")]
    [InlineData("x", "http://x:80")]
    [InlineData("x:443", "https://x")]
    [InlineData("x:3000", "http://x:3000")]
    [InlineData("X", "http://x")]
    [InlineData("[::1]:3000", "http://[::1]:3000")]
    public async Task WebSocket_FromThePagesOwnHost_IsOpened(string host, string origin)
    {
        await using var app = await EngineApp.StartAsync();

        Assert.Equal(101, (await HandshakeAsync(app, host, origin)).Status);
    }

    [Theory]
    [InlineData("x", "http://y")]
    [InlineData("x", "http://x:3000")]
    [InlineData("x:3000", "http://x")]
    [InlineData("x", "http://x.example")]
    [InlineData("x", "http://sub.x")]
    [InlineData("x", "null")]
    [InlineData("x", "x")]
    [InlineData("x", "://x")]
    [InlineData("x", "http://x, http://x")]
    [InlineData("x", "http://x@y")]
    [InlineData("x", "file://")]
    public async Task WebSocket_FromAnotherHost_IsRefused(string host, string origin)
    {
        await using var app = await EngineApp.StartAsync();

        var response = await HandshakeAsync(app, host, origin);

        Assert.Equal((400, "Forbidden"), (response.Status, response.Text));
        Assert.Equal(0, app.Engine.SessionCount);
    }

    [Fact]
    public async Task WebSocket_OfASessionFromAnotherHost_IsRefused()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();

        var response = await RawWebSocket.RefusedAsync(app.Server, EngineApp.WebSocketOf(sid), ("Origin", "http://evil.example"));

        Assert.Equal("Forbidden", response.Text);
        Assert.Equal("ok", (await app.PostAsync(sid, "4a")).Text);
    }

    [Theory]
    [InlineData("https://a.example", 101)]
    [InlineData("https://b.example", 400)]
    [InlineData("http://x", 400)]
    [InlineData("null", 400)]
    public async Task WebSocket_WithCorsSettings_IsDecidedByThem(string origin, int status)
    {
        await using var app = await EngineApp.StartAsync(options: new() { Cors = new() { Origins = ["https://a.example"] } });

        Assert.Equal(status, (await HandshakeAsync(app, "x", origin)).Status);
    }

    [Fact]
    public async Task WebSocket_WithoutAnOrigin_IsOpenedWhateverTheSettings()
    {
        await using var app = await EngineApp.StartAsync(options: new() { Cors = new() { Origins = ["https://a.example"] } });

        await using var socket = await app.OpenWebSocketAsync();
    }

    private static async Task<RawHttpResponse> HandshakeAsync(EngineApp app, string host, string origin)
    {
        await using var connection = await app.Server.ConnectAsync();
        await connection.SendAsync(RawWebSocket.Handshake(EngineApp.WebSocketOf(), ("Origin", origin)).Replace("Host: x\r", $"Host: {host}\r", StringComparison.Ordinal));
        return await connection.ReadResponseAsync();
    }
}
