using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Rpress.SocketIo.Protocol;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>Connection state recovery: a client whose connection broke off goes on as the same socket.</summary>
public sealed partial class RecoveryTests
{
    public static TheoryData<string> Transports => SocketIo.Transports.All;

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task Client_WhoseConnectionBrokeOff_GetsWhatItMissedBeforeTheAnswer(string transport)
    {
        await using SocketIoServer server = await StartAsync();
        SocketIoWire client = await server.JoinAsync("/", transport);
        RpressSocket socket = Assert.Single(server.Io.Sockets);
        await socket.JoinAsync("room");
        socket.Data["name"] = "anna";
        await server.Io.EmitAsync("first", 1);
        string offset = OffsetOf(await client.ReadAsync());
        await BreakOffAsync(server, client);

        await server.Io.EmitAsync("all", 2);
        await server.Io.To("room").EmitAsync("room", new byte[] { 1, 2 });
        await server.Io.To("elsewhere").EmitAsync("elsewhere");
        await socket.EmitAsync("direct", 3);
        SocketIoWire again = await server.ConnectAsync(transport);
        await again.SendAsync($$"""40{"pid":"{{client.Pid}}","offset":"{{offset}}","token":"x"}""");

        string[] packets = await again.ReadAsync(5);
        Assert.Equal(
            ["""42["all",2]""", """451-["room",{"_placeholder":true,"num":0}]""", "bAQI=", """42["direct",3]""", $$"""40{"sid":"{{client.Id}}","pid":"{{client.Pid}}"}"""],
            packets.Select(WithoutOffset));
        RpressSocket recovered = Assert.Single(server.Io.Sockets);
        Assert.True(recovered.Recovered);
        Assert.NotSame(socket, recovered);
        Assert.Equal((client.Id, "anna"), (recovered.Id, recovered.Data.Get<string>("name")));
        Assert.Equal([client.Id, "room"], recovered.Rooms);
        await server.Io.To("room").EmitAsync("after");
        Assert.Equal("""42["after"]""", WithoutOffset(await again.ReadAsync()));
    }

    [Fact]
    public async Task Client_WithoutAnOffset_GetsAllThatWasSentSinceItCame()
    {
        await using SocketIoServer server = await StartAsync();
        await server.Io.EmitAsync("before it came");
        SocketIoWire client = await server.JoinAsync();
        await BreakOffAsync(server, client);
        await server.Io.EmitAsync("missed");

        SocketIoWire again = await server.ConnectAsync();
        await again.SendAsync($$"""40{"pid":"{{client.Pid}}"}""");

        Assert.Equal("""42["missed"]""", WithoutOffset(await again.ReadAsync()));
        Assert.Equal($$"""40{"sid":"{{client.Id}}","pid":"{{client.Pid}}"}""", await again.ReadAsync());
    }

    [Fact]
    public async Task Client_ThatComesBeforeItsLossWasNoticed_GoesOnAllTheSame()
    {
        var reason = new TaskCompletionSource<DisconnectReason>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using SocketIoServer server = await StartAsync(socket => socket.OnDisconnect(gone => reason.TrySetResult(gone)));
        SocketIoWire client = await server.JoinAsync();
        await FenceAsync(client);

        SocketIoWire again = await server.ConnectAsync();
        await again.SendAsync($$"""40{"pid":"{{client.Pid}}"}""");

        Assert.Equal($$"""40{"sid":"{{client.Id}}","pid":"{{client.Pid}}"}""", await again.ReadAsync());
        Assert.Same(DisconnectReason.TransportClose, await reason.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Single(server.Io.Sockets);
    }

    [Theory]
    [InlineData("41", "client namespace disconnect")]
    [InlineData("disconnect", "server namespace disconnect")]
    public async Task Client_ThatLeftOrWasSentAway_ComesBackAsAnother(string how, string expected)
    {
        var reason = new TaskCompletionSource<DisconnectReason>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using SocketIoServer server = await StartAsync(socket => socket.OnDisconnect(reason.SetResult));
        SocketIoWire client = await server.JoinAsync();
        await FenceAsync(client);
        await (how == "41" ? client.SendAsync("41") : Assert.Single(server.Io.Sockets).DisconnectAsync());
        Assert.Equal(expected, (await reason.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken)).ToString());

        await AssertNewAsync(server, client.Pid!, null);
    }

    [Theory]
    [InlineData("unknown pid", null)]
    [InlineData(null, "ffffffffffff")]
    [InlineData(null, "nonsense")]
    public async Task Client_ThatNamesNothingKnown_ComesBackAsAnother(string? pid, string? offset)
    {
        await using SocketIoServer server = await StartAsync();
        SocketIoWire client = await server.JoinAsync();
        await BreakOffAsync(server, client);

        await AssertNewAsync(server, pid ?? client.Pid!, offset);
    }

