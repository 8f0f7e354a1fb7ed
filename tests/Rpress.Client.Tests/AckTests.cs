using Rpress.TestKit;

namespace Rpress.Client.Tests;

public sealed class AckTests
{
    [Fact]
    public async Task Ids_OfEachNamespace_CountFromZero()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        ClientSocket admin = test.Client.Of("/admin");
        admin.Connect();
        Assert.Equal("40/admin,", await socket.ReadTextAsync());
        await socket.SendAsync("""40/admin,{"sid":"def"}""");
        await TestKit.Eventually.TrueAsync(() => admin.IsConnected, "the namespace being joined");

        _ = test.Client.EmitWithAckAsync<int>("a", TestContext.Current.CancellationToken);
        Assert.Equal("""420["a"]""", await socket.ReadTextAsync());
        _ = test.Client.EmitWithAckAsync<int>("b", 1, TestContext.Current.CancellationToken);
        Assert.Equal("""421["b",1]""", await socket.ReadTextAsync());
        _ = admin.EmitWithAckAsync<int>("c", TestContext.Current.CancellationToken);

        Assert.Equal("""42/admin,0["c"]""", await socket.ReadTextAsync());
    }

    [Fact]
    public async Task Ack_OfAnEvent_BringsItsArguments()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();

        Task<EventArguments> asking = test.Client.EmitArgumentsWithAckAsync("a", (object?[])[], TestContext.Current.CancellationToken);
        await socket.ReadTextAsync();
        await socket.SendAsync("""461-0["x",{"_placeholder":true,"num":0}]""");
        await socket.SendAsync([1, 2]);

        EventArguments arguments = await asking.BoundedAsync();
        Assert.Equal("x", arguments[0].Get<string>());
        Assert.Equal([1, 2], arguments[1].Get<byte[]>()!);
    }

    [Fact]
    public async Task Acks_UnknownDoubleAndLate_AreIgnored()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        Task<string?> first = test.Client.EmitWithAckAsync<string>("a", TestContext.Current.CancellationToken);
        Task<string?> second = test.Client.EmitWithAckAsync<string>("b", TestContext.Current.CancellationToken);

        await socket.SendAsync("""439["unknown"]""");
        await socket.SendAsync("""4318446744073709551615["unknown"]""");
        await socket.SendAsync("""431["b"]""");
        await socket.SendAsync("""431["double"]""");
        await socket.SendAsync("""430["a"]""");

        Assert.Equal(("a", "b"), (await first.BoundedAsync(), await second.BoundedAsync()));
        Assert.True(test.Client.IsConnected);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ack_NotInTime_IsATimeoutAndIgnoredAfterwards(bool isOption)
    {
        var limit = TimeSpan.FromSeconds(10);
        await using var test = new TestClient(options => options.AckTimeout = isOption ? limit : TimeSpan.FromSeconds(4));
        ScriptedWebSocket socket = await test.ConnectAsync();
        Task<int> asking = isOption ? test.Client.EmitWithAckAsync<int>("a", TestContext.Current.CancellationToken) : test.Client.Timeout(limit).EmitWithAckAsync<int>("a", TestContext.Current.CancellationToken);
        await socket.ReadTextAsync();

        await test.Clock.TimerAsync(limit);
        test.Clock.Advance(limit - TimeSpan.FromMilliseconds(1));
        Assert.False(asking.IsCompleted);
        test.Clock.Advance(TimeSpan.FromMilliseconds(1));

        TimeoutException error = await Assert.ThrowsAsync<TimeoutException>(() => asking.BoundedAsync());
        Assert.Equal("operation has timed out", error.Message);
        await socket.SendAsync("""430[1]""");
        await socket.SendAsync("2");
        Assert.Equal("3", await socket.ReadTextAsync());
    }

    [Fact]
    public async Task Event_WhoseAckTimesOutBeforeItWasSent_IsNotSent()
    {
        await using var test = new TestClient();
        Task<int> asking = test.Client.Timeout(TimeSpan.FromSeconds(3)).EmitWithAckAsync<int>("a", TestContext.Current.CancellationToken);
        await test.PassAsync(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAsync<TimeoutException>(() => asking.BoundedAsync());
        Assert.Equal(0, test.Waiting);

        await test.Client.EmitAsync("b");
        ScriptedWebSocket socket = await test.ConnectAsync();

        Assert.Equal("""42["b"]""", await socket.ReadTextAsync());
    }

    [Fact]
    public async Task Acks_BeyondTheirLimit_AreRefusedUntilOneCame()
    {
        await using var test = new TestClient(options => options.MaxPendingAcks = 2);
        ScriptedWebSocket socket = await test.ConnectAsync();
        Task<int> first = test.Client.EmitWithAckAsync<int>("a", TestContext.Current.CancellationToken);
        Task<int> second = test.Client.EmitWithAckAsync<int>("b", TestContext.Current.CancellationToken);

        InvalidOperationException error = await Assert.ThrowsAsync<InvalidOperationException>(() => test.Client.EmitWithAckAsync<int>("c", TestContext.Current.CancellationToken).BoundedAsync());
        Assert.Contains("SocketIoClientOptions.MaxPendingAcks", error.Message, StringComparison.Ordinal);
        await socket.SendAsync("430[1]");
        Assert.Equal(1, await first.BoundedAsync());
        Task<int> third = test.Client.EmitWithAckAsync<int>("d", TestContext.Current.CancellationToken);

        Assert.Equal("""420["a"]""", await socket.ReadTextAsync());
        Assert.Equal("""421["b"]""", await socket.ReadTextAsync());
        Assert.Equal("""423["d"]""", await socket.ReadTextAsync());
        Assert.False(second.IsCompleted || third.IsCompleted);
    }

    [Fact]
    public async Task Acks_BeyondTheirLimitWhileNotConnected_FailOnceItIs()
    {
        await using var test = new TestClient(options => options.MaxPendingAcks = 1);
        Task<int> first = test.Client.EmitWithAckAsync<int>("a", TestContext.Current.CancellationToken);
        Task<int> second = test.Client.EmitWithAckAsync<int>("b", TestContext.Current.CancellationToken);

        ScriptedWebSocket socket = await test.ConnectAsync();
        await socket.SendAsync("430[7]");

        Assert.Equal(7, await first.BoundedAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => second.BoundedAsync());
    }

    [Fact]
    public async Task Acks_AtADisconnect_FailForWhatWasSentAndWaitForWhatWasNot()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        Task<int> sent = test.Client.EmitWithAckAsync<int>("a", TestContext.Current.CancellationToken);
        await socket.ReadTextAsync();
        socket.Close();
        Assert.Equal("disconnect: transport close", await test.Happened.NextAsync());

        Task<int> buffered = test.Client.EmitWithAckAsync<int>("b", TestContext.Current.CancellationToken);
        SocketDisconnectedException error = await Assert.ThrowsAsync<SocketDisconnectedException>(() => sent.BoundedAsync());
        await test.PassAsync(TimeSpan.FromSeconds(1));
        ScriptedWebSocket next = await test.AcceptAsync();
        Assert.Equal("""421["b"]""", await next.ReadTextAsync());
        await next.SendAsync("431[5]");

        Assert.Equal("The socket has been disconnected.", error.Message);
        Assert.Equal(5, await buffered.BoundedAsync());
    }

    [Fact]
    public async Task Ack_OfTheConnectionBefore_IsNotTakenForANewOne()
    {
        await using var test = new TestClient();
        ScriptedWebSocket socket = await test.ConnectAsync();
        Task<int> sent = test.Client.EmitWithAckAsync<int>("a", TestContext.Current.CancellationToken);
        await socket.SendAsync("41");
        Assert.Equal("disconnect: io server disconnect", await test.Happened.NextAsync());
        await Assert.ThrowsAsync<SocketDisconnectedException>(() => sent.BoundedAsync());

        ScriptedWebSocket next = await test.ConnectAsync();
        Task<int> asking = test.Client.EmitWithAckAsync<int>("b", TestContext.Current.CancellationToken);
        await next.SendAsync("430[1]");
        await next.SendAsync("431[2]");

        Assert.Equal(2, await asking.BoundedAsync());
    }

    [Theory]
    [InlineData("""427["sum",1,2]""", "437[3]")]
    [InlineData("""4218446744073709551615["sum",1,2]""", "4318446744073709551615[3]")]
    public async Task Event_WithAnAckId_IsAnsweredWithTheHandlersValue(string packet, string ack)
    {
        await using var test = new TestClient();
        test.Client.On("sum", (int a, int b) => a + b);
        ScriptedWebSocket socket = await test.ConnectAsync();

        await socket.SendAsync(packet);

        Assert.Equal(ack, await socket.ReadTextAsync());
    }

    [Fact]
    public async Task Event_AnsweredWithBinary_IsABinaryAck()
    {
        await using var test = new TestClient();
        test.Client.On("file", () => (byte[])[1, 2]);
        ScriptedWebSocket socket = await test.ConnectAsync();

        await socket.SendAsync("""427["file"]""");

        Assert.Equal("""461-7[{"_placeholder":true,"num":0}]""", await socket.ReadTextAsync());
        Assert.Equal([1, 2], (await socket.ReadAsync())!.Payload);
    }

    [Fact]
    public async Task Event_AnsweredAfterTheConnectionEnded_AnswersNothing()
    {
        await using var test = new TestClient();
        var answer = new TaskCompletionSource<int>();
        test.Client.On("slow", () => answer.Task);
        ScriptedWebSocket socket = await test.ConnectAsync();
        await socket.SendAsync("""427["slow"]""");
        await socket.SendCloseAsync();
        await TestKit.Eventually.TrueAsync(() => !test.Client.IsConnected, "the connection having ended");

        answer.SetResult(1);
        await test.PassAsync(TimeSpan.FromSeconds(1));
        ScriptedWebSocket next = await test.AcceptAsync();
        await next.SendAsync("2");

        Assert.Equal("3", await next.ReadTextAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Timeout_OfNoTime_IsRefused(int milliseconds)
    {
        await using var test = new TestClient();

        Assert.Throws<ArgumentOutOfRangeException>(() => test.Client.Timeout(TimeSpan.FromMilliseconds(milliseconds)));
    }

    [Fact]
    public async Task Ack_OfAnEventOfTheConnectionBefore_IsNotSent()
    {
        await using var test = new TestClient();
        var answer = new TaskCompletionSource<string>();
        test.Client.On("slow", () => answer.Task);
        ScriptedWebSocket socket = await test.ConnectAsync();
        await socket.SendAsync("421[\"slow\"]");
        socket.Close();
        await test.PassAsync(TimeSpan.FromSeconds(1));
        ScriptedWebSocket next = await test.AcceptAsync();

        answer.SetResult("late");
        await test.Client.Of("/").EmitAsync("a");

        Assert.Equal("""42["a"]""", await next.ReadTextAsync());
        await next.SendAsync("422[\"slow\"]");
        Assert.Equal("""432["late"]""", await next.ReadTextAsync());
    }

    [Fact]
    public async Task Acks_ToAServerThatDoesNotRead_TakeRoomInTheSendQueue()
    {
        await using var test = new TestClient(options => (options.Transports, options.MaxSendQueueSize) = ([SocketTransport.Polling], 271));
        test.Client.On("q", () => "0123456789");
        ScriptedRequest poll = await test.ConnectPollingAsync();

        await poll.AnswerAsync("421[\"q\"]\u001e422[\"q\"]");
        ScriptedRequest post = await test.Server.ReadPostAsync();

        Assert.StartsWith("handler_error: q: ", await test.Happened.NextAsync(), StringComparison.Ordinal);
        Assert.Equal("""431["0123456789"]""", post.Text);
        await post.AnswerAsync("ok");
        await Eventually.TrueAsync(() => test.Waiting == 0, "the send queue being empty");
    }
}
