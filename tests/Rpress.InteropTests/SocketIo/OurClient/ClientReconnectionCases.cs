using Rpress.TestKit;

namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>Our client when its server or the way to it goes, and comes again.</summary>
public abstract class ClientReconnectionCases : ClientCases
{
    public static TheoryData<ClientMode, TcpCut> Cuts { get; } =
        new(from mode in Enum.GetValues<ClientMode>() from cut in Enum.GetValues<TcpCut>() select (mode, cut));

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Server_ThatRestarts_GetsItsClientsBackWithWhatTheyEmitted(ClientMode mode)
    {
        await using var server = await StartRestartableAsync(new());
        await using var client = await ClientProbe.ConnectAsync(server.Address, mode);
        var admin = client.Of("/admin");
        await admin.ConnectAsync();
        await admin.Connects.NextAsync();
        await client.SettleAsync();
        await client.CallAllAsync("note", "before");
        var before = client.Socket.Id;

        await server.StopAsync();
        Assert.Contains(await client.Disconnects.NextAsync(), BrokenOff);
        Assert.Contains(await admin.Disconnects.NextAsync(), BrokenOff);
        Assert.Equal(1, await client.ReconnectAttempts.NextAsync());
        Assert.Equal((false, true), (client.Socket.IsConnected, client.Socket.IsActive));
        await client.Socket.Volatile.EmitAsync("note", -1).InTimeAsync("that it is dropped");
        for (var i = 0; i < 20; i++)
        {
            await (i % 2 == 0 ? client : admin).EmitAsync("note", i);
        }

        var acked = client.CallAsync<int>("echo", 5);
        await server.StartAsync();
        Assert.NotEqual(before, await client.Connects.NextAsync());
        await admin.Connects.NextAsync();

        Assert.InRange(await client.Reconnects.NextAsync(), 1, int.MaxValue);
        Assert.Equal(5, await acked);
        await admin.CallAllAsync("echo");
        var notes = await client.CallAsync<int[]>("notes");
        Assert.Equal(Enumerable.Range(0, 20).Where(i => i % 2 == 0), notes.Where(i => i % 2 == 0));
        Assert.Equal(Enumerable.Range(0, 20).Where(i => i % 2 == 1), notes.Where(i => i % 2 != 0));
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Connection_ThatIsCutAgainAndAgain_IsMadeAnew(ClientMode mode, TcpCut cut)
    {
        await using var server = await StartServerAsync(new());
        await using var proxy = StartProxy(server);
        await using var client = await ClientProbe.ConnectAsync(proxy.Through(server.Address), mode);
        var echo = client.Record("echo");
        var ids = new List<string?> { client.Socket.Id };

        for (var i = 0; i < 5; i++)
        {
            await client.SettleAsync();
            Assert.Contains(await BreakAsync(proxy, client, cut), BrokenOff);
            ids.Add(await client.Connects.NextAsync());
            await client.EmitAsync("echo", i);
            Assert.Equal(i, (await echo.NextAsync())[0].Get<int>());
        }

        Assert.Equal(6, ids.Distinct().Count());
        Assert.Equal(client.Socket.Id, (await client.WhoAsync()).Id);
        Assert.True(echo.IsEmpty && client.Disconnects.IsEmpty && client.Connects.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Reconnection_ThatFailsTooOften_IsGivenUpAndCanBeBegunAgain(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var proxy = StartProxy(server);
        await using var client = await ClientProbe.ConnectAsync(proxy.Through(server.Address), mode, options => options.ReconnectionAttempts = 3);
        await client.SettleAsync();

        proxy.Refuse();
        proxy.CutAll();
        await client.Disconnects.NextAsync();
        await client.ReconnectFailures.NextAsync();

        Assert.Equal([1, 2, 3], await client.ReconnectAttempts.TakeAsync(3));
        Assert.All(await client.ReconnectErrors.TakeAsync(3), error => Assert.False(error.IsRefused));
        Assert.True(client.ReconnectAttempts.IsEmpty && client.ReconnectErrors.IsEmpty);
        proxy.Accept();
        await client.ConnectAsync();
        Assert.Equal("again", await client.CallAsync<string>("echo", "again"));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Reconnection_SwitchedOff_IsLeftToTheApplication(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var proxy = StartProxy(server);
        await using var client = await ClientProbe.ConnectAsync(proxy.Through(server.Address), mode, options => options.Reconnection = false);
        await client.SettleAsync();

        await BreakAsync(proxy, client);
        await client.EmitAsync("note", "kept");
        Assert.Equal((false, false), (client.Socket.IsConnected, client.Socket.IsActive));
        await client.ConnectAsync();

        Assert.Equal(["kept"], await client.CallAsync<string[]>("notes"));
        Assert.True(client.ReconnectAttempts.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Connect_WithoutAServer_ConnectsOnceThereIsOne(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var proxy = StartProxy(server);
        await using var client = ClientProbe.Make(proxy.Through(server.Address), mode);
        await client.EmitAsync("note", "early");

        proxy.Refuse();
        client.Socket.Connect();
        Assert.False((await client.ConnectErrors.NextAsync()).IsRefused);
        await client.ReconnectAttempts.TakeAsync(2);
        proxy.Accept();
        await client.Connects.NextAsync();

        Assert.Equal(["early"], await client.CallAsync<string[]>("notes"));
        Assert.True(client.Disconnects.IsEmpty);
    }

    [Fact]
    public async Task Server_AtAnotherPlace_IsFoundByTheSameAddress()
    {
        await using var first = await StartServerAsync(new());
        await using var second = await StartServerAsync(new());
        await using var proxy = StartProxy(first);
        await using var client = await ClientProbe.ConnectAsync(proxy.Through(first.Address), ClientMode.Upgrade);
        await client.SettleAsync();
        await client.CallAllAsync("note", "first");

        proxy.TargetPort = second.Address.Port;
        await BreakAsync(proxy, client);
        await client.Connects.NextAsync();

        Assert.Empty(await client.CallAsync<string[]>("notes"));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Client_ThatLeavesWhileItReconnects_StaysAway(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var proxy = StartProxy(server);
        await using var client = await ClientProbe.ConnectAsync(proxy.Through(server.Address), mode);
        await client.SettleAsync();
        proxy.Refuse();
        proxy.CutAll();
        await client.Disconnects.NextAsync();
        await client.ReconnectAttempts.NextAsync();

        await client.DisconnectAsync();
        proxy.Accept();
        await using var watcher = await WatchAsync(server);

        Assert.Equal((false, false), (client.Socket.IsConnected, client.Socket.IsActive));
        Assert.True(client.Connects.IsEmpty && client.Reconnects.IsEmpty);
        await client.ConnectAsync();
        Assert.Equal("of its own", await client.CallAsync<string>("echo", "of its own"));
    }
}
