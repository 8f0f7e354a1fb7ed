using System.Globalization;
using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.Client.Tests.Transports;

public sealed class PollingTests
{
    private const string Rs = "\u001e";

    [Fact]
    public async Task Payload_OfSeveralPackets_IsHandledInOrder()
    {
        await using var test = CreateClient();
        test.Client.On("a", (int number) => test.Happened.Add($"a {number}"));
        ScriptedRequest poll = await test.ConnectPollingAsync();

        await poll.AnswerAsync($"42[\"a\",1]{Rs}2{Rs}6{Rs}42[\"a\",2]");

        Assert.Equal(["a 1", "a 2"], await test.Happened.NextAsync(2));
        Assert.Equal("3", (await test.Server.ReadPostAsync()).Text);
    }

    [Fact]
    public async Task Payload_WithBinary_BringsIt()
    {
        await using var test = CreateClient();
        test.Client.On("file", (byte[] first, byte[] second) => test.Happened.Add(Convert.ToHexString([.. first, 0xff, .. second])));
        ScriptedRequest poll = await test.ConnectPollingAsync();

        await poll.AnswerAsync($$"""452-["file",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]{{Rs}}bAQID""");
        await (await test.Server.ReadGetAsync()).AnswerAsync("bBA==");

        Assert.Equal("010203FF04", await test.Happened.NextAsync());
    }

    [Fact]
    public async Task Emit_OfBinary_IsOnePayloadInBase64()
    {
        await using var test = CreateClient();
        await test.ConnectPollingAsync();

        await test.Client.EmitAsync("file", (byte[])[1, 2, 3], (byte[])[0xfb, 0xff]);

        ScriptedRequest post = await test.Server.ReadPostAsync();
        Assert.Equal($$"""452-["file",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]{{Rs}}bAQID{{Rs}}b+/8=""", post.Text);
        Assert.Equal("text/plain; charset=UTF-8", post.Header("Content-Type"));
    }

    [Fact]
    public async Task Emit_WhileAPostIsUnderWay_GoesWithTheNextOne()
    {
        await using var test = CreateClient();
        await test.ConnectPollingAsync();
        await test.Client.EmitAsync("a");
        ScriptedRequest post = await test.Server.ReadPostAsync();

        await test.Client.EmitAsync("é");
        await test.Client.EmitAsync("c");
        Assert.Equal(0, test.Server.UnreadRequests);
        await post.AnswerAsync("ok");

        ScriptedRequest second = await test.Server.ReadPostAsync();
        Assert.Equal($"42[\"é\"]{Rs}42[\"c\"]", second.Text);
        Assert.Equal("16", second.Header("Content-Length"));
    }

    // two packets of 7 bytes and the separator
    [Theory]
    [InlineData(0, true)]
    [InlineData(16, true)]
    [InlineData(15, true)]
    [InlineData(14, false)]
    [InlineData(7, false)]
    [InlineData(6, false)]
    [InlineData(1, false)]
    public async Task Posts_ByTheServersMaxPayload_AreSplit(long maxPayload, bool isOne)
    {
        await using var test = CreateClient();
        await test.ConnectPollingAsync(TestClient.Open(maxPayload: maxPayload));
        await test.Client.EmitAsync("a");
        ScriptedRequest post = await test.Server.ReadPostAsync();
        await test.Client.EmitAsync("b");
        await test.Client.EmitAsync("c");

        await post.AnswerAsync("ok");
        ScriptedRequest second = await test.Server.ReadPostAsync();
        await second.AnswerAsync("ok");

        Assert.Equal(isOne ? $"42[\"b\"]{Rs}42[\"c\"]" : "42[\"b\"]", second.Text);
        Assert.Equal(isOne ? null : "42[\"c\"]", isOne ? null : (await test.Server.ReadPostAsync()).Text);
    }

    // 39 bytes, the separator, b and four of Base64
    [Theory]
    [InlineData(45, true)]
    [InlineData(44, false)]
    public async Task Posts_WithBinary_CountItsBase64(long maxPayload, bool isOne)
    {
        await using var test = CreateClient();
        await test.ConnectPollingAsync(TestClient.Open(maxPayload: maxPayload));

        await test.Client.EmitAsync("f", (byte[])[1, 2, 3]);
        ScriptedRequest post = await test.Server.ReadPostAsync();
        await post.AnswerAsync("ok");

        const string Text = """451-["f",{"_placeholder":true,"num":0}]""";
        Assert.Equal(39, Text.Length);
        Assert.Equal(isOne ? $"{Text}{Rs}bAQID" : Text, post.Text);
        Assert.Equal(isOne ? null : "bAQID", isOne ? null : (await test.Server.ReadPostAsync()).Text);
    }

    [Theory]
    [InlineData("1", "transport close", "The server closed the connection.")]
    [InlineData("42[\"a\"]\u001e1", "transport close", "The server closed the connection.")]
    [InlineData("x", "transport error", "The server answered a poll with what is no payload of Engine.IO.")]
    [InlineData("", "transport error", "The server answered a poll with what is no payload of Engine.IO.")]
    [InlineData("6\u001e", "transport error", "The server answered a poll with what is no payload of Engine.IO.")]
    [InlineData("b*", "transport error", "The server answered a poll with what is no payload of Engine.IO.")]
    public async Task Poll_AnsweredWithAnEnd_BreaksOffAndReconnects(string answer, string reason, string logged)
    {
        using var logs = new CollectingLoggerFactory();
        await using var test = CreateClient(options => options.LoggerFactory = logs);
        ScriptedRequest poll = await test.ConnectPollingAsync();

        await poll.AnswerAsync(answer);

        Assert.Equal($"disconnect: {reason}", await test.Happened.NextAsync());
        await test.Clock.TimerAsync(TimeSpan.FromSeconds(1));
        Assert.Contains($"The connection ended: {reason}. {logged}", logs.At(LogLevel.Information).Select(entry => entry.Message));
    }

