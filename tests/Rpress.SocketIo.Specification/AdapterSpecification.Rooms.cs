using Rpress.TestKit;

namespace Rpress.SocketIo.Specification;

/// <content>Who is in which rooms.</content>
public abstract partial class AdapterSpecification
{
    [Fact]
    public async Task Rooms_OfASocket_AreItsOwnAndThoseItJoined()
    {
        RpressSocket socket = Socket(0);
        Assert.Equal([socket.Id], socket.Rooms);

        await socket.JoinAsync("a", "b", "a");
        Assert.Equal([socket.Id, "a", "b"], socket.Rooms);
        await socket.LeaveAsync("a");
        await socket.LeaveAsync("never joined");

        Assert.Equal([socket.Id, "b"], socket.Rooms);
    }

    [Fact]
    public async Task Room_ThatWasLeft_IsNoLongerReached()
    {
        await Socket(0).JoinAsync("room");
        await Socket(1).JoinAsync("room");
        await Socket(1).LeaveAsync("room");

        await Io.To("room").EmitAsync("hello");

        await AssertReceivedAsync([0], """42["hello"]""");
    }

    [Fact]
    public async Task OwnRoom_ThatWasLeft_IsNoLongerReachedButAllIs()
    {
        RpressSocket socket = Socket(1);
        await socket.LeaveAsync(socket.Id);
        await Io.To(socket.Id).EmitAsync("lost");
        await AssertReceivedAsync([]);

        await socket.JoinAsync(socket.Id);
        await Io.To(socket.Id).EmitAsync("found");

        await AssertReceivedAsync([1], """42["found"]""");
    }

    [Fact]
    public async Task OwnRoom_OfAnotherSocket_CanBeJoined()
    {
        await Socket(0).JoinAsync(_clients[1].Id);

        await Io.To(_clients[1].Id).EmitAsync("hello");

        await AssertReceivedAsync([0, 1], """42["hello"]""");
    }

    [Fact]
    public async Task Socket_ThatIsDisconnected_IsInNoRoom()
    {
        RpressSocket socket = Socket(1);
        await socket.JoinAsync("room");
        await Socket(2).JoinAsync("room");

        await socket.DisconnectAsync();

        Assert.Equal("41", await _clients[1].ReadAsync());
        await Eventually.TrueAsync(() => socket.Rooms.Count == 0, "the socket to be in no room");
        await Eventually.TrueAsync(async () => (await SocketIdsAsync("room")).Length == 1, "the room to have one member");
        await socket.JoinAsync("room");
        Assert.Equal(IdsOf(2), await SocketIdsAsync("room"));
        Assert.Equal(IdsOf(0, 2), await SocketIdsAsync());
    }

    [Fact]
    public async Task SocketIds_OfRooms_AreEachOnce()
    {
        await Socket(0).JoinAsync("a", "b");
        await Socket(1).JoinAsync("b");

        Assert.Equal(IdsOf(0, 1), await SocketIdsAsync("a", "b"));
        Assert.Equal(IdsOf(0), await SocketIdsAsync("a"));
        Assert.Equal(IdsOf(2), await SocketIdsAsync(_clients[2].Id));
        Assert.Empty(await SocketIdsAsync("none"));
        Assert.Equal(IdsOf(_all), await SocketIdsAsync());
    }

    [Fact]
    public async Task Room_ThatSocketsJoinAndLeaveConcurrently_EndsAsTheyLeftIt()
    {
        Task[] movers = [.. _all.Select(client => Task.Run(async () =>
        {
            RpressSocket socket = Socket(client);
            for (int i = 0; i < 300; i++)
            {
                await socket.JoinAsync("room", $"room {i % 7}");
                await Io.To("room").Except("room").EmitAsync("nobody");
                await socket.LeaveAsync("room");
                await socket.LeaveAsync($"room {i % 7}");
            }
        }))];
        await Task.WhenAll(movers);

        await Io.To("room", "room 0", "room 6").EmitAsync("hello");

        await AssertReceivedAsync([]);
        Assert.Empty(await SocketIdsAsync("room", "room 0", "room 1", "room 2"));
    }

    [Fact]
    public async Task Room_WhoseSocketsDisconnectWhileTheyJoin_IsEmptyAfterwards()
    {
        Task[] movers = [.. _all.Select(client => Task.Run(async () =>
        {
            RpressSocket socket = Socket(client);
            Task joining = Task.Run(async () =>
            {
                for (int i = 0; i < 100; i++)
                {
                    await socket.JoinAsync("room", $"room {i}");
                }
            });
            await socket.DisconnectAsync();
            await joining;
            Assert.Empty(socket.Rooms);
        }))];

        await Task.WhenAll(movers);

        await Eventually.TrueAsync(async () => (await SocketIdsAsync()).Length == 0, "no socket to be left");
        Assert.Empty(await SocketIdsAsync("room", "room 0", "room 99"));
    }

    [Fact]
    public async Task ServerCount_OfTheCluster_IsThatOfItsServers() =>
        Assert.Equal(ServerCount, await Io.Of("/").Adapter.GetServerCountAsync());
}
