using System.Text.RegularExpressions;
using Rpress.FunctionalTests.Server;
using Rpress.FunctionalTests.SocketIo;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Tracing;

/// <summary>What is measured of sessions and sockets. The instruments hear every server of the process, so no other may run meanwhile.</summary>
[Collection(RunsAlone.Name)]
public sealed class SocketMeasurementTests
{
    private const string Sessions = "rpress.engineio.sessions";
    private const string Sockets = "rpress.socketio.sockets";
    private const string Received = "rpress.socketio.packets.received";
    private const string Sent = "rpress.socketio.packets.sent";
    private const string EventDuration = "rpress.socketio.event.duration";
    private const string AckDuration = "rpress.socketio.ack.duration";
    private const string Drops = "rpress.socketio.drops";
    private const string Recoveries = "rpress.socketio.recoveries";

    [Fact]
    public async Task Sessions_ByTransport_AreCountedAsTheyOpenAndClose()
    {
        using var measured = new MeasurementCollector(Sessions);
        await using var server = await SocketIoServer.StartAsync(_ => { });
        SocketIoWire first = await server.ConnectAsync(EioConfig.Polling);
        SocketIoWire second = await server.ConnectAsync(EioConfig.WebSocket);
        Assert.Equal((1, 1), (SumOf(EioConfig.Polling), SumOf(EioConfig.WebSocket)));

        await first.LeaveAsync();
        await second.LeaveAsync();

        await Eventually.TrueAsync(() => (SumOf(EioConfig.Polling), SumOf(EioConfig.WebSocket)) == (0, 0), "both sessions to be counted out");

        double SumOf(string transport) =>
            measured.Of(Sessions).Where(measurement => Equals(measurement.Tags["rpress.engineio.transport"], transport)).Sum(measurement => measurement.Value);
    }

    [Fact]
    public async Task Sockets_ByNamespace_AreCountedWithTheKindWhereClientsChooseTheName()
    {
        using var measured = new MeasurementCollector(Sockets);
        var io = new RpressIo();
        io.Of(new Regex("^/dynamic-"));
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.JoinAsync("/dynamic-1");
        await client.JoinAsync();
        Assert.Equal([(1d, "^/dynamic-"), (1d, "/")], Counted());

        await client.SendAsync("41");

        await Eventually.TrueAsync(() => measured.Of(Sockets).Count == 3, "the client to be counted out");
        Assert.Equal((-1d, "/"), Counted()[2]);

        (double Value, string?)[] Counted() =>
            [.. measured.Of(Sockets).Select(measurement => (measurement.Value, (string?)measurement.Tags["rpress.socketio.namespace"]))];
    }

