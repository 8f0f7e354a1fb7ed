using System.Text;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.EngineIo;

/// <summary>engine.io v4, "Payload" and the rules of long-polling: what is delivered, and what ends a session.</summary>
public sealed class PollingTests
{
    private const string UnknownSid = """{"code":1,"message":"Session ID unknown"}""";

    [Fact]
    public async Task Poll_WithMessagesWaiting_GetsAllInOnePayload()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        app.Handler.Session.Send(EngineApp.Text("hello"));
        app.Handler.Session.Send(OutgoingMessage.Binary(new byte[] { 1, 2, 3, 4 }));
        app.Handler.Session.Send(OutgoingMessage.Ping);

        var reply = await app.PollAsync(sid);

        Assert.Equal("4hello\u001ebAQIDBA==\u001e2", reply.Text);
        Assert.Equal("text/plain; charset=UTF-8", reply.Header("Content-Type"));
        Assert.Equal("no-store", reply.Header("Cache-Control"));
    }

    [Fact]
    public async Task Poll_WithNothingWaiting_IsAnsweredByTheNextMessage()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        var poll = await app.BeginPollAsync(sid);

        app.Handler.Session.Send(EngineApp.Text("late"));

        Assert.Equal("4late", (await poll).Text);
    }

    [Fact]
    public async Task Post_OfSeveralPackets_DeliversThemInOrder()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();

        var reply = await app.PostAsync(sid, "4a\u001ebAQIDBA==\u001e6\u001e3\u001e4ä€😀\u001e4");

        Assert.Equal(200, reply.Status);
        Assert.Equal("text/html", reply.Header("Content-Type"));
        Assert.Equal("2", reply.Header("Content-Length"));
        Assert.Equal("ok", reply.Text);
        Assert.Equal(["a", "01020304", "ä€😀", ""], app.Handler.Messages);
        Assert.Equal("4a\u001ebAQIDBA==\u001e4ä€😀\u001e4", (await app.PollAsync(sid)).Text);
    }

    // engine.io reads a body as UTF-8 with the replacement character for what is none
    [Fact]
    public async Task Post_OfInvalidUtf8_IsReadWithReplacements()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();

        await app.Server.PostAsync(EngineApp.PollingOf(sid), new ByteArrayContent([(byte)'4', 0xFF, (byte)'a']));

        Assert.Equal(["\uFFFDa"], app.Handler.Messages);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("7")]
    [InlineData("bAQ!D")]
    [InlineData("b====")]
    [InlineData("\u001e")]
    public async Task Post_OfAMalformedPacket_EndsTheSession(string packets)
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();

        var reply = await app.PostAsync(sid, packets);

        Assert.Equal(400, reply.Status);
        Assert.Empty(reply.Text);
        Assert.Equal(["parse error"], app.Reasons);
        Assert.Equal(UnknownSid, (await app.PollAsync(sid)).Text);
    }

    [Fact]
    public async Task Post_MalformedInTheMiddle_DeliversWhatStandsBefore()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();

        Assert.Equal(400, (await app.PostAsync(sid, "4a\u001e\u001e4b")).Status);

        Assert.Equal(["a"], app.Handler.Messages);
        Assert.Equal(["parse error"], app.Reasons);
    }

    [Theory]
    [InlineData("2")]
    [InlineData("2probe")]
    public async Task Post_OfAPing_EndsTheSession(string packet)
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();

        await app.PostAsync(sid, packet + "\u001e4after");

        Assert.Equal(["transport error"], app.Reasons);
        Assert.Empty(app.Handler.Messages);
    }

    [Fact]
    public async Task Post_OfAClose_AnswersTheWaitingGetWithNoop()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        var poll = await app.BeginPollAsync(sid);

        var reply = await app.PostAsync(sid, "1");

        Assert.Equal("ok", reply.Text);
        Assert.Equal("6", (await poll).Text);
        Assert.Equal(["transport close"], app.Reasons);
        Assert.Equal(UnknownSid, (await app.PostAsync(sid, "4a")).Text);
        await app.EmptyAsync();
    }

    // engine.io, "overlap from client"
    [Fact]
    public async Task Poll_BesideAnother_EndsTheSession()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        var first = await app.BeginPollAsync(sid);

        var second = await app.PollAsync(sid);

        Assert.Equal((400, ""), (second.Status, second.Text));
        Assert.Equal((200, "1"), ((await first).Status, (await first).Text));
        Assert.Equal(["transport error"], app.Reasons);
        Assert.Equal(UnknownSid, (await app.PollAsync(sid)).Text);
    }

    [Fact]
    public async Task Post_BesideAnother_EndsTheSession()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        await using var slow = await app.Server.ConnectAsync();
        await slow.SendAsync($"POST {EngineApp.PollingOf(sid)} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n4");
        await Eventually.TrueAsync(() => app.Handler.Session.IsPosting, "the POST to be read");

        var second = await app.PostAsync(sid, "4b");

        Assert.Equal((400, ""), (second.Status, second.Text));
        Assert.Equal(["transport error"], app.Reasons);
        await slow.SendAsync("a");
        Assert.Equal(200, (await slow.ReadResponseAsync()).Status);
        Assert.Empty(app.Handler.Messages);
    }

    // engine.io since 6.6.7
    [Fact]
    public async Task Post_OfRawBytes_EndsTheSession()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        using var content = new ByteArrayContent("4a"u8.ToArray());
        content.Headers.ContentType = new("application/octet-stream");

        var reply = await app.Server.PostAsync(EngineApp.PollingOf(sid), content);

        Assert.Equal((400, ""), (reply.Status, reply.Text));
        Assert.Equal(["transport error"], app.Reasons);
    }

    [Fact]
    public async Task Poll_BrokenOffByTheClient_EndsTheSession()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        await using var connection = await app.Server.ConnectAsync();
        await connection.SendAsync($"GET {EngineApp.PollingOf(sid)} HTTP/1.1\r\nHost: x\r\n\r\n");
        await Eventually.TrueAsync(() => app.Handler.Session.IsPolling, "the GET to wait");

        connection.Reset();

        Assert.Equal("transport error", await app.ReasonAsync());
        await app.EmptyAsync();
    }

    [Theory]
    [InlineData("Content-Length: 10\r\n\r\n4a")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\n4a")]
    public async Task Post_BrokenOffByTheClient_EndsTheSession(string rest)
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        await using var connection = await app.Server.ConnectAsync();
        await connection.SendAsync($"POST {EngineApp.PollingOf(sid)} HTTP/1.1\r\nHost: x\r\n{rest}");
        await Eventually.TrueAsync(() => app.Handler.Session.IsPosting, "the POST to be read");

        connection.Reset();

        Assert.Equal("transport error", await app.ReasonAsync());
        Assert.Empty(app.Handler.Messages);
        await app.EmptyAsync();
    }

    [Theory]
    [InlineData(99, false)]
    [InlineData(100, false)]
    [InlineData(99, true)]
    [InlineData(100, true)]
    public async Task Post_UpToTheLimit_IsTaken(int size, bool isChunked)
    {
        await using var app = await EngineApp.StartAsync(new() { MaxPayload = 100 });
        var sid = await app.OpenPollingAsync();

        var reply = await PostAsync(app, sid, "4" + new string('a', size - 1), isChunked);

        Assert.Equal("ok", reply.Text);
        Assert.Equal(size - 1, Assert.Single(app.Handler.Messages).Length);
    }

    [Theory]
    [InlineData(101, false)]
    [InlineData(300_000, false)]
    [InlineData(101, true)]
    [InlineData(300_000, true)]
    public async Task Post_AboveTheLimit_GetsAnEmpty413AndTheSessionLives(int size, bool isChunked)
    {
        await using var app = await EngineApp.StartAsync(new() { MaxPayload = 100 });
        var sid = await app.OpenPollingAsync();

        var reply = await PostAsync(app, sid, "4" + new string('a', size - 1), isChunked);

        Assert.Equal((413, ""), (reply.Status, reply.Text));
        Assert.Empty(app.Reasons);
        Assert.Equal("ok", (await app.PostAsync(sid, "4b")).Text);
        Assert.Equal(["b"], app.Handler.Messages);
    }

    // the limit of the application is for its own routes
    [Fact]
    public async Task Post_AboveTheApplicationsLimit_IsTaken()
    {
        await using var app = await EngineApp.StartAsync(options: new() { MaxBodySize = 10 });
        var sid = await app.OpenPollingAsync();

        Assert.Equal("ok", (await app.PostAsync(sid, "4" + new string('a', 1000))).Text);
    }

    // engine.io: a session that the server closes tells the client with its last GET
    [Fact]
    public async Task Poll_AfterTheServerClosed_GetsTheRestAndTheClosePacket()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        app.Handler.Session.Send(EngineApp.Text("1"));
        app.Handler.Session.Close(DisconnectReason.ForcedServerClose);

        Assert.Equal("41", (await app.PollAsync(sid)).Text);
        Assert.Equal("1", (await app.PollAsync(sid)).Text);
        Assert.Equal(UnknownSid, (await app.PollAsync(sid)).Text);
        await app.EmptyAsync();
    }

    [Fact]
    public async Task Poll_WaitingWhenTheServerCloses_GetsTheClosePacket()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        var poll = await app.BeginPollAsync(sid);

        app.Handler.Session.Close(DisconnectReason.ForcedServerClose);

        Assert.Equal("1", (await poll).Text);
        await app.EmptyAsync();
    }

    [Fact]
    public async Task Post_AfterTheServerClosed_IsTakenAndIgnored()
    {
        await using var app = await EngineApp.StartAsync();
        var sid = await app.OpenPollingAsync();
        app.Handler.Session.Close(DisconnectReason.ForcedServerClose);

        Assert.Equal("ok", (await app.PostAsync(sid, "4a")).Text);
        Assert.Empty(app.Handler.Messages);
    }

    private static async Task<Reply> PostAsync(EngineApp app, string sid, string packets, bool isChunked)
    {
        using var request = app.Server.CreateExact(HttpMethod.Post, EngineApp.PollingOf(sid));
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(packets));
        request.Headers.TransferEncodingChunked = isChunked;
        return await app.Server.SendAsync(request);
    }
}