    [Fact]
    public async Task Client_ThatNamesNoText_ComesBackAsAnother()
    {
        await using SocketIoServer server = await StartAsync();
        SocketIoWire client = await server.ConnectAsync();

        await client.JoinAsync(auth: """{"pid":5,"offset":{}}""");

        Assert.False(Assert.Single(server.Io.Sockets).Recovered);
    }

    [Fact]
    public async Task Session_ThatWasTaken_IsGone()
    {
        await using SocketIoServer server = await StartAsync();
        SocketIoWire client = await server.JoinAsync();
        await BreakOffAsync(server, client);
        SocketIoWire again = await server.ConnectAsync();
        await again.JoinAsync(auth: $$"""{"pid":"{{client.Pid}}"}""");
        await again.SendAsync("41");
        await Eventually.TrueAsync(() => server.Io.Sockets.Count == 0, "the client to leave");

        await AssertNewAsync(server, client.Pid!, null);
    }

    [Fact]
    public async Task Packets_ThatAreVolatileOrAskForAnAck_HaveNoOffset()
    {
        await using SocketIoServer server = await StartAsync();
        SocketIoWire client = await server.JoinAsync();
        RpressSocket socket = Assert.Single(server.Io.Sockets);

        await socket.Volatile.EmitAsync("volatile");
        Assert.Equal("""42["volatile"]""", await client.ReadAsync());
        _ = socket.Timeout(TimeSpan.FromMinutes(1)).EmitWithAckAsync<int>("ask", TestContext.Current.CancellationToken);
        Assert.Equal("""420["ask"]""", await client.ReadAsync());
        await socket.EmitAsync("kept");

        Assert.Matches("""^42\["kept","[0-9a-f]+"\]$""", await client.ReadAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Middleware_OfAClientThatComesBack_IsSkippedIfSet(bool isSkipped)
    {
        int runs = 0;
        var io = new RpressIo(config: new() { Recovery = new() { SkipMiddlewares = isSkipped } });
        io.UseAuth(auth =>
        {
            runs++;
            return AuthResult.Accept(new Dictionary<string, string> { ["user"] = auth.Get<string>("token") ?? "nobody" });
        });
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.JoinAsync(auth: """{"token":"anna"}""");
        await BreakOffAsync(server, client);

        SocketIoWire again = await server.ConnectAsync();
        await again.JoinAsync(auth: $$"""{"pid":"{{client.Pid}}","token":"berta"}""");

        Assert.Equal(isSkipped ? 1 : 2, runs);
        RpressSocket socket = Assert.Single(io.Sockets);
        Assert.True(socket.Recovered);
        Assert.Equal(isSkipped ? "anna" : "berta", socket.Auth.Get<string>("user"));
    }

    [Fact]
    public async Task Client_ThatMiddlewareRefusesWhenItComesBack_IsNotIn()
    {
        bool isRefusing = false;
        var io = new RpressIo(config: new() { Recovery = new() { SkipMiddlewares = false } });
        io.Use((socket, next) => isRefusing ? throw new SocketMiddlewareException(socket.Recovered ? "no longer" : "not known") : next());
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.JoinAsync();
        await BreakOffAsync(server, client);
        isRefusing = true;
        await io.EmitAsync("secret");

        SocketIoWire again = await server.ConnectAsync();
        await again.SendAsync($$"""40{"pid":"{{client.Pid}}"}""");

        Assert.Equal("""44{"message":"no longer"}""", await again.ReadAsync());
        Assert.Empty(await io.Of("/").Adapter.GetSocketIdsAsync([]));
    }

    [Fact]
    public async Task Client_ThatComesBackWhileEventsAreSent_GetsEachOnceAndInOrder()
    {
        const int Count = 3000;
        await using SocketIoServer server = await StartAsync();
        SocketIoWire client = await server.JoinAsync();
        Task sending = Task.Run(async () =>
        {
            for (int n = 0; n < Count; n++)
            {
                await (n % 3 == 0 ? server.Io.Sockets.FirstOrDefault()?.EmitAsync("n", n) ?? server.Io.EmitAsync("n", n) : server.Io.EmitAsync("n", n));
                await Task.Yield();
            }
        }, TestContext.Current.CancellationToken);

        var received = new List<int>();
        string? offset = null;
        string pid = client.Pid!;
        while (received.Count < Count)
        {
            for (int i = 0; i < 150 && received.Count < Count; i++)
            {
                string packet = await client.ReadAsync();
                if (packet.StartsWith("42", StringComparison.Ordinal))
                {
                    received.Add(int.Parse(NumberOf(packet), CultureInfo.InvariantCulture));
                    offset = OffsetOf(packet);
                }
            }

            await client.DisposeAsync();
            client = await server.ConnectAsync();
            await client.SendAsync($$"""40{"pid":"{{pid}}","offset":"{{offset}}"}""");
        }

        await sending;
        Assert.Equal(Enumerable.Range(0, Count), received);
    }

    [Fact]
    public async Task Adapter_ThatFails_CostsTheClientItsSessionAlone()
    {
        var io = new RpressIo(config: new() { Recovery = new() }) { Adapter = joined => new FailingAdapter(joined) };
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.JoinAsync();
        await BreakOffAsync(server, client);

        await AssertNewAsync(server, client.Pid!, null);

        Assert.Equal([LogLevel.Error, LogLevel.Error], server.Failures.Select(entry => entry.Level));
    }

    [Fact]
    public async Task Adapter_ThatFailsWithWhatWasMissed_CostsTheClientItsConnection()
    {
        var io = new RpressIo(config: new() { Recovery = new() }) { Adapter = joined => new ForgetfulAdapter(joined) };
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.JoinAsync();
        await BreakOffAsync(server, client);

        SocketIoWire again = await server.ConnectAsync();
        await again.SendAsync($$"""40{"pid":"{{client.Pid}}"}""");

        await again.Ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => io.Work.Count == 0 && io.Engine.SessionCount == 0, "all to end");
        Assert.Equal(LogLevel.Error, Assert.Single(server.Failures).Level);
    }

    [Fact]
    public async Task Adapter_ThatIsAskedForBeforeTheStart_Works()
    {
        var io = new RpressIo(config: new() { Recovery = new() });
        var rooms = new List<string>();
        io.Of("/").Adapter.OnRoomCreated(rooms.Add);
        await using var server = await SocketIoServer.StartAsync(io);

        SocketIoWire client = await server.JoinAsync();
        await io.EmitAsync("hello");

        Assert.Equal("""42["hello"]""", WithoutOffset(await client.ReadAsync()));
        Assert.Equal([client.Id], rooms);
    }

    [Fact]
    public async Task Server_WithoutRecovery_TellsNoPidAndNoOffset()
    {
        await using var server = await SocketIoServer.StartAsync(_ => { });
        SocketIoWire client = await server.JoinAsync(auth: """{"pid":"anything","offset":"any"}""");

        await server.Io.EmitAsync("hello");

        Assert.Null(client.Pid);
        Assert.Equal("""42["hello"]""", await client.ReadAsync());
    }

    private static Task<SocketIoServer> StartAsync(Action<RpressSocket>? onConnection = null, RecoveryConfig? recovery = null, TimeProvider? time = null)
    {
        var io = new RpressIo(config: new() { Recovery = recovery ?? new() });
        io.OnConnection(socket =>
        {
            onConnection?.Invoke(socket);
            socket.On("fence", () => "fence");
        });
        return SocketIoServer.StartAsync(io, time);
    }

    private static async Task FenceAsync(SocketIoWire client)
    {
        await client.SendAsync("""421["fence"]""");
        Assert.Equal("""431["fence"]""", await client.ReadAsync());
    }

    // as a client does that leaves: the server notices at once, on every transport
    private static async Task BreakOffAsync(SocketIoServer server, SocketIoWire client)
    {
        int before = server.Io.Sockets.Count;
        await client.LeaveAsync();
        await Eventually.TrueAsync(() => server.Io.Sockets.Count == before - 1 && server.Io.Work.Count == 0, "the server to notice");
    }

    private static async Task AssertNewAsync(SocketIoServer server, string pid, string? offset)
    {
        SocketIoWire again = await server.ConnectAsync();
        await again.JoinAsync(auth: offset is null ? $$"""{"pid":"{{pid}}"}""" : $$"""{"pid":"{{pid}}","offset":"{{offset}}"}""");
        Assert.NotEqual(pid, again.Pid);
        Assert.False(server.Io.Sockets.Single(socket => socket.Id == again.Id).Recovered);
    }

    private static string WithoutOffset(string packet) => Offset().Replace(packet, "]");

    private static string OffsetOf(string packet) => Offset().Match(packet).Groups[1].Value;

    private static string NumberOf(string packet) => Regex.Match(packet, "\"n\",([0-9]+)").Groups[1].Value;

    [GeneratedRegex("""[,]"([0-9a-f]+)"\]$""")]
    private static partial Regex Offset();

    private sealed class FailingAdapter(RpressNamespace joined) : SessionAwareAdapter(joined)
    {
        public override Task SaveSessionAsync(SavedSession session) => throw new InvalidOperationException("save");

        public override Task<SavedSession?> TakeSessionAsync(string pid) => throw new InvalidOperationException("take");
    }

    // the first time it is asked whether the client can go on, the second time for what came since
    private sealed class ForgetfulAdapter(RpressNamespace joined) : SessionAwareAdapter(joined)
    {
        private int _calls;

        public override Task<IReadOnlyList<SocketIoPacket>?> GetMissedPacketsAsync(SavedSession session, string? offset) =>
            ++_calls == 1 ? base.GetMissedPacketsAsync(session, offset) : throw new InvalidOperationException("missed");
    }
}
