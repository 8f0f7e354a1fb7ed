using Rpress.TestKit;

namespace Rpress.Client.Tests.Session;

public sealed class RetryQueueTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Event_NeverAcked_IsSentOneTimeMoreThanItsRetriesAndTheNextFollows()
    {
        await using var test = CreateClient(retries: 2);
        ScriptedWebSocket socket = await test.ConnectAsync();
        Task<int> first = test.Client.EmitWithAckAsync<int>("a", TestContext.Current.CancellationToken);
        await test.Client.EmitAsync("b", 1);

        foreach (int id in (int[])[0, 1, 2])
        {
            Assert.Equal($"42{id}[\"a\"]", await socket.ReadTextAsync());
            Assert.False(first.IsCompleted);
            await test.PassAsync(_limit);
        }

        Assert.Equal("""423["b",1]""", await socket.ReadTextAsync());
        TimeoutException error = await Assert.ThrowsAsync<TimeoutException>(() => first.BoundedAsync());
        Assert.Equal("operation has timed out", error.Message);
    }

    [Fact]
    public async Task Events_Acked_FollowOneAnother()
    {
        await using var test = CreateClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        Task<int> first = test.Client.EmitWithAckAsync<int>("a", TestContext.Current.CancellationToken);
        await test.Client.EmitAsync("b");
        Task<int> third = test.Client.EmitWithAckAsync<int>("c", TestContext.Current.CancellationToken);

        Assert.Equal("""420["a"]""", await socket.ReadTextAsync());
        await socket.SendAsync("2");
        Assert.Equal("3", await socket.ReadTextAsync());
        await socket.SendAsync("430[1]");
        Assert.Equal("""421["b"]""", await socket.ReadTextAsync());
        await socket.SendAsync("431[]");
        Assert.Equal("""422["c"]""", await socket.ReadTextAsync());
        await socket.SendAsync("432[3]");

        Assert.Equal((1, 3), (await first.BoundedAsync(), await third.BoundedAsync()));
        await Eventually.TrueAsync(() => (test.Waiting, test.Work.Count) == (0, 0), "nothing being left to do");
    }

    [Fact]
    public async Task Event_AckedAtASecondTry_IsDone()
    {
        await using var test = CreateClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        Task<int> asking = test.Client.EmitWithAckAsync<int>("a", TestContext.Current.CancellationToken);
        Assert.Equal("""420["a"]""", await socket.ReadTextAsync());
        await test.PassAsync(_limit);
        Assert.Equal("""421["a"]""", await socket.ReadTextAsync());

        await socket.SendAsync("430[0]"); // late, and so nobody's
        await socket.SendAsync("431[1]");

        Assert.Equal(1, await asking.BoundedAsync());
    }

    [Fact]
    public async Task Event_WhoseConnectionEnds_IsSentAgainOnTheNext()
    {
        await using var test = CreateClient(retries: 1);
        ScriptedWebSocket socket = await test.ConnectAsync();
        Task<int> asking = test.Client.EmitWithAckAsync<int>("a", (byte[])[9], TestContext.Current.CancellationToken);
        Assert.StartsWith("451-0", await socket.ReadTextAsync(), StringComparison.Ordinal);
        socket.Close();

        await test.PassAsync(TimeSpan.FromSeconds(1));
        ScriptedWebSocket next = await test.AcceptAsync();
        Assert.Equal("""451-1["a",{"_placeholder":true,"num":0}]""", await next.ReadTextAsync());
        Assert.Equal([9], (await next.ReadAsync())!.Payload);
        await next.SendAsync("431[7]");

        Assert.Equal(7, await asking.BoundedAsync());
    }

    [Fact]
    public async Task Event_BeforeTheConnection_IsTriedOnceThereIsOne()
    {
        await using var test = CreateClient(retries: 1);
        Task<int> asking = test.Client.EmitWithAckAsync<int>("a", TestContext.Current.CancellationToken);
        Assert.Equal(0, test.Clock.LiveTimers);

        ScriptedWebSocket socket = await test.ConnectAsync();
        Assert.Equal("""420["a"]""", await socket.ReadTextAsync());
        await socket.SendAsync("430[1]");

        Assert.Equal(1, await asking.BoundedAsync());
    }

    [Fact]
    public async Task Event_WithATimeOfItsOwn_IsTriedAgainAfterThat()
    {
        await using var test = CreateClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        await test.Client.Timeout(TimeSpan.FromSeconds(2)).EmitAsync("a");
        Assert.Equal("""420["a"]""", await socket.ReadTextAsync());

        await test.PassAsync(TimeSpan.FromSeconds(2));

        Assert.Equal("""421["a"]""", await socket.ReadTextAsync());
    }

    // an event counts the 5 bytes of its arguments and 256, once
    [Theory]
    [InlineData(261)]
    [InlineData(1)]
    public async Task Event_AsLargeAsTheSendQueue_IsSent(long limit)
    {
        await using var test = new TestClient(options => (options.Retries, options.AckTimeout, options.MaxSendQueueSize) = (1, _limit, limit));
        ScriptedWebSocket socket = await test.ConnectAsync();

        await test.Client.EmitAsync("a");
        Assert.Equal("""420["a"]""", await socket.ReadTextAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => test.Client.EmitAsync("b"));
        await test.PassAsync(_limit);
        Assert.Equal("""421["a"]""", await socket.ReadTextAsync());
        await socket.SendAsync("431[]");

        await Eventually.TrueAsync(() => test.Waiting == 0, "the room being there again");
        await test.Client.EmitAsync("c");
        Assert.Equal("""422["c"]""", await socket.ReadTextAsync());
    }

    [Fact]
    public async Task Event_ThatIsVolatile_IsSentAtOnceAndOnce()
    {
        await using var test = CreateClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        await test.Client.EmitAsync("a");
        Assert.Equal("""420["a"]""", await socket.ReadTextAsync());

        await test.SenderIdleAsync();
        await test.Client.Volatile.EmitAsync("v");

        Assert.Equal("""42["v"]""", await socket.ReadTextAsync());
    }

    [Fact]
    public async Task Events_OfADisposedClient_FailAndFreeTheirRoom()
    {
        await using var test = CreateClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        Task<int> first = test.Client.EmitWithAckAsync<int>("a", TestContext.Current.CancellationToken);
        Task<int> second = test.Client.EmitWithAckAsync<int>("b", TestContext.Current.CancellationToken);
        await socket.ReadTextAsync();
        socket.Reset();

        await test.Client.DisposeAsync().AsTask().BoundedAsync();

        await Assert.ThrowsAsync<SocketDisconnectedException>(() => first.BoundedAsync());
        await Assert.ThrowsAsync<SocketDisconnectedException>(() => second.BoundedAsync());
        await Eventually.TrueAsync(() => (test.Waiting, test.Work.Count) == (0, 0), "nothing being left to do");
    }

    private static TestClient CreateClient(int retries = 2) => new(options => (options.Retries, options.AckTimeout) = (retries, _limit));
}
