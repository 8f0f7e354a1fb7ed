using System.Collections.Concurrent;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>What a socket keeps, and what is known of it as it ends; acks of many on a clock of the test's.</summary>
public sealed class SocketStateTests
{
    [Fact]
    public async Task DisconnectingHandlers_OfASocket_SeeItsRoomsAndReachThem()
    {
        var steps = new ConcurrentQueue<string>();
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await SocketIoServer.StartAsync(socket =>
        {
            socket.OnDisconnecting(async reason =>
            {
                steps.Enqueue($"disconnecting {reason} {socket.Rooms.Contains("room")} {socket.IsConnected}");
                await socket.To([.. socket.Rooms]).EmitAsync("left", socket.Id);
            });
            socket.OnDisconnect(reason =>
            {
                steps.Enqueue($"disconnect {reason} {socket.Rooms.Count}");
                done.TrySetResult();
            });
            socket.On("join", () => socket.JoinAsync("room"));
            socket.On("fence", () => "fence");
        });
        SocketIoWire leaver = await server.JoinAsync();
        SocketIoWire other = await server.JoinAsync();
        foreach (SocketIoWire client in (SocketIoWire[])[leaver, other])
        {
            await client.SendAsync("""42["join"]""");
            await client.SendAsync("""421["fence"]""");
            await client.ReadAsync();
        }

        await leaver.SendAsync("41");

        Assert.Equal($"42[\"left\",\"{leaver.Id}\"]", await other.ReadAsync());
        await done.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(["disconnecting client namespace disconnect True False", "disconnect client namespace disconnect 0"], steps);
    }

    [Fact]
    public async Task Data_OfASocket_IsKeptByNameAndType()
    {
        await using var server = await SocketIoServer.StartAsync(_ => { });
        await server.JoinAsync();
        SocketData data = Assert.Single(server.Io.Sockets).Data;

        Assert.Equal((0, null, 0), (data.Count, data["missing"], data.Get<int>("missing")));
        Assert.False(data.Remove("missing"));
        data["number"] = 7;
        data["text"] = "x";
        data["nothing"] = null;

        Assert.Equal((3, 7, "x", null), (data.Count, data.Get<int>("number"), data.Get<string>("text"), data.Get<string>("nothing")));
        Assert.Throws<InvalidCastException>(() => data.Get<string>("number"));
        Assert.True(data.Remove("number"));
        Assert.Equal(["nothing", "text"], data.Select(value => value.Key).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task BroadcastAck_WithOneSilentClient_FailsWithTheAnswersOfAllOthers()
    {
        var clock = new TestClock();
        await using var server = await SocketIoServer.StartAsync(new RpressIo(), clock);
        SocketIoWire[] clients = [await server.JoinAsync(), await server.JoinAsync(), await server.JoinAsync()];
        var answered = new ConcurrentQueue<string>();
        Task<string[]?> asking = server.Io.Timeout(TimeSpan.FromSeconds(5)).EmitWithAckAsync<string[]>("who", TestContext.Current.CancellationToken);
        await clients[0].SendAsync("""430["a"]""");
        await clients[1].SendAsync("""430["b"]""");
        foreach (SocketIoWire client in clients)
        {
            Assert.Equal("""420["who"]""", await client.ReadAsync());
        }

        // an ack that went in before is handled before the answer to this
        foreach (SocketIoWire client in clients[..2])
        {
            await client.SendAsync("40/unknown,");
            await client.ReadAsync();
        }

        clock.Advance(TimeSpan.FromSeconds(5));

        AckTimeoutException error = await Assert.ThrowsAsync<AckTimeoutException>(() => asking);
        Assert.Equal(["a", "b"], error.Responses.Select(response => response.Get<string>()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task BroadcastAck_ThatIsOver_LeavesNothingOwed()
    {
        var clock = new TestClock();
        await using var server = await SocketIoServer.StartAsync(new RpressIo(config: new() { MaxPendingAcks = 1 }), clock);
        SocketIoWire client = await server.JoinAsync();
        for (int i = 0; i < 3; i++)
        {
            Task<int[]?> asking = server.Io.Timeout(TimeSpan.FromSeconds(1)).EmitWithAckAsync<int[]>("who", TestContext.Current.CancellationToken);
            Assert.Equal($"42{i}[\"who\"]", await client.ReadAsync());
            clock.Advance(TimeSpan.FromSeconds(1));
            Assert.Empty((await Assert.ThrowsAsync<AckTimeoutException>(() => asking)).Responses);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    public void Timeout_OutOfRange_IsRefused(int days)
    {
        var io = new RpressIo();

        Assert.Throws<ArgumentOutOfRangeException>(() => io.Timeout(TimeSpan.FromDays(days)));
    }

    [Fact]
    public async Task Operator_OfAServerThatIsNotStarted_ReachesNobody()
    {
        var io = new RpressIo();

        await io.EmitAsync("nobody");
        await io.To("a").Except("b").Local.Volatile.Compress(false).EmitAsync("nobody");

        await Assert.ThrowsAsync<InvalidOperationException>(() => io.Timeout(TimeSpan.FromSeconds(1)).EmitWithAckAsync<int[]>("who", TestContext.Current.CancellationToken));
    }
}
