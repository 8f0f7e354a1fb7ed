using Rpress.TestKit;

namespace Rpress.FunctionalTests.EngineIo;

/// <summary>engine.io: a message that every session begins with.</summary>
public sealed class InitialPacketTests
{
    private static readonly EioConfig _config = new() { InitialPacket = "hello ü" };

    [Fact]
    public async Task InitialPacket_OnPolling_ComesWithTheOpenPacket()
    {
        await using var app = await EngineApp.StartAsync(_config);

        var packets = (await app.Server.GetAsync(EngineApp.Path + "?EIO=4&transport=polling")).Text.Split('\x1e');

        Assert.NotEmpty(EngineApp.SidOf(packets[0]));
        Assert.Equal(["4hello ü"], packets[1..]);
    }

    [Fact]
    public async Task InitialPacket_OnWebSocket_IsTheNextFrame()
    {
        await using var app = await EngineApp.StartAsync(_config);

        await using var socket = await app.OpenWebSocketAsync();

        Assert.Equal("4hello ü", await socket.ReadTextAsync());
        await socket.SendAsync("4a");
        Assert.Equal("4a", await socket.ReadTextAsync());
    }

    [Fact]
    public async Task InitialPacket_OfASessionThatIsUpgraded_IsNotSentAgain()
    {
        await using var app = await EngineApp.StartAsync(_config);
        var sid = EngineApp.SidOf((await app.Server.GetAsync(EngineApp.Path + "?EIO=4&transport=polling")).Text.Split('\x1e')[0]);
        await using var socket = await app.OpenProbeAsync(sid);

        await socket.SendAsync("5");

        await EngineApp.UpgradedAsync(socket);
    }
}
