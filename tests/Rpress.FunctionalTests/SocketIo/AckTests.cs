using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>Acks, both ways.</summary>
public sealed class AckTests
{
    [Fact]
    public async Task Ack_OfSeveralHandlers_IsTheFirstValue()
    {
        await using var server = await SocketIoServer.StartAsync(socket =>
        {
            socket.On("a", () => { });
            socket.On("a", () => "first");
            socket.On("a", () => "second");
        });
        SocketIoWire client = await server.JoinAsync();

        await client.SendAsync("""4218446744073709551615["a"]""");
        await client.SendAsync("""421["a"]""");

        Assert.Equal(["""4318446744073709551615["first"]""", """431["first"]"""], await client.ReadAsync(2));
    }

    [Fact]
    public async Task Ack_GivenTwiceByHand_IsSentOnce()
    {
        await using var server = await SocketIoServer.StartAsync(socket => socket.On("a", async (args, ack) =>
        {
            await ack.SendAsync(1, "two", null);
            await ack.SendAsync(2);
        }));
        SocketIoWire client = await server.JoinAsync();

        await client.SendAsync("""420["a"]""");
        await client.SendAsync("""421["a"]""");

        Assert.Equal(["""430[1,"two",null]""", """431[1,"two",null]"""], await client.ReadAsync(2));
    }

    [Fact]
    public async Task Ack_OfAHandlerThatReturnsNothingOrThrows_IsNotSent()
    {
        await using var server = await SocketIoServer.StartAsync(socket =>
        {
            socket.On("nothing", () => { });
            socket.On("throws", int () => throw new InvalidOperationException("broken"));
            socket.On("fence", () => 1);
        });
        SocketIoWire client = await server.JoinAsync();

        await client.SendAsync("""421["nothing"]""");
        await client.SendAsync("""422["throws"]""");
        await client.SendAsync("""423["unknown"]""");
        await client.SendAsync("""424["fence"]""");

        Assert.Equal("434[1]", await client.ReadAsync());
        Assert.Equal("broken", Assert.Single(server.Failures).Exception?.Message);
    }

    [Theory]
    [MemberData(nameof(Transports.All), MemberType = typeof(Transports))]
    public async Task Ack_WithBinary_TravelsAsAttachments(string transport)
    {
        await using var server = await SocketIoServer.StartAsync(socket => socket.On("echo", (byte[] data) => data));
        SocketIoWire client = await server.JoinAsync(transport: transport);

        await client.SendAsync("""451-7["echo",{"_placeholder":true,"num":0}]""");
        await client.SendBinaryAsync(1, 2, 3, 4);

        Assert.Equal(["""461-7[{"_placeholder":true,"num":0}]""", "bAQIDBA=="], await client.ReadAsync(2));
    }

    [Theory]
    [MemberData(nameof(Transports.All), MemberType = typeof(Transports))]
    public async Task EmitWithAck_Answered_GivesTheArguments(string transport)
    {
        await using var server = await SocketIoServer.StartAsync(_ => { });
        SocketIoWire client = await server.JoinAsync(transport: transport);
        RpressSocket socket = server.Io.Sockets.Single();

        Task<EventArguments> answer = socket.EmitArgumentsWithAckAsync("ask", ["x", new byte[] { 9 }], TestContext.Current.CancellationToken);
        Assert.Equal(["""451-0["ask","x",{"_placeholder":true,"num":0}]""", "bCQ=="], await client.ReadAsync(2));
        await client.SendAsync("""461-0["y",{"_placeholder":true,"num":0}]""");
        await client.SendBinaryAsync(8);

        EventArguments arguments = await answer;
        Assert.Equal((2, "y"), (arguments.Count, arguments[0].Get<string>()));
        Assert.Equal([8], arguments[1].Get<byte[]>());
    }