    [Fact]
    public async Task Poll_AnsweredWithAnError_BreaksOffAndTellsStatusAndBody()
    {
        using var logs = new CollectingLoggerFactory();
        await using var test = CreateClient(options => options.LoggerFactory = logs);
        ScriptedRequest poll = await test.ConnectPollingAsync();

        await poll.AnswerAsync(400, """{"code":1,"message":"Session ID unknown"}""", ("Content-Type", "application/json"));

        Assert.Equal("disconnect: transport error", await test.Happened.NextAsync());
        Assert.Contains(
            """The connection ended: transport error. The server answered a GET with 400: {"code":1,"message":"Session ID unknown"}""",
            logs.At(LogLevel.Information).Select(entry => entry.Message));
    }

    [Fact]
    public async Task Post_AnsweredWithAnError_BreaksOff()
    {
        await using var test = CreateClient();
        ScriptedRequest poll = await test.ConnectPollingAsync();
        await test.Client.EmitAsync("a");

        await (await test.Server.ReadPostAsync()).AnswerAsync(413, "");

        Assert.Equal("disconnect: transport error", await test.Happened.NextAsync());
        await poll.ReadToEndAsync();
    }

    [Theory]
    [InlineData(403, """{"code":4,"message":"Forbidden"}""", """The server answered a GET with 403: {"code":4,"message":"Forbidden"}""")]
    [InlineData(502, "", "The server answered a GET with 502: ")]
    [InlineData(204, "", "The server answered a GET with 204: ")]
    public async Task Handshake_AnsweredWithAnError_TellsStatusAndBody(int status, string body, string message)
    {
        await using var test = CreateClient();
        Task connecting = test.Client.ConnectAsync(TestContext.Current.CancellationToken);

        await (await test.Server.ReadGetAsync()).AnswerAsync(status, body);

        SocketConnectException error = await Assert.ThrowsAsync<SocketConnectException>(() => connecting.BoundedAsync());
        Assert.Equal((message, false), (error.Message, error.IsRefused));
    }

    [Theory]
    [InlineData(200, 200)]
    [InlineData(201, 200)]
    public async Task Handshake_AnsweredWithALongError_TellsItsBeginning(int length, int shown)
    {
        await using var test = CreateClient();
        test.Client.Connect();

        await (await test.Server.ReadGetAsync()).AnswerAsync(500, new string('x', length));

        Assert.Equal($"connect_error: The server answered a GET with 500: {new string('x', shown)}", await test.Happened.NextAsync());
    }

    [Theory]
    [InlineData(199, true, true)]
    [InlineData(200, true, true)]
    [InlineData(201, true, false)]
    [InlineData(199, false, true)]
    [InlineData(200, false, true)]
    [InlineData(201, false, false)]
    public async Task Response_ByMaxMessageSize_IsTakenOrBreaksOff(int length, bool isAnnounced, bool isTaken)
    {
        using var logs = new CollectingLoggerFactory();
        await using var test = CreateClient(options => (options.MaxMessageSize, options.LoggerFactory) = (200, logs));
        test.Client.On("x", (string text) => test.Happened.Add(text.Length.ToString(CultureInfo.InvariantCulture)));
        ScriptedRequest poll = await test.ConnectPollingAsync();
        string packet = $"42[\"x\",\"{new string('x', length - 10)}\"]";

        await (isAnnounced ? poll.AnswerAsync(packet) : poll.AnswerUntilCloseAsync(packet));

        Assert.Equal(length, packet.Length);
        Assert.Equal(isTaken ? $"{length - 10}" : "disconnect: transport error", await test.Happened.NextAsync());
        Assert.Equal(!isTaken, logs.Entries.Any(entry => entry.Message.Contains("more than 200 bytes at once", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Server_ThatIsGone_BreaksOff()
    {
        await using var test = CreateClient();
        await test.ConnectPollingAsync();

        await test.Server.DisposeAsync();

        Assert.Equal("disconnect: transport error", await test.Happened.NextAsync());
        await test.Clock.TimerAsync(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task Handshake_WithoutAnAnswer_EndsAtTheConnectTimeout()
    {
        await using var test = CreateClient(options => options.ConnectTimeout = TimeSpan.FromSeconds(3));
        test.Client.Connect();
        ScriptedRequest handshake = await test.Server.ReadGetAsync();

        await test.PassAsync(TimeSpan.FromSeconds(3));

        Assert.Equal("connect_error: The connection was not established within 3 s.", await test.Happened.NextAsync());
        await handshake.ReadToEndAsync();
    }

    [Fact]
    public async Task OpenPayload_WithMorePackets_HandlesThemToo()
    {
        await using var test = CreateClient();
        test.Client.Connect();

        await (await test.Server.ReadGetAsync()).AnswerAsync($"{TestClient.Open()}{Rs}2early");

        Assert.Equal(["3early", "40"], (await ReadPostsAsync(test)).Order(StringComparer.Ordinal));
    }

    private static TestClient CreateClient(Action<SocketIoClientOptions>? change = null) => new(options =>
    {
        options.Transports = [SocketTransport.Polling];
        change?.Invoke(options);
    });

    /// <summary>Reads posts until two packets have come.</summary>
    private static async Task<List<string>> ReadPostsAsync(TestClient test)
    {
        var packets = new List<string>();
        while (packets.Count < 2)
        {
            ScriptedRequest post = await test.Server.ReadPostAsync();
            packets.AddRange(post.Text.Split(Rs));
            await post.AnswerAsync("ok");
        }

        return packets;
    }
}