    [Fact]
    public async Task Packets_InAndOut_AreCountedByType()
    {
        using var measured = new MeasurementCollector(Received, Sent);
        await using var server = await SocketIoServer.StartAsync(socket => socket.On("ask", () => "answer"));
        SocketIoWire[] clients = [await server.JoinAsync(), await server.JoinAsync()];

        await clients[0].SendAsync("""421["ask"]""");
        await clients[0].ReadAsync();
        await server.Io.EmitAsync("hello");

        Assert.Equal(["connect", "connect", "event"], TypesOf(Received));
        Assert.Equal(["ack", "connect", "connect", "event", "event"], TypesOf(Sent));

        string[] TypesOf(string instrument) =>
            [.. measured.Of(instrument).Select(measurement => (string)measurement.Tags["rpress.socketio.packet.type"]!).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public async Task Events_ThatAreHandled_AreMeasuredAndNoClientChoosesATag()
    {
        using var measured = new MeasurementCollector(EventDuration);
        await using var server = await SocketIoServer.StartAsync(socket =>
        {
            socket.OnAny((_, _) => { });
            socket.On("works", () => "done");
            socket.On("fails", string () => throw new FormatException("broken"));
        });
        SocketIoWire client = await server.JoinAsync();

        await client.SendAsync("""42["fails"]""");
        await client.SendAsync("""42["chosen by the client"]""");
        await client.SendAsync("""421["works"]""");
        await client.ReadAsync();

        await Eventually.TrueAsync(() => measured.Of(EventDuration).Count == 3, "three events to be measured");
        Assert.Equal(
            [("fails", "System.FormatException"), ("_OTHER", null), ("works", null)],
            measured.Of(EventDuration).Select(measurement =>
                ((string?)measurement.Tags["rpress.socketio.event"], (string?)measurement.Tags.GetValueOrDefault("error.type"))));
    }

    [Fact]
    public async Task Acks_ThatWereWaitedFor_AreMeasuredInSeconds()
    {
        using var measured = new MeasurementCollector(AckDuration);
        var clock = new TestClock();
        await using var server = await SocketIoServer.StartAsync(new RpressIo(), clock);
        SocketIoWire client = await server.JoinAsync();
        RpressSocket socket = Assert.Single(server.Io.Sockets);

        Task<int> answered = socket.EmitWithAckAsync<int>("ask", TestContext.Current.CancellationToken);
        await client.ReadAsync();
        clock.Advance(TimeSpan.FromSeconds(1.5));
        await client.SendAsync("430[7]");
        Assert.Equal(7, await answered);
        Task<int> unanswered = socket.Timeout(TimeSpan.FromSeconds(2)).EmitWithAckAsync<int>("ask", TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(2));
        await Assert.ThrowsAsync<TimeoutException>(() => unanswered);

        Assert.Equal([(1.5, null), (2d, "System.TimeoutException")], measured.Of(AckDuration)
            .Select(measurement => (measurement.Value, (string?)measurement.Tags.GetValueOrDefault("error.type"))));
    }

    [Fact]
    public async Task Drops_OfFullQueuesAndVolatilePackets_AreCountedByReason()
    {
        using var measured = new MeasurementCollector(Drops);
        await using var server = await SocketIoServer.StartAsync(new RpressIo(new() { MaxSendQueueSize = 100 }));
        SocketIoWire client = await server.ConnectAsync(new SocketIoWireOptions { Transport = EioConfig.WebSocket, IsReading = false });
        await client.SendAsync("40");
        await Eventually.TrueAsync(() => server.Io.Sockets.Count == 1, "the client to join");
        RpressSocket socket = Assert.Single(server.Io.Sockets);

        // more than the buffers below take
        await socket.EmitAsync("large", new byte[64 * 1024 * 1024]);
        await socket.Volatile.EmitAsync("volatile");
        await socket.EmitAsync("waits");
        await socket.EmitAsync("one too many", new byte[200]);

        await Eventually.TrueAsync(() => measured.Of(Drops).Count == 2, "both drops to be counted");
        Assert.Equal(["volatile", "send queue full"], measured.Of(Drops).Select(measurement => measurement.Tags["rpress.socketio.drop.reason"]));
    }

    [Fact]
    public async Task Recoveries_OfClientsThatComeBack_AreCountedByOutcome()
    {
        using var measured = new MeasurementCollector(Recoveries);
        await using var server = await SocketIoServer.StartAsync(new RpressIo(config: new() { Recovery = new() }));
        SocketIoWire client = await server.JoinAsync();
        string? pid = client.Pid;
        await client.LeaveAsync();
        await Eventually.TrueAsync(() => server.Io.Sockets.Count == 0 && server.Io.Work.Count == 0, "the client to leave");

        await (await server.ConnectAsync()).JoinAsync(auth: $$"""{"pid":"{{pid}}"}""");
        await (await server.ConnectAsync()).JoinAsync(auth: """{"pid":"unknown"}""");

        Assert.Equal(["recovered", "failed"], measured.Of(Recoveries).Select(measurement => measurement.Tags["rpress.socketio.outcome"]));
    }
}
