using System.Text.Json;
using Rpress.InteropTests.Node;

namespace Rpress.InteropTests.SocketIo;

/// <summary>Connections, namespaces, rooms and their ends between npm's client and a server.</summary>
public abstract class SessionCases
{
    public static TheoryData<ClientMode> Modes { get; } = [ClientMode.Polling, ClientMode.WebSocket, ClientMode.Upgrade];

    public static TheoryData<ClientMode, bool> ModesWithTls { get; } =
        new(from mode in Enum.GetValues<ClientMode>() from isTls in new[] { false, true } select (mode, isTls));

    [Theory]
    [MemberData(nameof(ModesWithTls))]
    public async Task Connection_InEachMode_UsesItsTransport(ClientMode mode, bool isTls)
    {
        await using var server = await StartServerAsync(new(isTls));
        await using var client = NodeClient.Start(server.Address);

        var id = await client.ConnectAsync("a", options: ClientOptions.For(mode), auth: new { token = "t", n = 1 });
        var open = await client.ReadOfManagerAsync("open");
        var who = await client.CallAsync("a", "whoami");

        Assert.Equal(mode == ClientMode.WebSocket ? "websocket" : "polling", open.GetProperty("transport").GetString());
        NodeValue.AssertEqual(new object[] { new { id, @namespace = "/", auth = new { token = "t", n = 1 } } }, who);
        if (mode == ClientMode.Upgrade)
        {
            Assert.Equal("websocket", (await client.ReadOfManagerAsync("upgrade")).GetProperty("transport").GetString());
            NodeValue.AssertEqual(new[] { "after" }, await client.CallAsync("a", "echo", "after"));
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Rooms_OfSeveralClients_ReachTheirMembers(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);
        await ConnectApartAsync(client, mode, "a", "b", "c");
        await client.CallAsync("a", "join", "room");
        await client.CallAsync("b", "join", "room");

        await client.EmitAsync("a", "say", "room", "to the others");
        NodeValue.AssertEqual(new[] { "to the others" }, await client.EventAsync("b", "said"));
        await client.CallAsync("b", "leave", "room");
        await client.EmitAsync("c", "announce", "room", "to all");
        NodeValue.AssertEqual(new[] { "to all" }, await client.EventAsync("a", "said"));

        // what had been sent to them would stand before these answers
        await client.CallAsync("b", "echo");
        await client.CallAsync("c", "echo");
        Assert.False(client.HasEvent("a", "said") || client.HasEvent("b", "said") || client.HasEvent("c", "said"));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Broadcast_OfOneClient_ReachesAllOthers(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);
        await ConnectApartAsync(client, mode, "a", "b", "c");

        await client.EmitAsync("a", "broadcast", "text", NodeValue.Bytes([1, 2, 3]));

        object[] seen = ["text", new Dictionary<string, string> { ["$bin"] = "AQID" }];
        NodeValue.AssertEqual(seen, await client.EventAsync("b", "broadcast"));
        NodeValue.AssertEqual(seen, await client.EventAsync("c", "broadcast"));
        await client.CallAsync("a", "echo");
        Assert.False(client.HasEvent("a", "broadcast"));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Namespaces_OnOneConnection_StayApart(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);
        var root = await client.ConnectAsync("root", options: ClientOptions.For(mode));
        var admin = await client.ConnectAsync("admin", "/admin", auth: new { user = "ada" });

        await client.EmitAsync("admin", "echo", NodeValue.Bytes([9]));
        await client.EventAsync("admin", "echo");
        NodeValue.AssertEqual(
            new object[] { new { id = admin, @namespace = "/admin", auth = new { user = "ada" } } }, await client.CallAsync("admin", "whoami"));
        Assert.NotEqual(root, admin);
        Assert.False(client.HasEvent("root", "echo"));

        await client.EmitAsync("admin", "leave-namespace");
        Assert.Equal("io server disconnect", (await client.ReadAsync("disconnect", "admin")).GetProperty("reason").GetString());
        NodeValue.AssertEqual(new[] { 1 }, await client.CallAsync("root", "echo", 1));
        Assert.NotEqual(admin, await ConnectAgainAsync(client, "admin"));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Namespace_ThatIsNotThere_IsRefused(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);

        await client.OpenAsync("a", "/nowhere", ClientOptions.For(mode));
        var refusal = await client.ReadAsync("connect_error", "a");

        Assert.Equal("Invalid namespace", refusal.GetProperty("message").GetString());
        Assert.Equal(JsonValueKind.Null, refusal.GetProperty("data").ValueKind);
        await client.ConnectAsync("b");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Auth_ByToken_RefusesAndAccepts(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);

        await client.OpenAsync("wrong", "/private", ClientOptions.For(mode), new { token = "other" }, manager: "wrong");
        var refusal = await client.ReadAsync("connect_error", "wrong");
        await client.ConnectAsync("right", "/private", ClientOptions.For(mode), new { token = "valid" }, manager: "right");

        Assert.Equal("Unauthorized", refusal.GetProperty("message").GetString());
        NodeValue.AssertEqual(new { code = 401 }, refusal.GetProperty("data"));
        NodeValue.AssertEqual(new[] { "in" }, await client.CallAsync("right", "echo", "in"));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Payload_OverTheLimit_EndsTheConnection(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);
        await client.ConnectAsync("a", options: ClientOptions.For(mode));
        if (mode == ClientMode.Upgrade)
        {
            await client.ReadOfManagerAsync("upgrade");
        }

        await client.EmitAsync("a", "echo", NodeValue.LongText(1_100_000));

        // by polling, the refused POST and the end of the waiting GET race for the reason
        var reason = (await client.ReadAsync("disconnect", "a")).GetProperty("reason").GetString();
        Assert.Contains(reason, mode == ClientMode.Polling ? ["transport error", "transport close"] : new[] { "transport close" });
        Assert.False(client.HasEvent("a", "echo"));
        await ConnectAgainAsync(client, "a");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Connection_ClosedByTheServer_EndsEveryNamespace(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);
        await client.ConnectAsync("root", options: ClientOptions.For(mode));
        await client.ConnectAsync("admin", "/admin");

        await client.EmitAsync("admin", "close-connection");

        Assert.Equal("io server disconnect", (await client.ReadAsync("disconnect", "root")).GetProperty("reason").GetString());
        Assert.Equal("io server disconnect", (await client.ReadAsync("disconnect", "admin")).GetProperty("reason").GetString());
        await ConnectAgainAsync(client, "root");
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Client_ThatDisconnects_LeavesItsRooms(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);
        await ConnectApartAsync(client, mode, "a", "b");
        await client.CallAsync("a", "join", "room");

        await client.DisconnectAsync("a");
        Assert.Equal("io client disconnect", (await client.ReadAsync("disconnect", "a")).GetProperty("reason").GetString());
        await ConnectAgainAsync(client, "a");
        await client.EmitAsync("b", "announce", "room", "anybody?");

        await client.CallAsync("b", "echo");
        await client.CallAsync("a", "echo");
        Assert.False(client.HasEvent("a", "said"));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Connection_ThatBreaks_IsMadeAnew(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = NodeClient.Start(server.Address);
        var first = await client.ConnectAsync("a", options: ClientOptions.For(mode, reconnects: true));

        await client.CutAsync();
        await client.ReadAsync("disconnect", "a");
        var second = (await client.ReadAsync("connect", "a")).GetProperty("id").GetString();

        Assert.NotEqual(first, second);
        NodeValue.AssertEqual(new[] { "back" }, await client.CallAsync("a", "echo", "back"));
    }

    [Theory]
    [MemberData(nameof(ModesWithTls))]
    public async Task Server_ThatRestarts_GetsItsClientsBack(ClientMode mode, bool isTls)
    {
        var before = await StartServerAsync(new(isTls));
        await using var client = NodeClient.Start(before.Address);
        var first = await client.ConnectAsync("a", options: ClientOptions.For(mode, reconnects: true));
        await client.ConnectAsync("admin", "/admin");

        await before.DisposeAsync();
        await client.ReadAsync("disconnect", "a");
        await client.ReadOfManagerAsync("reconnect_attempt");
        await using var after = await StartServerAsync(new(isTls, before.Address.Port));

        Assert.NotEqual(first, (await client.ReadAsync("connect", "a")).GetProperty("id").GetString());
        NodeValue.AssertEqual(new[] { "back" }, await client.CallAsync("a", "echo", "back"));
        NodeValue.AssertEqual(new[] { "too" }, await client.CallAsync("admin", "echo", "too"));
    }

    /// <summary>Starts the server with the application of the cases.</summary>
    internal abstract Task<IInteropServer> StartServerAsync(InteropServerOptions options);

    private static async Task ConnectApartAsync(NodeClient client, ClientMode mode, params string[] sockets)
    {
        foreach (var socket in sockets)
        {
            await client.ConnectAsync(socket, options: ClientOptions.For(mode), manager: socket);
        }
    }

    private static async Task<string> ConnectAgainAsync(NodeClient client, string socket)
    {
        await client.ReconnectAsync(socket);
        return (await client.ReadAsync("connect", socket)).GetProperty("id").GetString()!;
    }
}
