using System.Text.Json;
using Rpress.InteropTests.Node;
using Rpress.TestKit;

namespace Rpress.InteropTests.SocketIo;

/// <summary>What the application tells of a client's conduct, to npm's client: the cases of our own client stand on it.</summary>
public abstract class ConductCases
{
    [Fact]
    public async Task Notes_OfSeveralNamespaces_AreKeptInOrder()
    {
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);
        await client.ConnectAsync("root", options: ClientOptions.For(ClientMode.WebSocket));
        await client.ConnectAsync("admin", "/admin");

        await client.CallAsync("root", "note", 1); // waited for: the order of two namespaces is nobody's
        NodeValue.AssertEqual(Array.Empty<object>(), await client.CallAsync("admin", "note", NodeValue.Bytes([1])));

        NodeValue.AssertEqual(
            new object[] { new object[] { 1, new Dictionary<string, string> { ["$bin"] = "AQ==" } } }, await client.CallAsync("root", "notes"));
    }

    [Fact]
    public async Task Tries_OfEvents_AreCounted()
    {
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);
        await client.ConnectAsync("a", options: ClientOptions.For(ClientMode.WebSocket));

        await client.EmitAsync("a", "never", "n");
        for (var i = 0; i < 2; i++)
        {
            await client.EmitAsync("a", "third-time", "t");
        }

        NodeValue.AssertEqual(new[] { 3 }, await client.CallAsync("a", "third-time", "t"));
        NodeValue.AssertEqual(new[] { new { n = 1, t = 3 } }, await client.CallAsync("a", "tries"));
    }

    [Fact]
    public async Task Acks_ThatAreHeld_ComeInReverse()
    {
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);
        await client.ConnectAsync("a", options: ClientOptions.For(ClientMode.WebSocket));
        var first = client.CallAsync("a", "reverse", 2, "first");

        NodeValue.AssertEqual(new[] { "second" }, await client.CallAsync("a", "reverse", 2, "second"));
        NodeValue.AssertEqual(new[] { "first" }, await first);
    }

    [Fact]
    public async Task Sessions_ThatComeAndGo_AreToldOf()
    {
        await using var server = await StartServerAsync(new() { MaxPayload = 10_000, Deflates = true, SetsCookie = true });
        await using var client = NodeClient.Start(server.Address);
        await client.ConnectAsync("a", options: ClientOptions.For(ClientMode.Polling));
        var id = await client.ConnectAsync("b", "/admin", ClientOptions.For(ClientMode.WebSocket), manager: "other");

        NodeValue.AssertEqual(new[] { 2 }, await client.CallAsync("a", "connections"));
        var handshake = (await client.CallAsync("a", "handshake"))[0];
        Assert.Equal("polling", handshake.GetProperty("query").GetProperty("transport").GetString());
        Assert.Equal(server.Address.Authority, handshake.GetProperty("headers").GetProperty("host").GetString());

        await client.DisconnectAsync("b");
        await client.ReadAsync("disconnect", "b");
        await Eventually.TrueAsync(
            async () => (await client.CallAsync("a", "connections"))[0].GetInt32() == 1, "that the connection is closed");
        NodeValue.AssertEqual(
            new object[] { new object[] { new { id, @namespace = "/admin", reason = "client namespace disconnect" } } }, await client.CallAsync("a", "ends"));
    }

    [Fact]
    public async Task Transports_ThatAreNotOffered_AreRefused()
    {
        await using var server = await StartServerAsync(new() { Transports = ["polling"] });
        await using var client = NodeClient.Start(server.Address);
        await client.ConnectAsync("polling", options: ClientOptions.For(ClientMode.Upgrade));

        await client.OpenAsync("websocket", options: ClientOptions.For(ClientMode.WebSocket), manager: "other");

        Assert.Equal(JsonValueKind.Object, (await client.ReadAsync("connect_error", "websocket")).ValueKind);
    }

    [Fact]
    public async Task Pings_ThatStandStill_EndTheConnection()
    {
        await using var server = await StartServerAsync(new() { PingInterval = TimeSpan.FromMilliseconds(500), PingTimeout = TimeSpan.FromMilliseconds(1500) });
        await using var proxy = TcpProxy.Start(server.Address.Port);
        await using var client = NodeClient.Start(proxy.Through(server.Address));
        await client.ConnectAsync("a", options: ClientOptions.For(ClientMode.WebSocket));

        proxy.Hold(TcpDirection.ToServer);
        proxy.Hold(TcpDirection.ToClient);

        Assert.Equal("ping timeout", (await client.ReadAsync("disconnect", "a")).GetProperty("reason").GetString());
    }

    /// <summary>Starts the server with the application of the cases.</summary>
    internal abstract Task<IInteropServer> StartServerAsync(InteropServerOptions options);
}
