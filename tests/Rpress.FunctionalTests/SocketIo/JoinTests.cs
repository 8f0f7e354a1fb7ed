using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>socket.io-protocol v5, "Connection to a namespace": who is let in where, and what ends a connection.</summary>
public sealed class JoinTests
{
    public static TheoryData<string> PacketsOutOfPlace => ["""42/admin,["a"]""", """43/admin,1["a"]""", "41/admin,", """44{"message":"x"}""", "40", """44/admin,"x" """];

    public static TheoryData<string> MalformedPackets =>
    [
        "4", "47", "4a", "42", "42{}", "42[]", "42[{}]", """42["a" """, """42["disconnect"]""", """42abc["a"]""", "41[1]", "43{}", "40[]", "40\"a\"", "40null",
        """45-["a"]""", """451["a"]""", """4511-["a"]""", """451-["a",{"_placeholder":true,"num":1}]""", """451-["a",{"_placeholder":true,"num":"x"}]""",
    ];

    [Theory]
    [MemberData(nameof(Transports.All), MemberType = typeof(Transports))]
    public async Task Connect_OfMainNamespace_IsAnsweredWithASocketId(string transport)
    {
        await using var server = await SocketIoServer.StartAsync(_ => { });
        SocketIoWire client = await server.ConnectAsync(transport);

        await client.SendAsync("40");

        RpressSocket? socket = null;
        string answer = await client.ReadAsync();
        socket = Assert.Single(server.Io.Sockets);
        Assert.Equal($$"""40{"sid":"{{socket.Id}}"}""", answer);
        Assert.Equal(20, socket.Id.Length);
    }

    [Theory]
    [InlineData("40/admin")]
    [InlineData("40/admin,")]
    [InlineData("40/admin,{}")]
    public async Task Connect_OfAnotherNamespace_IsAnsweredInIt(string connect)
    {
        await using var server = await SocketIoServer.StartAsync(_ => { });
        RpressNamespace admin = server.Io.Of("admin");
        SocketIoWire client = await server.ConnectAsync();

        await client.SendAsync(connect);

        string answer = await client.ReadAsync();
        Assert.Equal($$"""40/admin,{"sid":"{{Assert.Single(admin.Sockets).Id}}"}""", answer);
        Assert.Empty(server.Io.Sockets);
    }

    [Theory]
    [MemberData(nameof(Transports.All), MemberType = typeof(Transports))]
    public async Task Connect_OfUnknownNamespace_IsRefusedAndTheConnectionGoesOn(string transport)
    {
        await using var server = await SocketIoServer.StartAsync(_ => { });
        SocketIoWire client = await server.ConnectAsync(transport);

        await client.SendAsync("40/random");

        Assert.Equal("""44/random,{"message":"Invalid namespace"}""", await client.ReadAsync());
        await client.JoinAsync();
    }

    [Theory]
    [MemberData(nameof(PacketsOutOfPlace))]
    public async Task Packet_ThatDoesNotFitTheState_EndsTheConnection(string packet)
    {
        var reason = new TaskCompletionSource<DisconnectReason>();
        await using var server = await SocketIoServer.StartAsync(socket => socket.OnDisconnect(reason.SetResult));
        server.Io.Of("/admin");
        SocketIoWire client = await server.JoinAsync();

        await client.SendAsync(packet);

        Assert.Equal("forced server close", (await reason.Task).ToString());
        Assert.Empty(await client.ReadToEndAsync());
    }

    [Theory]
    [MemberData(nameof(MalformedPackets))]
    public async Task Packet_Malformed_EndsTheConnection(string packet)
    {
        var reason = new TaskCompletionSource<DisconnectReason>();
        await using var server = await SocketIoServer.StartAsync(socket => socket.OnDisconnect(reason.SetResult));
        SocketIoWire client = await server.JoinAsync();

        await client.SendAsync(packet);

        Assert.Equal("forced close", (await reason.Task).ToString());
        Assert.Empty(await client.ReadToEndAsync());
        Assert.Empty(server.Failures);
    }