    [Fact]
    public async Task EmitWithAck_AnsweredTwiceOrForNothing_TakesTheFirst()
    {
        await using var server = await SocketIoServer.StartAsync(socket => socket.On("fence", () => 1));
        SocketIoWire client = await server.JoinAsync();
        Task<int> answer = server.Io.Sockets.Single().EmitWithAckAsync<int>("ask", TestContext.Current.CancellationToken);

        foreach (string packet in (string[])["4399[0]", "43[0]", "430[1]", "430[2]", """421["fence"]"""])
        {
            await client.SendAsync(packet);
        }

        Assert.Equal(["""420["ask"]""", "431[1]"], await client.ReadAsync(2));
        Assert.Equal(1, await answer);
    }

    [Fact]
    public async Task EmitWithAck_NotAnsweredInTime_ThrowsAndForgets()
    {
        var clock = new TestClock();
        var io = new RpressIo(config: new SocketIoConfig { MaxPendingAcks = 1 });
        await using var server = await SocketIoServer.StartAsync(io, clock);
        SocketIoWire client = await server.JoinAsync();
        RpressSocket socket = io.Sockets.Single();
        Task<int> answer = socket.Timeout(TimeSpan.FromSeconds(1)).EmitWithAckAsync<int>("ask", TestContext.Current.CancellationToken);
        Assert.Equal("""420["ask"]""", await client.ReadAsync());

        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal("operation has timed out", (await Assert.ThrowsAsync<TimeoutException>(() => answer)).Message);
        Task<int> next = socket.Timeout(TimeSpan.FromSeconds(1)).EmitWithAckAsync<int>("ask", TestContext.Current.CancellationToken);
        await client.SendAsync("430[1]");
        await client.SendAsync("431[2]");
        Assert.Equal(2, await next);
    }

    [Fact]
    public async Task EmitWithAck_AboveTheLimit_IsRefusedUntilOneIsAnswered()
    {
        await using var server = await SocketIoServer.StartAsync(_ => { }, new SocketIoConfig { MaxPendingAcks = 2 });
        SocketIoWire client = await server.JoinAsync();
        RpressSocket socket = server.Io.Sockets.Single();
        Task<int>[] answers = [socket.EmitWithAckAsync<int>("ask", TestContext.Current.CancellationToken), socket.EmitWithAckAsync<int>("ask", TestContext.Current.CancellationToken)];

        await Assert.ThrowsAsync<InvalidOperationException>(() => socket.EmitWithAckAsync<int>("ask", TestContext.Current.CancellationToken));

        await client.SendAsync("431[5]");
        Assert.Equal(5, await answers[1]);
        Task<int> next = socket.EmitWithAckAsync<int>("ask", TestContext.Current.CancellationToken);
        Assert.False(next.IsCompleted || answers[0].IsCompleted);
    }

    [Theory]
    [MemberData(nameof(Transports.All), MemberType = typeof(Transports))]
    public async Task EmitWithAck_WhoseClientLeaves_Throws(string transport)
    {
        await using var server = await SocketIoServer.StartAsync(_ => { });
        SocketIoWire client = await server.JoinAsync(transport: transport);
        Task<int> answer = server.Io.Sockets.Single().EmitWithAckAsync<int>("ask", TestContext.Current.CancellationToken);

        await client.LeaveAsync();

        await Assert.ThrowsAsync<SocketDisconnectedException>(() => answer);
    }

    [Fact]
    public async Task Emit_OfAReservedName_IsRefused()
    {
        await using var server = await SocketIoServer.StartAsync(_ => { });
        await server.JoinAsync();
        RpressSocket socket = server.Io.Sockets.Single();

        await Assert.ThrowsAsync<ArgumentException>(() => socket.EmitAsync("connect"));
        await Assert.ThrowsAsync<ArgumentException>(() => server.Io.EmitAsync("disconnect"));
        await Assert.ThrowsAsync<ArgumentException>(() => socket.EmitWithAckAsync<int>("disconnecting", TestContext.Current.CancellationToken));
        Assert.Throws<ArgumentException>(() => socket.On("disconnect", () => { }));
    }
}
