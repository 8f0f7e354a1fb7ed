using Rpress.TestKit;

namespace Rpress.SocketIo.Specification;

/// <content>What is done with many sockets, of whatever server.</content>
public abstract partial class AdapterSpecification
{
    private int[] OfTheFirstServer => [.. _all.Where(client => ServerOf(client) == Io)];

    [Fact]
    public async Task FetchSockets_OfTheNamespace_TellsIdsRoomsHandshakesAndData()
    {
        await Socket(1).JoinAsync("a", "b");
        Socket(1).Data["name"] = "anna";
        Socket(1).Data["age"] = 41;

        IReadOnlyList<RemoteSocket> sockets = await Io.FetchSocketsAsync();

        Assert.Equal(IdsOf(_all), sockets.Select(socket => socket.Id).Order(StringComparer.Ordinal));
        RemoteSocket found = sockets.Single(socket => socket.Id == _clients[1].Id);
        Assert.Equal([_clients[1].Id, "a", "b"], found.Rooms);
        Assert.Equal("anna", found.Data.Get<string>("name"));
        Assert.Equal(41, found.Data.Get<int>("age"));
        Assert.Equal("4", found.Handshake.Query["EIO"]);
    }

    [Fact]
    public async Task FetchSockets_OfRooms_AreThoseInThemAndNotOthers()
    {
        await Socket(0).JoinAsync("a");
        await Socket(1).JoinAsync("a", "b");
        await Socket(2).JoinAsync("c");

        Assert.Equal(IdsOf(0, 1), await FetchAsync(Io.To("a")));
        Assert.Equal(IdsOf(0, 2), await FetchAsync(Io.To("a", "c").Except("b")));
        Assert.Equal(IdsOf(1), await FetchAsync(Io.To(_clients[1].Id)));
        Assert.Equal(IdsOf(OfTheFirstServer), await FetchAsync(Io.Local));
        Assert.Empty(await FetchAsync(Io.To("nobody")));
        Assert.Empty(await Io.Of("other").FetchSocketsAsync());
    }

    [Fact]
    public async Task SocketsJoin_OfARoom_PutsItsSocketsIntoOthers()
    {
        await Socket(0).JoinAsync("a");
        await Socket(1).JoinAsync("a");

        await Io.To("a").SocketsJoinAsync("x", "y");

        await Eventually.TrueAsync(async () => (await SocketIdsAsync("y")).Length == 2, "both sockets to be in the room");
        Assert.Equal(IdsOf(0, 1), await SocketIdsAsync("x"));
        Assert.Equal(IdsOf(0, 1), await SocketIdsAsync("y"));
    }

    [Fact]
    public async Task SocketsLeave_OfTheNamespace_TakesAllOutOfRooms()
    {
        await Io.SocketsJoinAsync("x", "y", "z");
        await Eventually.TrueAsync(async () => (await SocketIdsAsync("z")).Length == 3, "all sockets to be in the room");

        await Io.SocketsLeaveAsync("x", "y");

        await Eventually.TrueAsync(async () => (await SocketIdsAsync("x", "y")).Length == 0, "the rooms to be empty");
        Assert.Equal(IdsOf(_all), await SocketIdsAsync("z"));
    }

    [Fact]
    public async Task DisconnectSockets_OfARoom_DisconnectsThoseAlone()
    {
        await Socket(1).JoinAsync("a");
        await Socket(2).JoinAsync("a");

        await Io.To("a").DisconnectSocketsAsync();

        Assert.Equal("41", await ReadAsync(1));
        Assert.Equal("41", await ReadAsync(2));
        await Eventually.TrueAsync(async () => (await SocketIdsAsync()).Length == 1, "one socket to be left");
        Assert.Equal(IdsOf(0), await SocketIdsAsync());
    }

    [Fact]
    public async Task DisconnectSockets_WithClose_EndsTheConnections()
    {
        await Io.DisconnectSocketsAsync(close: true);

        for (int i = 0; i < ClientCount; i++)
        {
            Assert.Equal("41", (await _clients[i].ReadToEndAsync())[0]);
        }
    }

    [Fact]
    public async Task RemoteSocket_ThatWasFetched_CanBeSentToMovedAndDisconnected()
    {
        RemoteSocket remote = (await Io.To(_clients[1].Id).FetchSocketsAsync()).Single();

        await remote.EmitAsync("hello", 1);
        await AssertReceivedAsync([1], """42["hello",1]""");
        await remote.JoinAsync("x", "y");
        await Eventually.TrueAsync(async () => (await SocketIdsAsync("y")).Length == 1, "the socket to be in the room");
        await remote.LeaveAsync("y");
        await Eventually.TrueAsync(async () => (await SocketIdsAsync("y")).Length == 0, "the room to be empty");
        Assert.Equal(IdsOf(1), await SocketIdsAsync("x"));
        await remote.DisconnectAsync();

        Assert.Equal("41", await ReadAsync(1));
    }

    private static async Task<string[]> FetchAsync(BroadcastOperator sockets) =>
        [.. (await sockets.FetchSocketsAsync()).Select(socket => socket.Id).Order(StringComparer.Ordinal)];
}
