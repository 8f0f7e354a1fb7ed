namespace Rpress.SocketIo.Specification.Cluster;

/// <content>What servers know of the others' sockets.</content>
public abstract partial class ClusterSpecification
{
    [Fact]
    public async Task FetchSockets_OfTheNamespace_TellsAllThatIsKnownOfThem()
    {
        await JoinAsync([1], "a", "b#c");
        foreach (int client in All)
        {
            await Nodes[client].SetDataAsync(Clients[client].Id, "name", new { first = $"anna {client}", ages = new[] { 41, 1.5 } });
        }

        foreach (IClusterNode node in Nodes)
        {
            IReadOnlyList<ClusterSocket> sockets = await node.FetchSocketsAsync(ClusterTarget.Everyone);

            Assert.Equal(IdsOf(All), Sorted(sockets.Select(socket => socket.Id)));
            foreach (int client in All)
            {
                string id = Clients[client].Id;
                ClusterSocket found = sockets.Single(socket => socket.Id == id);
                Assert.Equal(client == 1 ? Sorted([id, "a", "b#c"]) : [id], Sorted(found.Rooms));
                Assert.Equal($$"""{"first":"anna {{client}}","ages":[41,1.5]}""", found.Name);
                Assert.Equal(($"{client}", $"client {client}", $"token {client}"), (found.Query, found.Header, found.Token));
            }
        }
    }

    [Fact]
    public async Task FetchSockets_OfRooms_AreThoseInThemAndNotOthers()
    {
        await JoinAsync([0], "a");
        await JoinAsync([1], "a", "b");
        await JoinAsync([2], "c");

        Assert.Equal(IdsOf(0, 1), await FetchAsync(ClusterTarget.To("a")));
        Assert.Equal(IdsOf(0, 2), await FetchAsync(ClusterTarget.To("a", "c") with { Except = ["b"] }));
        Assert.Equal(IdsOf(0, 2), await FetchAsync(new() { Except = [Clients[1].Id] }));
        Assert.Equal(IdsOf(1), await FetchAsync(ClusterTarget.To(Clients[1].Id)));
        Assert.Empty(await FetchAsync(ClusterTarget.To("nobody")));
        Assert.Empty(await FetchAsync(new() { Namespace = "/admin" }));
    }

    [Fact]
    public async Task FetchSockets_Local_AreThoseOfItsServer()
    {
        Assert.Equal(IdsOf(0), await FetchAsync(_local));
        Assert.Empty(await FetchAsync(_local with { Rooms = [Clients[1].Id] }));
    }

    [Fact]
    public async Task FetchSockets_AskedAtOnce_AreNotMixedUp()
    {
        Task<string[]>[] fetching = [.. Enumerable.Range(0, 30).Select(n => FetchAsync(ClusterTarget.To(Clients[n % Count].Id)))];

        for (int n = 0; n < fetching.Length; n++)
        {
            Assert.Equal(IdsOf(n % Count), await fetching[n]);
        }
    }

    private async Task<string[]> FetchAsync(ClusterTarget target) => Sorted((await Node.FetchSocketsAsync(target)).Select(socket => socket.Id));
}
