using System.Text.Json;
using Rpress.TestKit;

namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>Namespaces of our client: several on one connection, refusals, and their ends.</summary>
public abstract class ClientNamespaceCases : ClientCases
{
    public static TheoryData<ClientMode, string, string, string> Refusals { get; } = new(
        from mode in Enum.GetValues<ClientMode>()
        from refusal in new[] { ("/private", "Unauthorized", """{"code":401}"""), ("/guarded", "not authorized", """{"code":"E001","retryAfter":5}""") }
        select (mode, refusal.Item1, refusal.Item2, refusal.Item3));

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Namespaces_OfOneClient_ShareItsConnection(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var proxy = StartProxy(server);
        await using var client = await ClientProbe.ConnectAsync(proxy.Through(server.Address), mode);
        var admin = client.Of("/admin");
        var (rootEcho, adminEcho) = (client.Record("echo"), admin.Record("echo"));

        await admin.ConnectAsync();
        await admin.EmitAsync("echo", new byte[] { 9 });

        Assert.Equal([9], (await adminEcho.NextAsync())[0].Get<byte[]>()!);
        Assert.Equal((client.Socket.Id, "/"), ((await client.WhoAsync()).Id, (await client.WhoAsync()).Namespace));
        Assert.Equal((admin.Socket.Id, "/admin"), ((await admin.WhoAsync()).Id, (await admin.WhoAsync()).Namespace));
        Assert.NotEqual(client.Socket.Id, admin.Socket.Id);
        Assert.True(rootEcho.IsEmpty);
        Assert.Equal(1, await admin.CallAsync<int>("connections"));
        if (mode == ClientMode.WebSocket)
        {
            Assert.Equal(1, proxy.MadeConnections);
        }

        Assert.Same(admin.Socket, client.Client.Of("/admin"));
        Assert.Equal((client.Client, "/admin"), (admin.Socket.Client, admin.Socket.Namespace));
    }

    [Fact]
    public async Task Namespace_OfTheUrl_IsTheOneThatIsJoined()
    {
        await using var server = await StartServerAsync(new());

        await using var client = await ClientProbe.ConnectAsync(server.Address, ClientMode.Upgrade, target: "/dynamic-101");

        Assert.Equal("/dynamic-101", (await client.WhoAsync()).Namespace);
        Assert.Equal("/dynamic-101", client.Socket.Namespace);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Namespaces_ConnectedAtTheSameTime_AreAllJoined(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = ClientProbe.Make(server.Address, mode);
        SocketProbe[] sockets = [client, .. Enumerable.Range(0, 20).Select(i => client.Of($"/dynamic-{i}"))];

        await Task.WhenAll(sockets.Select(socket => socket.ConnectAsync()));

        Assert.Equal(sockets.Select(socket => socket.Socket.Namespace), await Task.WhenAll(sockets.Select(async socket => (await socket.WhoAsync()).Namespace)));
        Assert.Equal(1, await client.CallAsync<int>("connections"));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Namespace_ThatIsNotThere_IsRefusedAndOthersAreNot(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = ClientProbe.Make(server.Address, mode, target: "/nowhere");
        var admin = client.Of("/admin");

        var error = await client.ConnectInVainAsync();
        await admin.ConnectAsync();

        Assert.Equal(("Invalid namespace", true, false), (error.Message, error.IsRefused, error.ErrorData.IsDefined));
        Assert.Equal((false, false), (client.Socket.IsConnected, client.Socket.IsActive));
        Assert.Equal("in", await admin.CallAsync<string>("echo", "in"));
        Assert.True(client.Disconnects.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Refusal_WithData_IsFollowedByAJoinWithTheRightAuth(ClientMode mode, string name, string message, string data)
    {
        await using var server = await StartServerAsync(new());
        await using var client = ClientProbe.Make(server.Address, mode, options => options.Auth = new { token = "wrong" }, name);

        var error = await client.ConnectInVainAsync();
        Assert.Equal((message, true), (error.Message, error.IsRefused));
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(data), error.ErrorData.Get<JsonElement>()), error.ErrorData.ToString());
        Assert.Equal(message, (await client.ConnectErrors.NextAsync()).Message);
        Assert.Equal((false, false), (client.Socket.IsConnected, client.Socket.IsActive));

        client.Socket.Auth = new { token = "valid" };
        await client.ConnectAsync();

        Assert.True(client.Socket.IsConnected);
        Assert.True(client.ConnectErrors.IsEmpty);
    }

    [Fact]
    public async Task Refusal_WithoutWaiting_IsToldAndNotTriedAgain()
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, ClientMode.WebSocket);
        var guarded = client.Of("/guarded");

        guarded.Socket.Connect();
        var error = await guarded.ConnectErrors.NextAsync();

        Assert.Equal(("not authorized", true, "E001"), (error.Message, error.IsRefused, error.ErrorData.Get<JsonElement>().GetProperty("code").GetString()));
        Assert.False(guarded.Socket.IsActive);
        await client.CallAllAsync("echo");
        Assert.True(guarded.ConnectErrors.IsEmpty);
    }

