using System.Globalization;

namespace Rpress.SocketIo.Specification;

/// <content>Whom broadcasts reach.</content>
public abstract partial class AdapterSpecification
{
    [Fact]
    public async Task Broadcast_ToAll_ReachesEverySocketOfTheNamespace()
    {
        await _clients[1].SendAsync("40/other,");
        Assert.StartsWith("40/other,", await ReadAsync(1), StringComparison.Ordinal);

        await Io.EmitAsync("hello", "world", 1);

        await AssertReceivedAsync(_all, """42["hello","world",1]""");
    }

    [Fact]
    public async Task Broadcast_ToOtherNamespace_ReachesItsSocketsAlone()
    {
        await _clients[1].SendAsync("40/other,");
        Assert.StartsWith("40/other,", await ReadAsync(1), StringComparison.Ordinal);

        await Io.Of("other").EmitAsync("hello");

        Assert.Equal("""42/other,["hello"]""", await ReadAsync(1));
        await AssertReceivedAsync([]);
    }

    [Fact]
    public async Task Broadcast_ToARoom_ReachesItsMembers()
    {
        await Socket(0).JoinAsync("room");
        await Socket(2).JoinAsync("room");

        await Io.To("room").EmitAsync("hello");

        await AssertReceivedAsync([0, 2], """42["hello"]""");
    }

    [Fact]
    public async Task Broadcast_ToSeveralRooms_ReachesEachMemberOnce()
    {
        await Socket(0).JoinAsync("a", "b");
        await Socket(1).JoinAsync("b");

        await Io.To("a").To("b", "none").EmitAsync("hello");

        await AssertReceivedAsync([0, 1], """42["hello"]""");
    }

    [Fact]
    public async Task Broadcast_ToARoomThatNobodyIsIn_ReachesNobody()
    {
        await Io.To("nobody").EmitAsync("hello");

        await AssertReceivedAsync([]);
    }

    [Fact]
    public async Task Broadcast_ExceptRooms_LeavesTheirMembersOut()
    {
        await Socket(0).JoinAsync("a");
        await Socket(1).JoinAsync("a", "b");
        await Socket(2).JoinAsync("c");

        await Io.To("a", "c").Except("b").EmitAsync("some");
        await Io.Except("a", "none").EmitAsync("others");

        await Io.EmitAsync("fence");
        Assert.Equal(["""42["some"]""", """42["fence"]"""], await ReadAsync(0, 2));
        Assert.Equal("""42["fence"]""", await ReadAsync(1));
        Assert.Equal(["""42["some"]""", """42["others"]""", """42["fence"]"""], await ReadAsync(2, 3));
    }

    [Fact]
    public async Task Broadcast_ToASocketsId_ReachesThatSocket()
    {
        await Io.To(_clients[2].Id).EmitAsync("hello");

        await AssertReceivedAsync([2], """42["hello"]""");
    }

    [Fact]
    public async Task Broadcast_OfASocket_LeavesItOut()
    {
        await Socket(0).Broadcast.EmitAsync("hello");

        await AssertReceivedAsync([1, 2], """42["hello"]""");
    }

    [Fact]
    public async Task Broadcast_OfASocketToRooms_LeavesItAndOthersOut()
    {
        await Socket(0).JoinAsync("room");
        await Socket(1).JoinAsync("room");
        await Socket(2).JoinAsync("room");

        await Socket(0).To("room").Except(_clients[1].Id).EmitAsync("hello");

        await AssertReceivedAsync([2], """42["hello"]""");
    }

    [Fact]
    public async Task Broadcast_WithBinary_ArrivesWithItsAttachments()
    {
        await Io.EmitAsync("hello", new byte[] { 1, 2, 3, 4 }, "x", new byte[] { 5 });

        await AssertReceivedAsync(
            _all, """452-["hello",{"_placeholder":true,"num":0},"x",{"_placeholder":true,"num":1}]""", "bAQIDBA==", "bBQ==");
    }

    [Fact]
    public async Task Broadcasts_OfOneSender_ArriveInOrder()
    {
        await Socket(1).JoinAsync("room");
        for (int n = 0; n < 200; n++)
        {
            await (n % 2 == 0 ? Io.To() : Io.To("room")).EmitAsync("n", n);
        }

        await Io.EmitAsync("fence");

        string[] expected = [.. Enumerable.Range(0, 200).Select(n => string.Create(CultureInfo.InvariantCulture, $"42[\"n\",{n}]")), """42["fence"]"""];
        Assert.Equal(expected, await ReadAsync(1, 201));
        Assert.Equal(expected.Where((_, n) => n % 2 == 0), await ReadAsync(2, 101));
    }

    [Fact]
    public async Task Broadcast_Local_ReachesTheSocketsOfItsServer()
    {
        await Io.Local.EmitAsync("hello");

        await AssertReceivedAsync(OfTheFirstServer, """42["hello"]""");
    }

    [Fact]
    public async Task Broadcast_Volatile_ReachesClientsThatCanBeWrittenTo()
    {
        await Io.Volatile.EmitAsync("hello");

        await AssertReceivedAsync(_all, """42["hello"]""");
    }
}
