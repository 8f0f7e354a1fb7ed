using Rpress.TestKit;

namespace Rpress.InteropTests.SocketIo.Http2;

/// <summary>WebSockets on which little or nothing happens for longer than the 5 seconds after which Kestrel ends bodies that come too slowly.</summary>
public sealed class Http2IdleTests
{
    [Theory]
    [InlineData(1, 8)]
    [InlineData(7, 1)]
    public async Task WebSocket_WithNothingButPings_Lives(int seconds, int pings)
    {
        var engine = new EioConfig { PingInterval = TimeSpan.FromSeconds(seconds) };
        await using var server = await TestServer.StartAsync(InteropApp.Create(engine: engine), HttpProtocolKind.Http2Tls);
        using var client = await WebSocketClient.ConnectAsync(server);

        for (var i = 0; i < pings; i++)
        {
            Assert.Equal("2", await client.ReceiveAsync());
            await client.SendAsync("3");
        }

        await client.SendAsync("""420["echo","alive"]""");
        Assert.Equal("""430["alive"]""", await client.ReceiveAsync());
    }
}
