using Rpress.TestKit;

namespace Rpress.Client.Tests;

public sealed class SendingTests
{
    [Fact]
    public async Task Events_BeforeTheNamespaceIsJoined_FollowInOrder()
    {
        await using var test = new TestClient();
        await test.Client.EmitAsync("a", (byte[])[1]);
        test.Client.Connect();
        ScriptedWebSocket socket = await test.Server.AcceptWebSocketAsync();
        await socket.SendAsync(TestClient.Open());
        await test.Client.EmitAsync("b");

        Assert.Equal("40", await socket.ReadTextAsync());
        await socket.SendAsync(TestClient.Joined);

        Assert.Equal("""451-["a",{"_placeholder":true,"num":0}]""", await socket.ReadTextAsync());
        Assert.Equal(RawWebSocketFrame.FinalBinary, (await socket.ReadAsync())!.First);
        Assert.Equal("""42["b"]""", await socket.ReadTextAsync());
    }

    [Fact]
    public async Task Events_InTheConnectHandler_GoAfterThoseThatWaited()
    {
        await using var test = new TestClient();
        test.Client.OnConnect(() => test.Client.EmitAsync("connected"));
        await test.Client.EmitAsync("a");

        ScriptedWebSocket socket = await test.ConnectAsync();

        Assert.Equal("""42["a"]""", await socket.ReadTextAsync());
        Assert.Equal("""42["connected"]""", await socket.ReadTextAsync());
    }

    [Fact]
    public async Task Events_BetweenConnections_WaitForTheNextOne()
    {
        await using var test = new TestClient();
        (await test.ConnectAsync()).Close();
        Assert.Equal("disconnect: transport close", await test.Happened.NextAsync());

        await test.Client.EmitAsync("a");
        await test.Client.EmitAsync("b");
        await test.PassAsync(TimeSpan.FromSeconds(1));
        ScriptedWebSocket next = await test.AcceptAsync();

        Assert.Equal("""42["a"]""", await next.ReadTextAsync());
        Assert.Equal("""42["b"]""", await next.ReadTextAsync());
    }

    // each event counts the 5 bytes of its arguments, and 256
    [Theory]
    [InlineData(522, 2)]
    [InlineData(521, 1)]
    [InlineData(1, 1)]
    public async Task Emit_BeyondMaxSendQueueSize_Throws(long limit, int taken)
    {
        await using var test = new TestClient(options => options.MaxSendQueueSize = limit);

        for (int i = 0; i < taken; i++)
        {
            await test.Client.EmitAsync("a");
        }

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => test.Client.EmitAsync("b"));
        Assert.Contains($"SocketIoClientOptions.MaxSendQueueSize ({limit})", error.Message, StringComparison.Ordinal);
        Assert.Equal(261 * taken, test.Waiting);
    }

    [Fact]
    public async Task Emit_OnceTheQueueWasSent_IsTakenAgain()
    {
        await using var test = new TestClient(options => options.MaxSendQueueSize = 261);
        await test.Client.EmitAsync("a");

        ScriptedWebSocket socket = await test.ConnectAsync();
        Assert.Equal("""42["a"]""", await socket.ReadTextAsync());
        await Eventually.TrueAsync(() => test.Waiting == 0, "the room being there again");
        await test.Client.EmitAsync("b");

        Assert.Equal("""42["b"]""", await socket.ReadTextAsync());
    }

    [Fact]
    public async Task Emit_WhileTheServerDoesNotTakeIt_CountsUntilItDoes()
    {
        await using var test = new TestClient(options => (options.Transports, options.MaxSendQueueSize) = ([SocketTransport.Polling], 522));
        await test.ConnectPollingAsync();
        await test.Client.EmitAsync("a");
        ScriptedRequest post = await test.Server.ReadPostAsync();
        await test.Client.EmitAsync("b");

        await Assert.ThrowsAsync<InvalidOperationException>(() => test.Client.EmitAsync("c"));
        await post.AnswerAsync("ok");
        await (await test.Server.ReadPostAsync()).AnswerAsync("ok");

        await Eventually.TrueAsync(() => test.Waiting == 0, "the room being there again");
    }

    [Fact]
    public async Task Connection_ThatEndsWhileItSends_GivesTheRoomBack()
    {
        await using var test = new TestClient(options => options.Transports = [SocketTransport.Polling]);
        ScriptedRequest poll = await test.ConnectPollingAsync();
        await test.Client.EmitAsync("a");
        ScriptedRequest post = await test.Server.ReadPostAsync();
        await test.Client.EmitAsync("b");

        await poll.AnswerAsync("1");
        Assert.Equal("disconnect: transport close", await test.Happened.NextAsync());
        await post.ReadToEndAsync();

        await Eventually.TrueAsync(() => test.Waiting == 0, "the room being there again");
    }

    [Fact]
    public async Task Volatile_WhileNotConnected_IsDropped()
    {
        await using var test = new TestClient();
        await test.Client.Volatile.EmitAsync("a");
        await Assert.ThrowsAsync<SocketDisconnectedException>(() => test.Client.Volatile.EmitWithAckAsync<int>("b", TestContext.Current.CancellationToken));

        ScriptedWebSocket socket = await test.ConnectAsync();
        await test.Client.EmitAsync("c");

        Assert.Equal("""42["c"]""", await socket.ReadTextAsync());
        await Eventually.TrueAsync(() => test.Waiting == 0, "nothing waiting");
    }

    [Fact]
    public async Task Volatile_OnceConnected_IsSentUnlessAPostIsUnderWay()
    {
        await using var test = new TestClient(options => options.Transports = [SocketTransport.Polling]);
        await test.ConnectPollingAsync();

        await test.SenderIdleAsync();
        await test.Client.Volatile.EmitAsync("a");
        ScriptedRequest post = await test.Server.ReadPostAsync();
        await test.Client.Volatile.EmitAsync("dropped");
        await test.Client.EmitAsync("b");
        await post.AnswerAsync("ok");

        Assert.Equal(("""42["a"]""", """42["b"]"""), (post.Text, (await test.Server.ReadPostAsync()).Text));
    }

    [Fact]
    public async Task Listeners_OfOutgoingEvents_AreToldOnceTheyAreSent()
    {
        await using var test = new TestClient();
        test.Client.OnAnyOutgoing((name, _) => test.Happened.Add($"out {name}"));
        await test.Client.EmitAsync("a");
        await test.Client.Volatile.EmitAsync("dropped");
        Assert.Equal(0, test.Happened.Unread);

        test.Client.Connect();
        await test.AcceptAsync();

        Assert.Equal(["out a", "connect"], await test.Happened.NextAsync(2));
        await test.Client.EmitAsync("b");
        Assert.Equal("out b", await test.Happened.NextAsync());
    }

    [Theory]
    [InlineData("connect")]
    [InlineData("connect_error")]
    [InlineData("disconnect")]
    public async Task Emit_OfAReservedName_IsRefused(string name)
    {
        await using var test = new TestClient();

        await Assert.ThrowsAsync<ArgumentException>(() => test.Client.EmitAsync(name));
        Assert.Equal(0, test.Waiting);
    }
}
