using System.Globalization;

namespace Rpress.SocketIo.Specification.Cluster;

/// <content>Whom broadcasts reach.</content>
public abstract partial class ClusterSourceSpecification
{
    [Fact]
    public async Task Broadcast_ToAll_ReachesTheSocketsOfEveryServer()
    {
        await JoinAdminAsync(1);

        await Source.EmitAsync(ClusterTarget.Everyone, "hello", "world", 1);

        await AssertReceivedAsync(All, """42["hello","world",1]""");
    }

    [Fact]
    public async Task Broadcast_InANamespace_ReachesItsSocketsAlone()
    {
        await JoinAdminAsync(0);
        await JoinAdminAsync(1);

        await Source.EmitAsync(_admin, "hello", new byte[] { 1, 2 });
        await Source.EmitAsync(_admin, "fence");
        await Source.EmitAsync(ClusterTarget.Everyone, "fence");

        // nobody promises an order between namespaces
        string[] expected = ["""451-/admin,["hello",{"_placeholder":true,"num":0}]""", "bAQI=", """42/admin,["fence"]""", """42["fence"]"""];
        Assert.Equal(expected.Order(StringComparer.Ordinal), (await Clients[0].ReadAsync(4)).Order(StringComparer.Ordinal));
        Assert.Equal(expected.Order(StringComparer.Ordinal), (await Clients[1].ReadAsync(4)).Order(StringComparer.Ordinal));
        Assert.Equal("""42["fence"]""", await Clients[2].ReadAsync());
    }

    [Theory]
    [InlineData("room")]
    [InlineData("42")]
    [InlineData("#")]
    [InlineData("a#b")]
    [InlineData("Räume 部屋 🚪")]
    [InlineData("*[?]\\")]
    [InlineData("a room of 20 letters")]
    public async Task Broadcast_ToARoom_ReachesItsMembers(string room)
    {
        await JoinAsync([0, 2], room);

        await Source.EmitAsync(ClusterTarget.To(room), "hello");

        await AssertReceivedAsync([0, 2], """42["hello"]""");
    }

    [Fact]
    public async Task Broadcast_ToARoomThatNobodyIsIn_ReachesNobody()
    {
        await Source.EmitAsync(ClusterTarget.To("nobody"), "hello");

        await AssertReceivedAsync([]);
    }

    [Fact]
    public async Task Broadcast_ToSeveralRooms_ReachesEachMemberOnce()
    {
        await JoinAsync([0], "a");
        await JoinAsync([1], "a", "b");

        await Source.EmitAsync(ClusterTarget.To("a", "b", "none"), "hello");

        await AssertReceivedAsync([0, 1], """42["hello"]""");
    }

    [Fact]
    public async Task Broadcast_ExceptRooms_LeavesTheirMembersOut()
    {
        await JoinAsync([0], "a");
        await JoinAsync([1], "a", "b");
        await JoinAsync([2], "c");

        await Source.EmitAsync(ClusterTarget.To("a", "c") with { Except = ["b"] }, "some");
        await Source.EmitAsync(new() { Except = ["a", "none"] }, "others");
        await Source.EmitAsync(ClusterTarget.To("a") with { Except = [Clients[0].Id] }, "one");
        await Source.EmitAsync(ClusterTarget.Everyone, "fence");

        Assert.Equal(["""42["some"]""", """42["fence"]"""], await Clients[0].ReadAsync(2));
        Assert.Equal(["""42["one"]""", """42["fence"]"""], await Clients[1].ReadAsync(2));
        Assert.Equal(["""42["some"]""", """42["others"]""", """42["fence"]"""], await Clients[2].ReadAsync(3));
    }

    [Fact]
    public async Task Broadcast_ToASocketsId_ReachesThatSocket()
    {
        foreach (int client in All)
        {
            await Source.EmitAsync(ClusterTarget.To(Clients[client].Id), "hello", client);
            await AssertReceivedAsync([client], $"42[\"hello\",{client}]");
        }
    }

    [Fact]
    public async Task Broadcast_Volatile_ReachesClientsThatCanBeWrittenTo()
    {
        await Source.EmitAsync(new() { IsVolatile = true }, "hello");

        await AssertReceivedAsync(All, """42["hello"]""");
    }

    [Fact]
    public async Task Broadcasts_OfOneSender_ArriveInOrder()
    {
        const int Sent = 500;
        await JoinAsync(All, "a", "b");
        ClusterTarget[] targets = [ClusterTarget.Everyone, ClusterTarget.To("a"), ClusterTarget.To("b"), ClusterTarget.To("a", "b")];

        for (int n = 0; n < Sent; n++)
        {
            await Source.EmitAsync(targets[n % targets.Length], "n", n);
        }

        string[] expected = [.. Enumerable.Range(0, Sent).Select(n => string.Create(CultureInfo.InvariantCulture, $"42[\"n\",{n}]"))];
        foreach (int client in All)
        {
            Assert.Equal(expected, await Clients[client].ReadAsync(Sent));
        }
    }

    [Fact]
    public async Task Broadcast_BeforeItsSocketsLeaveTheRoom_ReachesThem()
    {
        string[] rooms = [.. Enumerable.Range(0, 50).Select(n => $"room {n}")];
        await JoinAsync(All, rooms);

        foreach (string room in rooms)
        {
            await Source.EmitAsync(ClusterTarget.To(room), "bye", room);
            await Source.SocketsLeaveAsync(ClusterTarget.To(room), room);
        }

        await AssertReceivedAsync(All, [.. rooms.Select(room => $"42[\"bye\",\"{room}\"]")]);
        await BecomesAsync(rooms[^1]);
        Assert.Empty(await SocketIdsAsync(rooms));
    }

    [Fact]
    public async Task Broadcast_BeforeItsSocketsAreDisconnected_ReachesThem()
    {
        await JoinAsync(All, "room");

        await Source.EmitAsync(ClusterTarget.To("room"), "bye");
        await Source.DisconnectSocketsAsync(ClusterTarget.To("room"));

        foreach (int client in All)
        {
            Assert.Equal(["""42["bye"]""", "41"], await Clients[client].ReadAsync(2));
        }
    }

    private async Task JoinAdminAsync(int client)
    {
        await _clients[client].SendAsync("40/admin,");
        Assert.StartsWith("40/admin,{\"sid\":", await _clients[client].ReadAsync(), StringComparison.Ordinal);
    }
}
