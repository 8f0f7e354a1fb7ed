using Rpress.TestKit;

namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>Our client when the connection breaks in the worst moment, or stands still.</summary>
public abstract class ClientBreakCases : ClientCases
{
    private const int Size = 300_000;
    private const int CutAt = 100_000;

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Binary_CutOnItsWayToTheClient_IsNotHandledTorn(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var proxy = StartProxy(server);
        await using var client = await ClientProbe.ConnectAsync(proxy.Through(server.Address), mode);
        await client.SettleAsync();
        var echo = client.Record("echo");
        byte[] whole = RandomBytes(1_000);

        var cut = proxy.CutAfterAsync(TcpDirection.ToClient, CutAt);
        await client.EmitAsync("echo", "torn", RandomBytes(Size), RandomBytes(10));
        await cut.InTimeAsync("that the network breaks");
        Assert.Contains(await client.Disconnects.NextAsync(), BrokenOff);
        await client.Connects.NextAsync();
        await client.EmitAsync("echo", "whole", whole, whole);

        var seen = await echo.NextAsync();
        Assert.Equal("whole", seen[0].Get<string>());
        Assert.Equal(whole, seen[1].Get<byte[]>()!);
        Assert.Equal(whole, seen[2].Get<byte[]>()!);
        Assert.True(echo.IsEmpty && client.HandlerErrors.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Binary_CutOnItsWayToTheServer_IsNotHandledTornThere(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var proxy = StartProxy(server);
        await using var client = await ClientProbe.ConnectAsync(proxy.Through(server.Address), mode);
        await client.SettleAsync();
        byte[] whole = RandomBytes(1_000);

        var cut = proxy.CutAfterAsync(TcpDirection.ToServer, CutAt);
        var torn = client.Socket.EmitWithAckAsync<EventArgument>("note", RandomBytes(Size), TestContext.Current.CancellationToken);
        await cut.InTimeAsync("that the network breaks");
        await Assert.ThrowsAsync<SocketDisconnectedException>(() => torn.InTimeAsync("that the ack fails"));
        await client.Connects.NextAsync();
        await client.CallAllAsync("note", whole);

        Assert.Equal(whole, Assert.Single(await client.CallAsync<byte[][]>("notes")));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Connection_CutWhileEventsGoBothWays_GoesOnWithWholeOnesInOrder(ClientMode mode)
    {
        await using var server = await StartServerAsync(new());
        await using var proxy = StartProxy(server);
        await using var client = await ClientProbe.ConnectAsync(proxy.Through(server.Address), mode);
        await client.SettleAsync();
        var echo = client.Record("echo");

        var cut = proxy.CutAfterAsync(TcpDirection.ToClient, CutAt);
        for (var i = 0; i < 400; i++)
        {
            var bytes = RandomBytes(1_000);
            await client.EmitAsync("echo", i, bytes, bytes);
        }

        await cut.InTimeAsync("that the network breaks");
        await client.Connects.NextAsync();
        await client.EmitAsync("echo", 400);

        var last = -1;
        while (last < 400)
        {
            var seen = await echo.NextAsync();
            var number = seen[0].Get<int>();
            Assert.InRange(number, last + 1, 400); // some are lost, none comes twice or late
            Assert.Equal(seen[1].Get<byte[]>(), seen[2].Get<byte[]>());
            last = number;
        }
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Server_ThatStandsStill_IsLeftByPingTimeoutAndFoundAgain(ClientMode mode)
    {
        await using var server = await StartServerAsync(new() { PingInterval = TimeSpan.FromSeconds(100), PingTimeout = TimeSpan.FromSeconds(50) });
        await using var proxy = StartProxy(server);
        var clock = new CountingTimeProvider();
        await using var client = await ClientProbe.ConnectAsync(proxy.Through(server.Address), mode, options => options.TimeProvider = clock);
        await client.SettleAsync();

        // neither side learns anything of the other
        proxy.Hold(TcpDirection.ToServer);
        proxy.Hold(TcpDirection.ToClient);
        clock.Advance(TimeSpan.FromSeconds(150));
        Assert.Equal("ping timeout", await client.Disconnects.NextAsync());
        Assert.Equal((false, true), (client.Socket.IsConnected, client.Socket.IsActive));
        proxy.Resume(TcpDirection.ToClient);
        proxy.Resume(TcpDirection.ToServer);
        await Eventually.TrueAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(100)); // the longest wait before an attempt
                return client.Socket.IsConnected;
            },
            "that it is back");
        await client.Connects.NextAsync();

        Assert.Equal("again", await client.CallAsync<string>("echo", "again"));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Server_WithShortPings_KeepsItsClient(ClientMode mode)
    {
        await using var server = await StartServerAsync(new() { PingInterval = TimeSpan.FromMilliseconds(100), PingTimeout = TimeSpan.FromSeconds(10) });
        await using var proxy = StartProxy(server);
        await using var client = await ClientProbe.ConnectAsync(proxy.Through(server.Address), mode);
        await client.SettleAsync();
        var id = client.Socket.Id;

        // several pongs, by frames of 7 bytes or by requests
        var enough = proxy.Forwarded(TcpDirection.ToServer) + (mode == ClientMode.Polling ? 2_000 : 30);
        await Eventually.TrueAsync(() => proxy.Forwarded(TcpDirection.ToServer) >= enough, "that pings were answered");

        Assert.Equal(id, (await client.WhoAsync()).Id);
        Assert.True(client.Disconnects.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Event_OverTheServersLimit_EndsTheConnectionAlone(ClientMode mode)
    {
        await using var server = await StartServerAsync(new() { MaxPayload = 10_000 });
        await using var client = await ClientProbe.ConnectAsync(server.Address, mode);
        await client.SettleAsync();

        await client.EmitAsync("note", RandomBytes(50_000));
        Assert.Contains(await client.Disconnects.NextAsync(), BrokenOff);
        await client.Connects.NextAsync();
        await client.CallAllAsync("note", "small");

        Assert.Equal(["small"], await client.CallAsync<string[]>("notes"));
    }
}
