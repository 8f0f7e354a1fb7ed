using Rpress.TestKit;

namespace Rpress.SocketIo.Specification.Cluster;

/// <content>What is done with many sockets, of whatever server.</content>
public abstract partial class ClusterSourceSpecification
{
    [Fact]
    public async Task SocketsJoin_OfTheNamespace_PutsAllIntoRooms()
    {
        await JoinAdminAsync(0);

        await Source.SocketsJoinAsync(ClusterTarget.Everyone, "x", "y#z");

        await BecomesAsync("y#z", All);
        Assert.Equal(IdsOf(All), await SocketIdsAsync("x"));
    }

    [Fact]
    public async Task SocketsJoin_OfRooms_PutsTheirSocketsIntoOthers()
    {
        await JoinAsync([0, 1], "a");
        await JoinAsync([2], "b");

        await Source.SocketsJoinAsync(ClusterTarget.To("a", "b") with { Except = [Clients[0].Id] }, "x");

        await BecomesAsync("x", 1, 2);
    }

    [Fact]
    public async Task SocketsJoin_OfOneSocket_PutsThatOneIntoTheRoom()
    {
        foreach (int client in All)
        {
            await Source.SocketsJoinAsync(ClusterTarget.To(Clients[client].Id), $"room {client}");
            await BecomesAsync($"room {client}", client);
        }
    }

    [Fact]
    public async Task SocketsLeave_OfTheNamespace_TakesAllOutOfRooms()
    {
        await JoinAsync(All, "x", "y", "z");

        await Source.SocketsLeaveAsync(ClusterTarget.Everyone, "x", "y");

        await BecomesAsync("x");
        await BecomesAsync("y");
        Assert.Equal(IdsOf(All), await SocketIdsAsync("z"));
    }

    [Fact]
    public async Task SocketsLeave_OfARoom_TakesItsSocketsOut()
    {
        await JoinAsync(All, "x");
        await JoinAsync([0, 1], "a");

        await Source.SocketsLeaveAsync(ClusterTarget.To("a"), "x");

        await BecomesAsync("x", 2);
    }

    [Fact]
    public async Task SocketsLeave_OfOneSocket_TakesThatOneOut()
    {
        await JoinAsync(All, "x");

        await Source.SocketsLeaveAsync(ClusterTarget.To(Clients[1].Id), "x");

        await BecomesAsync("x", 0, 2);
    }

    [Fact]
    public async Task DisconnectSockets_OfTheNamespace_LeavesTheConnections()
    {
        await Source.DisconnectSocketsAsync(ClusterTarget.Everyone);

        foreach (int client in All)
        {
            Assert.Equal("41", await Clients[client].ReadAsync());
            await Clients[client].JoinAsync();
        }
    }

    [Fact]
    public async Task DisconnectSockets_WithClose_EndsTheConnections()
    {
        await Source.DisconnectSocketsAsync(ClusterTarget.Everyone, close: true);

        foreach (int client in All)
        {
            Assert.Equal("41", (await Clients[client].ReadToEndAsync())[0]);
        }
    }

    [Fact]
    public async Task DisconnectSockets_OfARoom_DisconnectsThoseAlone()
    {
        await JoinAsync([0, 1], "a");

        await Source.DisconnectSocketsAsync(ClusterTarget.To("a"));

        Assert.Equal("41", await Clients[0].ReadAsync());
        Assert.Equal("41", await Clients[1].ReadAsync());
        await Eventually.TrueAsync(async () => (await SocketIdsAsync()).SequenceEqual(IdsOf(2)), "the last socket to be left");
        await Source.EmitAsync(ClusterTarget.Everyone, "fence");
        Assert.Equal("""42["fence"]""", await Clients[2].ReadAsync());
    }

    [Fact]
    public async Task DisconnectSockets_OfOneSocketInANamespace_LeavesItInTheOther()
    {
        await JoinAdminAsync(1);

        await Source.DisconnectSocketsAsync(_admin);

        Assert.Equal("41/admin,", await Clients[1].ReadAsync());
        await AssertReceivedAsync([]);
    }
}
