using Rpress.SocketIo.Protocol.Tests.SocketIo;

namespace Rpress.SocketIo.Protocol.Tests.Events;

public sealed class EventAckTests
{
    private readonly TestSocket _socket = new();

    [Fact]
    public async Task SendAsync_Twice_SendsOnce()
    {
        var ack = new EventAck(_socket, 5);

        await ack.SendAsync("one");
        await ack.SendAsync("two");

        Assert.Equal(["""35["one"]"""], _socket.Sent);
    }

    [Fact]
    public async Task SendAsync_NotRequested_SendsNothing()
    {
        var ack = new EventAck(_socket, null);

        await ack.SendAsync("one");

        Assert.False(ack.IsRequested);
        Assert.Empty(_socket.Sent);
    }

    [Fact]
    public async Task SendAsync_OfZeroToSixArguments_SendsThem()
    {
        await new EventAck(_socket, 0).SendAsync();
        await new EventAck(_socket, 1).SendAsync(1);
        await new EventAck(_socket, 2).SendAsync(1, 2);
        await new EventAck(_socket, 3).SendAsync(1, 2, 3);
        await new EventAck(_socket, 4).SendAsync(1, 2, 3, 4);
        await new EventAck(_socket, 5).SendAsync(1, 2, 3, 4, 5);
        await new EventAck(_socket, ulong.MaxValue).SendAsync(1, 2, 3, 4, 5, null);

        Assert.Equal(["30[]", "31[1]", "32[1,2]", "33[1,2,3]", "34[1,2,3,4]", "35[1,2,3,4,5]", "318446744073709551615[1,2,3,4,5,null]"], _socket.Sent);
    }

    [Fact]
    public async Task SendArgumentsAsync_OfReceived_SendsThemAsTheyCame()
    {
        EventArguments received = Packets.Arguments("""51-["ev",1e400,{"_placeholder":true,"num":0}]""", [7]);

        await new EventAck(_socket, 1).SendArgumentsAsync(received);

        Assert.Equal(["""61-1[1e400,{"_placeholder":true,"num":0}]|07"""], _socket.Sent);
    }

    [Fact]
    public async Task SendAsync_AfterOneThatFailed_StillSends()
    {
        var ack = new EventAck(_socket, 1);

        await Assert.ThrowsAsync<ArgumentException>(() => ack.SendAsync(new { Value = double.NaN }));
        await ack.SendAsync("failed");

        Assert.Equal(["""31["failed"]"""], _socket.Sent);
    }

    [Fact]
    public async Task SendAsync_FromManyThreads_SendsOnce()
    {
        var ack = new EventAck(_socket, 1);

        await Parallel.ForAsync(0, 100, TestContext.Current.CancellationToken, async (_, _) => await ack.SendAsync());

        Assert.Equal(["31[]"], _socket.Sent);
    }

    [Fact]
    public async Task EmitWithAckAsync_OfType_GivesTheFirstArgument()
    {
        var socket = new TestSocket { AckData = """[{"n":1},2]""" };

        Assert.Equal(1, (await socket.EmitWithAckAsync<Dictionary<string, int>>("ev", "x", TestContext.Current.CancellationToken))!["n"]);
        Assert.Equal(["""2["ev","x"]"""], socket.Sent);
    }

    [Fact]
    public async Task EmitWithAckAsync_TokenAsLastArgument_IsNoneOfTheEvents()
    {
        using var source = new CancellationTokenSource();
        CancellationToken token = source.Token;

        await _socket.EmitWithAckAsync<int>("ev", token);
        await _socket.EmitWithAckAsync<int>("ev", 1, token);
        await _socket.EmitWithAckAsync<int>("ev", 1, 2, token);
        await _socket.EmitWithAckAsync<int>("ev", 1, 2, 3, token);
        await _socket.EmitWithAckAsync<int>("ev", 1, 2, 3, 4, token);
        await _socket.EmitWithAckAsync<int>("ev", 1, 2, 3, 4, 5, token);
        await _socket.EmitWithAckAsync<int>("ev", 1, 2, 3, 4, 5, null, token);
        await _socket.EmitArgumentsWithAckAsync<int>("ev", [], token);

        Assert.Equal(
            ["""2["ev"]""", """2["ev",1]""", """2["ev",1,2]""", """2["ev",1,2,3]""", """2["ev",1,2,3,4]""", """2["ev",1,2,3,4,5]""", """2["ev",1,2,3,4,5,null]""", """2["ev"]"""],
            _socket.Sent);
        Assert.All(_socket.Tokens, given => Assert.Equal(token, given));
        Assert.Equal(8, _socket.Tokens.Count);
    }

    [Fact]
    public async Task EmitWithAckAsync_OfNothingOrNull_GivesTheDefault()
    {
        Assert.Equal(0, await new TestSocket().EmitWithAckAsync<int>("ev", TestContext.Current.CancellationToken));
        Assert.Equal(0, await new TestSocket { AckData = "[null]" }.EmitWithAckAsync<int>("ev", TestContext.Current.CancellationToken));
        Assert.Null(await new TestSocket().EmitWithAckAsync<string>("ev", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task EmitWithAckAsync_OfAnotherType_Throws() =>
        await Assert.ThrowsAsync<EventArgumentException>(() => new TestSocket { AckData = """["text"]""" }.EmitWithAckAsync<int>("ev", TestContext.Current.CancellationToken));
}
