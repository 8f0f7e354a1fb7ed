using Rpress.InteropTests.Node;

namespace Rpress.InteropTests.SocketIo;

/// <summary>The cases against our server, and what it does better than npm's.</summary>
public sealed class RpressServerApiTests : ServerApiCases
{
    [Fact]
    public async Task Connection_ThatWasCutBeforeTheFirstEvent_GoesOnAllTheSame()
    {
        await using var server = await StartServerAsync(new(Recovers: true));
        await using var client = NodeClient.Start(server.Address);
        var id = await client.ConnectAsync("a", options: ClientOptions.For(ClientMode.WebSocket));
        await client.ConnectAsync("b", options: ClientOptions.For(ClientMode.WebSocket), manager: "other");

        await client.CutAsync();
        await client.ReadAsync("disconnect", "a");
        await client.EmitAsync("b", "broadcast", "missed");
        await client.CallAsync("b", "echo");
        await client.ReconnectAsync("a");
        var connected = await client.ReadAsync("connect", "a");

        Assert.True(connected.GetProperty("recovered").GetBoolean());
        Assert.Equal(id, connected.GetProperty("id").GetString());
        Assert.Equal("missed", (await client.EventAsync("a", "broadcast"))[0].GetString());
    }

    internal override async Task<IInteropServer> StartServerAsync(InteropServerOptions options) => await RpressServer.StartAsync(options);
}
