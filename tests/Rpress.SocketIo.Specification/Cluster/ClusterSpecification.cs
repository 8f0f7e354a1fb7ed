namespace Rpress.SocketIo.Specification.Cluster;

/// <summary>What the servers of a cluster can do, beyond <see cref="ClusterSourceSpecification"/>. The first one acts.</summary>
public abstract partial class ClusterSpecification : ClusterSourceSpecification
{
    private static readonly ClusterTarget _local = new() { IsLocal = true };

    private IClusterNode Node => Nodes[0];

    [Fact]
    public async Task Broadcast_Local_ReachesTheSocketsOfItsServer()
    {
        await Node.EmitAsync(_local, "hello");

        await AssertReceivedAsync([0], """42["hello"]""");
    }

    [Fact]
    public async Task Broadcast_LocalToARoom_ReachesItsMembersOfItsServer()
    {
        await JoinAsync(All, "room");

        await Node.EmitAsync(_local with { Rooms = ["room"] }, "hello");

        await AssertReceivedAsync([0], """42["hello"]""");
    }

    [Fact]
    public async Task SocketsJoin_Local_PutsTheSocketsOfItsServerIntoRooms()
    {
        await Node.SocketsJoinAsync(_local, "x");

        await BecomesAsync("x", 0);
        await Node.EmitAsync(ClusterTarget.To("x"), "hello");
        await AssertReceivedAsync([0], """42["hello"]""");
    }

    [Fact]
    public async Task SocketsLeave_Local_TakesTheSocketsOfItsServerOut()
    {
        await JoinAsync(All, "x");

        await Node.SocketsLeaveAsync(_local, "x");

        await BecomesAsync("x", 1, 2);
    }

    [Fact]
    public async Task DisconnectSockets_Local_DisconnectsTheSocketsOfItsServer()
    {
        await Node.DisconnectSocketsAsync(_local);

        Assert.Equal("41", await Clients[0].ReadAsync());
        await Node.EmitAsync(ClusterTarget.Everyone, "fence");
        Assert.Equal("""42["fence"]""", await Clients[1].ReadAsync());
        Assert.Equal("""42["fence"]""", await Clients[2].ReadAsync());
    }

    [Fact]
    public async Task ServerCount_OfANamespace_IsThatOfTheServersThatHaveIt()
    {
        foreach (IClusterNode node in Nodes)
        {
            Assert.Equal(Count, await node.GetServerCountAsync("/"));
        }

        Assert.Equal(1, await CountAloneAsync());
    }

    [Fact]
    public async Task AllRooms_OfTheCluster_AreThoseThatAnybodyIsIn()
    {
        await JoinAsync([0], "a");
        await JoinAsync([1], "a", "b#c");
        await JoinAsync([2], "räume 😀", "42");

        foreach (IClusterNode node in Nodes)
        {
            Assert.Equal(
                Sorted([.. IdsOf(All), "a", "b#c", "räume 😀", "42"]), Sorted(await node.GetAllRoomsAsync()));
        }
    }

    [Fact]
    public async Task SocketIds_OfRooms_AreEachOnce()
    {
        await JoinAsync([0], "a", "b");
        await JoinAsync([1], "b");

        foreach (IClusterNode node in Nodes)
        {
            Assert.Equal(IdsOf(0, 1), Sorted(await node.GetSocketIdsAsync("a", "b")));
            Assert.Equal(IdsOf(2), Sorted(await node.GetSocketIdsAsync(Clients[2].Id)));
            Assert.Empty(await node.GetSocketIdsAsync("none"));
            Assert.Equal(IdsOf(All), Sorted(await node.GetSocketIdsAsync()));
        }
    }

    private static string[] Sorted(IEnumerable<string> texts) => [.. texts.Order(StringComparer.Ordinal)];

    // only the first server has this namespace
    private async Task<int> CountAloneAsync()
    {
        await Rpress.TestKit.Eventually.TrueAsync(async () => await Node.GetServerCountAsync("/alone") == 1, "the server to know of itself");
        return await Node.GetServerCountAsync("/alone");
    }
}
