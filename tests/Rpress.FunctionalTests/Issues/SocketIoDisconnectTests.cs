using System.Globalization;
using Rpress.FunctionalTests.SocketIo;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Issues;

/// <summary>What went wrong where sockets are disconnected, and where the server closes.</summary>
public sealed class SocketIoDisconnectTests
{
    [Fact]
    public async Task Client_ThatJoinsAgainAtOnceWhenDisconnected_IsLetIn()
    {
        await using var server = await SocketIoServer.StartAsync(socket => socket.On("bye", () => socket.DisconnectAsync()));
        await using SocketIoWire client = await server.JoinAsync();

        for (int i = 0; i < 300; i++)
        {
            await client.SendAsync("""42["bye"]""");
            Assert.Equal("41", await client.ReadAsync());
            await client.JoinAsync();
        }

        Assert.Equal(client.Id, Assert.Single(server.Io.Sockets).Id);
    }

    [Fact]
    public async Task DisconnectAsync_OfASocketThatIsDisconnected_LeavesTheConnectionAlone()
    {
        var left = new TaskCompletionSource<RpressSocket>();
        await using var server = await SocketIoServer.StartAsync(socket => socket.OnDisconnect(_ => left.TrySetResult(socket)));
        server.Io.Of("admin");
        await using SocketIoWire client = await server.JoinAsync();
        await client.JoinAsync("/admin");
        await client.SendAsync("41");

        await (await left.Task).DisconnectAsync(close: true);

        await server.Io.Of("admin").EmitAsync("still here");
        Assert.Equal("""42/admin,["still here"]""", await client.ReadAsync());
    }

    [Fact]
    public async Task CloseAsync_WhoseFirstCallerGaveUp_IsStillWaitedForBySecond()
    {
        var release = new TaskCompletionSource();
        await using var server = await SocketIoServer.StartAsync(socket => socket.On("work", (args, ack) => Task.WhenAll(ack.SendAsync(), release.Task)));
        await using SocketIoWire client = await server.JoinAsync();
        await client.SendAsync("""421["work"]""");
        Assert.Equal("431[]", await client.ReadAsync());
        using var impatient = new CancellationTokenSource();
        Task first = server.Io.CloseAsync(impatient.Token);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        Task second = server.Io.CloseAsync(TestContext.Current.CancellationToken);

        Assert.False(second.IsCompleted);
        release.SetResult();
        await second;
    }

    [Fact]
    public async Task ArgumentError_WhoseHookThrows_LeavesTheSocketWorking()
    {
        var io = new RpressIo();
        io.OnArgumentError((_, _, _) => throw new InvalidOperationException("hook"));
        io.OnConnection(socket => socket.On("add", (int a, int b) => a + b));
        await using var server = await SocketIoServer.StartAsync(io);
        await using SocketIoWire client = await server.JoinAsync();

        await client.SendAsync("""421["add","x",2]""");
        await client.SendAsync("""422["add",1,2]""");

        Assert.Equal("432[3]", await client.ReadAsync());
        await Eventually.TrueAsync(() => io.Work.Count == 0, "the handlers to end");
    }

    [Fact]
    public async Task Timeout_LongerThanTimersCount_IsRefusedAtTheCall()
    {
        await using var server = await SocketIoServer.StartAsync(_ => { });
        await using SocketIoWire client = await server.JoinAsync();
        RpressSocket socket = server.Io.Sockets.Single();

        Assert.Throws<ArgumentOutOfRangeException>(() => socket.Timeout(TimeSpan.FromDays(50)));
        Assert.Throws<ArgumentOutOfRangeException>(() => socket.Timeout(TimeSpan.Zero));
    }

    [Fact]
    public async Task JoinAsync_OfMoreRoomsThanAllowed_JoinsNone()
    {
        await using var server = await SocketIoServer.StartAsync(_ => { }, new SocketIoConfig { MaxRooms = 3 });
        await using SocketIoWire client = await server.JoinAsync();
        RpressSocket socket = server.Io.Sockets.Single();
        await socket.JoinAsync("a", "b");

        await Assert.ThrowsAsync<InvalidOperationException>(() => socket.JoinAsync("c", "d"));
        Assert.Equal([socket.Id, "a", "b"], socket.Rooms);
        await socket.JoinAsync("a", "b", "c", "c", socket.Id);

        Assert.Equal([socket.Id, "a", "b", "c"], socket.Rooms);
    }

    [Fact]
    public async Task Event_WithArgumentsAsDeepAsAllowed_ReachesItsHandler()
    {
        await using var server = await SocketIoServer.StartAsync(
            socket => socket.On("deep", (System.Text.Json.JsonElement value) => value.GetRawText().Length), new SocketIoConfig { MaxJsonDepth = 200 });
        await using SocketIoWire client = await server.JoinAsync();

        await client.SendAsync("421[\"deep\"," + new string('[', 150) + new string(']', 150) + "]");

        Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"431[{300}]"), await client.ReadAsync());
    }
}