    [Theory]
    [InlineData("8")]
    [InlineData("")]
    public async Task Packet_ThatIsNoneOfEngineIo_IsAParseError(string packet)
    {
        var reason = new TaskCompletionSource<DisconnectReason>();
        await using var server = await SocketIoServer.StartAsync(socket => socket.OnDisconnect(reason.SetResult));
        SocketIoWire client = await server.JoinAsync();

        await client.SendAsync(packet);

        Assert.Equal("parse error", (await reason.Task).ToString());
    }

    [Fact]
    public async Task Text_WhereAttachmentsAreDue_EndsTheConnection()
    {
        var reason = new TaskCompletionSource<DisconnectReason>();
        await using var server = await SocketIoServer.StartAsync(socket => socket.OnDisconnect(reason.SetResult));
        SocketIoWire client = await server.JoinAsync();

        await client.SendAsync("""451-["a",{"_placeholder":true,"num":0}]""");
        await client.SendAsync("""42["a"]""");

        Assert.Equal("forced close", (await reason.Task).ToString());
    }

    [Fact]
    public async Task Binary_WhereNoneIsDue_EndsTheConnection()
    {
        var reason = new TaskCompletionSource<DisconnectReason>();
        await using var server = await SocketIoServer.StartAsync(socket => socket.OnDisconnect(reason.SetResult));
        SocketIoWire client = await server.JoinAsync();

        await client.SendBinaryAsync(1, 2, 3);

        Assert.Equal("forced close", (await reason.Task).ToString());
    }

    [Fact]
    public async Task Connect_OfMoreNamespacesThanAllowed_IsRefusedUntilOneIsLeft()
    {
        await using var server = await SocketIoServer.StartAsync(_ => { }, new SocketIoConfig { MaxNamespaces = 2 });
        server.Io.Of("a");
        server.Io.Of("b");
        SocketIoWire client = await server.JoinAsync();
        await client.JoinAsync("/a");

        await client.SendAsync("40/b,");
        Assert.Equal("""44/b,{"message":"Too many namespaces"}""", await client.ReadAsync());
        await client.SendAsync("41/a,");

        await client.JoinAsync("/b");
    }

    [Theory]
    [InlineData(44_999, false)]
    [InlineData(45_000, true)]
    public async Task Client_WithoutANamespace_IsDisconnectedAfterTheTimeout(int milliseconds, bool isEnded)
    {
        var clock = new TestClock();
        var io = new RpressIo(new EioConfig { PingInterval = TimeSpan.FromMinutes(5) });
        await using var server = await SocketIoServer.StartAsync(io, clock);
        SocketIoWire client = await server.ConnectAsync();

        clock.Advance(TimeSpan.FromMilliseconds(milliseconds));

        Assert.Equal(isEnded ? 0 : 1, io.Engine.SessionCount);
        Assert.Equal(isEnded ? 0 : 1, io.ConnectDeadlines.Count);
        if (isEnded)
        {
            await client.ReadToEndAsync();
        }
    }

    [Fact]
    public async Task Client_ThatJoinedOnce_IsNotDisconnectedByTheTimeout()
    {
        var clock = new TestClock();
        var io = new RpressIo(new EioConfig { PingInterval = TimeSpan.FromMinutes(5) });
        await using var server = await SocketIoServer.StartAsync(io, clock);
        SocketIoWire client = await server.JoinAsync();
        await client.SendAsync("41");

        clock.Advance(TimeSpan.FromMinutes(2));

        await client.JoinAsync();
        Assert.Equal(0, io.ConnectDeadlines.Count);
    }

    [Fact]
    public async Task Of_WithOrWithoutSlash_IsTheSameNamespace()
    {
        var io = new RpressIo();

        Assert.Same(io.Of("admin"), io.Of("/admin"));
        Assert.Same(io.Of("/"), io.Of("/"));
        Assert.Equal("/admin", io.Of("admin").Name);
        Assert.Throws<ArgumentException>(() => io.Of("a,b"));
        Assert.Throws<ArgumentException>(() => io.Of(""));
        await io.EmitAsync("before the start");
        await io.Of("admin").To("room").EmitAsync("before the start");
    }
}
