using Rpress.TestKit;

namespace Rpress.SocketIo.Specification.Cluster;

/// <summary>
/// What becomes of a client whose connection to the first server of a cluster broke off and that comes back to the second: the servers may be
/// ours or Node's. It is recovered; <c>ClusterRecoverySpecification.Refusals.cs</c> says when it is not.
/// </summary>
public abstract partial class ClusterRecoverySpecification : IAsyncLifetime
{
    /// <summary>How many servers there are.</summary>
    private const int Count = 2;

    private static readonly TimeSpan _ample = TimeSpan.FromMinutes(2);

    private readonly List<IClusterNode> _nodes = [];
    private readonly List<SocketIoWire> _witnesses = []; // a client of each server that stays
    private readonly List<SocketIoWire> _clients = []; // guarded by itself: some come at the same time
    private ClusterNodeOptions? _options;

    /// <summary>The server that the client loses.</summary>
    protected IClusterNode First => _nodes[0];

    /// <summary>The server that it comes back to.</summary>
    protected IClusterNode Second => _nodes[^1];

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        try
        {
            await StartAsync(_ample);
        }
        catch
        {
            await StopAsync(); // some servers may run already: a test that skips, or fails here, is not disposed
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Client_ThatComesBackToAnotherServer_IsTheSocketThatItWas()
    {
        LostClient lost = await LoseAsync("a", "b#c 😀");

        ReturnedClient returned = await ComeBackAsync(Second, lost);

        await AssertRecoveredAsync(Second, lost, returned);
        ClusterSocket socket = Assert.Single(await First.FetchSocketsAsync(ClusterTarget.To(lost.Id)));
        Assert.Equal(((string[])[lost.Id, "a", "b#c 😀"]).Order(StringComparer.Ordinal), socket.Rooms.Order(StringComparer.Ordinal));
        Assert.Equal("""{"first":"anna","ages":[41,1.5]}""", socket.Name);
    }

    [Fact]
    public async Task Client_ThatCameBack_IsReachedAsBefore()
    {
        LostClient lost = await LoseAsync("a");
        ReturnedClient returned = await ComeBackAsync(Second, lost);

        foreach (IClusterNode node in _nodes)
        {
            await node.EmitAsync(ClusterTarget.Everyone, "to all");
            await node.EmitAsync(ClusterTarget.To("a"), "to its room", new byte[] { 1 });
            await node.EmitAsync(new() { Except = ["a"] }, "to others");
            await node.EmitAsync(ClusterTarget.To(lost.Id), "to it");

            Assert.Equal(
                ["""42["to all"]""", """451-["to its room",{"_placeholder":true,"num":0}]""", "bAQ==", """42["to it"]"""],
                (await returned.Wire.ReadAsync(4)).Select(WithoutOffset));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task MissedPackets_OfAnyServer_ArriveOnceAndInOrder(int sender)
    {
        LostClient lost = await LoseAsync("a", "b");

        IClusterNode node = _nodes[sender];
        await node.EmitAsync(ClusterTarget.Everyone, "to all", "wörld 😀", 1, null);
        await node.EmitAsync(ClusterTarget.To("a"), "to its room", 2);
        await node.EmitAsync(ClusterTarget.To("c"), "to another room", 3);
        await node.EmitAsync(ClusterTarget.To("a", "b", "c"), "to rooms", 4);
        await node.EmitAsync(new() { Except = ["b"] }, "except its room", 5);
        await node.EmitAsync(ClusterTarget.To("a") with { Except = [lost.Id] }, "except itself", 6);
        await node.EmitAsync(ClusterTarget.Everyone with { Except = ["c"] }, "except another room", new byte[] { 1, 2 }, new { a = new byte[] { 3 } });
        await node.EmitAsync(new() { Namespace = "/admin" }, "to another namespace", 8);
        await node.EmitAsync(ClusterTarget.To(lost.Id), "to itself");
        ReturnedClient returned = await ComeBackAsync(Second, lost);

        await AssertRecoveredAsync(
            Second,
            lost,
            returned,
            """42["to all","wörld 😀",1,null]""",
            """42["to its room",2]""",
            """42["to rooms",4]""",
            """452-["except another room",{"_placeholder":true,"num":0},{"a":{"_placeholder":true,"num":1}}]""",
            "bAQI=",
            "bAw==",
            """42["to itself"]""");
    }

    [Fact]
    public async Task MissedPackets_OfBothServers_AreAllThere()
    {
        const int Missed = 300;
        LostClient lost = await LoseAsync("a");

        for (int n = 0; n < Missed; n++)
        {
            await _nodes[n % Count].EmitAsync(n % 3 == 0 ? ClusterTarget.To("a") : ClusterTarget.Everyone, $"of {n % Count}", n);
        }

        ReturnedClient returned = await ComeBackAsync(Second, lost);

        // nobody promises an order between senders
        for (int sender = 0; sender < Count; sender++)
        {
            Assert.Equal(
                Enumerable.Range(0, Missed).Where(n => n % Count == sender).Select(n => $"42[\"of {sender}\",{n}]"),
                returned.Missed.Where(packet => packet.StartsWith($"42[\"of {sender}\",", StringComparison.Ordinal)));
        }

        Assert.Equal(Missed, returned.Missed.Count);
    }

    [Fact]
    public async Task Client_ThatMissedNothing_GoesOn()
    {
        LostClient lost = await LoseAsync();

        await AssertRecoveredAsync(Second, lost, await ComeBackAsync(Second, lost));
    }

    [Fact]
    public async Task Client_ThatIsLostAgain_GoesOnFromTheLastThatItGot()
    {
        LostClient lost = await LoseAsync("a");
        await Second.EmitAsync(ClusterTarget.To("a"), "one");
        ReturnedClient returned = await ComeBackAsync(Second, lost);
        Assert.Equal("""42["one"]""", Assert.Single(returned.Missed));

        LostClient again = lost with { Offset = returned.Offset! };
        await BreakOffAsync(returned.Wire, lost.Pid);
        await Second.EmitAsync(ClusterTarget.To("a"), "two");
        await First.EmitAsync(ClusterTarget.Everyone, "three");
        ReturnedClient returnedAgain = await ComeBackAsync(First, again);

        Assert.Equal(["""42["three"]""", """42["two"]"""], returnedAgain.Missed.Order(StringComparer.Ordinal));
        Assert.Equal((lost.Id, lost.Pid), (returnedAgain.Id, returnedAgain.Pid));
    }

    [Fact]
    public async Task Client_OfAnotherNamespace_GetsWhatItMissedThere()
    {
        SocketIoWire client = await ConnectAsync(First);
        string id = await client.JoinAsync("/admin");
        await First.EmitAsync(new() { Namespace = "/admin" }, "before");
        string offset = OffsetOf(await client.ReadAsync());
        string pid = client.Pid!;
        await BreakOffAsync(client, pid);

        await First.EmitAsync(ClusterTarget.Everyone, "elsewhere");
        await First.EmitAsync(new() { Namespace = "/admin" }, "missed", 1);
        await CatchUpAsync();
        SocketIoWire again = await ConnectAsync(Second);
        await again.SendAsync($$"""40/admin,{"pid":"{{pid}}","offset":"{{offset}}"}""");

        Assert.Equal(
            ["""42/admin,["missed",1]""", $$"""40/admin,{"sid":"{{id}}","pid":"{{pid}}"}"""], (await again.ReadAsync(2)).Select(WithoutOffset));
    }

    [Fact]
    public async Task Client_OfAServerThatStopped_GoesOnWithAnother()
    {
        (SocketIoWire client, LostClient lost) = await JoinAsync("a");
        await StopFirstAsync(client);

        await Second.EmitAsync(ClusterTarget.To("a"), "missed");
        ReturnedClient returned = await ComeBackAsync(Second, lost);

        await AssertRecoveredAsync(Second, lost, returned, """42["missed"]""");
    }

    /// <summary>Makes and starts one of the servers, with <see cref="ClusterNodeOptions.Recovery"/>.</summary>
    protected abstract Task<IClusterNode> CreateNodeAsync(ClusterNodeOptions options);

    /// <summary>How long a key of the servers' Redis will be there yet; null if there is none.</summary>
    protected abstract Task<TimeSpan?> GetTimeToLiveAsync(string key);
}