    [Fact]
    public async Task Auth_OfANamespace_GoesBeforeTheClients()
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, ClientMode.Upgrade, options => options.Auth = new { user = "default" });
        var (own, none) = (client.Of("/admin"), client.Of("/dynamic-1"));
        own.Socket.Auth = new { user = "own" };

        await own.ConnectAsync();
        await none.ConnectAsync();

        Assert.Equal(["default", "own", "default"], [await UserAsync(client), await UserAsync(own), await UserAsync(none)]);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Server_ThatDisconnectsANamespace_LeavesItToTheApplicationToComeBack(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, mode);
        var admin = client.Of("/admin");
        await admin.ConnectAsync();
        var before = await admin.Connects.NextAsync();

        await admin.EmitAsync("leave-namespace");

        Assert.Equal("io server disconnect", await admin.Disconnects.NextAsync());
        Assert.Equal((false, false), (admin.Socket.IsConnected, admin.Socket.IsActive));
        Assert.Equal("here", await client.CallAsync<string>("echo", "here"));
        Assert.True(admin.Connects.IsEmpty && client.Disconnects.IsEmpty);
        await admin.ConnectAsync();
        Assert.Equal(admin.Socket.Id, (await admin.WhoAsync()).Id);
        Assert.NotEqual(before, admin.Socket.Id);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Server_ThatClosesTheConnection_EndsEveryNamespace(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, mode);
        var admin = client.Of("/admin");
        await admin.ConnectAsync();
        await client.SettleAsync();

        await admin.EmitAsync("close-connection");

        Assert.Equal("io server disconnect", await client.Disconnects.NextAsync());
        Assert.Equal("io server disconnect", await admin.Disconnects.NextAsync());
        Assert.Equal((false, false), (client.Socket.IsActive, admin.Socket.IsActive));
        await client.ConnectAsync();
        Assert.Equal("back", await client.CallAsync<string>("echo", "back"));
        Assert.False(admin.Socket.IsConnected);
        Assert.True(client.ReconnectAttempts.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Client_ThatLeavesNamespaces_ClosesTheConnectionWithTheLast(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var watcher = await WatchAsync(server);
        await using var client = await ClientProbe.ConnectAsync(server.Address, mode);
        var admin = client.Of("/admin");
        await admin.ConnectAsync();
        await client.SettleAsync();
        var (rootId, adminId) = (client.Socket.Id, admin.Socket.Id);

        await admin.DisconnectAsync();
        Assert.Equal("io client disconnect", await admin.Disconnects.NextAsync());
        Assert.Equal((false, false, true), (admin.Socket.IsConnected, admin.Socket.IsActive, client.Socket.IsConnected));
        await LeftAsync(watcher, adminId);
        Assert.Equal(2, await client.CallAsync<int>("connections"));

        await client.DisconnectAsync();
        Assert.Equal("io client disconnect", await client.Disconnects.NextAsync());
        await LeftAsync(watcher, rootId);
        await Eventually.TrueAsync(async () => await watcher.CallAsync<int>("connections") == 1, "that the connection is closed");
        await Eventually.TrueAsync(() => client.Client.Transport is null, "that the client has no connection");
        await admin.ConnectAsync();
        Assert.Equal("anew", await admin.CallAsync<string>("echo", "anew"));
        Assert.False(client.Socket.IsConnected);
    }

    private static async Task<string?> UserAsync(SocketProbe socket) => (await socket.WhoAsync()).Auth.GetProperty("user").GetString();

    private static async Task LeftAsync(ClientProbe watcher, string? id)
    {
        SocketEnd? end = null;
        await Eventually.TrueAsync(
            async () => (end = (await watcher.CallAsync<SocketEnd[]>("ends")).FirstOrDefault(one => one.Id == id)) is not null, $"that {id} has left");
        Assert.Equal("client namespace disconnect", end!.Reason);
    }
}
