using Rpress.SampleTests.Programs;

namespace Rpress.SampleTests.Samples;

public sealed class ChatTests(ChatFixture sample) : IClassFixture<ChatFixture>
{
    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/chat.js", "text/javascript")]
    [InlineData("/messages.js", "text/javascript")]
    [InlineData("/parts.js", "text/javascript")]
    [InlineData("/chat.css", "text/css")]
    public async Task Page_AndItsParts_AreServed(string path, string type)
    {
        using HttpResponseMessage response = await sample.Client.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal(type, response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("default-src 'self'", response.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task Member_Entering_IsShownToTheRoom()
    {
        await using WebSocketText ada = await EnterAsync("Ada", "Harbour");

        Assert.StartsWith("""42["members",["Ada"],""", await ada.ReceiveAsync("42[\"members\""));
        await using WebSocketText grace = await EnterAsync("Grace", "Harbour");

        Assert.StartsWith("""42["members",["Ada","Grace"],""", await ada.ReceiveAsync("42[\"members\""));
        Assert.Contains("""{"name":"Harbour","online":2}""", await ada.ReceiveAsync("42[\"rooms\""));
    }

    [Fact]
    public async Task Message_Sent_IsAcknowledgedAndArrives()
    {
        await using WebSocketText ada = await EnterAsync("Ada", "Beach");
        await using WebSocketText grace = await EnterAsync("Grace", "Beach");
        var id = Guid.NewGuid();

        string ack = await ada.SayAsync("  Hello, 🦋  ", id);

        Assert.Matches($$"""^430\[\{"message":\{"id":"{{id}}","name":"Ada","text":"Hello, 🦋","sentAt":"[^"]+","file":null\},"error":null\}\]$""", ack);
        Assert.StartsWith($"42[\"message\",{ack[ack.IndexOf("{\"id", StringComparison.Ordinal)..ack.IndexOf(",\"error", StringComparison.Ordinal)]},", await grace.ReceiveAsync("42[\"message\""));
    }

    // what a page does whose first ack was lost
    [Fact]
    public async Task Message_SentAgain_ArrivesOnce()
    {
        await using WebSocketText ada = await EnterAsync("Ada", "Cave");
        await using WebSocketText grace = await EnterAsync("Grace", "Cave");
        var id = Guid.NewGuid();

        string first = await ada.SayAsync("once", id);
        string second = await ada.SayAsync("once", id);
        await ada.SayAsync("next");

        Assert.Equal(first, second);
        Assert.Equal(["once"], ChatText.TextsOf(await grace.ReceiveAsync("42[\"message\"")));
        Assert.Equal(["next"], ChatText.TextsOf(await grace.ReceiveAsync("42[\"message\"")));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(2000, true)]
    [InlineData(2001, false)]
    public async Task Message_OfEachLength_IsSentOrRefused(int length, bool isSent)
    {
        await using WebSocketText ada = await EnterAsync("Ada", "Attic");

        string ack = await ada.SayAsync(new string('a', length));

        Assert.Equal(isSent, ack.EndsWith(""","error":null}]""", StringComparison.Ordinal));
        Assert.Equal(!isSent, ack == """430[{"message":null,"error":"A message has 1 to 2000 characters."}]""");
    }

    [Fact]
    public async Task Member_ChangingRooms_HearsOnlyTheNewOne()
    {
        await using WebSocketText ada = await EnterAsync("Ada", "Old");
        await using WebSocketText grace = await EnterAsync("Grace", "Old");
        await grace.SendAsync("""420["enter","New"]""");
        Assert.Equal("430[null]", await grace.ReceiveAsync("430"));

        await ada.SayAsync("who is there?");
        await ada.SendAsync("""42["enter","New"]""");

        Assert.StartsWith("""42["members",["Ada","Grace"]""", await grace.ReceiveAsync("42[\"me")); // without a "message" before it
        await ada.SendAsync("""42["typing",true]""");
        Assert.Equal("""42["typing","Ada",true]""", await grace.ReceiveAsync("42[\"typ")); // volatile: without an offset
    }

    [Theory]
    [InlineData(24, true)]
    [InlineData(25, false)]
    public async Task Room_OfEachLength_IsEnteredOrRefused(int length, bool isEntered)
    {
        await using WebSocketText ada = await EnterAsync("Ada", "Lobby");

        await ada.SendAsync($"""420["enter","{new string('r', length)}"]""");

        Assert.Equal(isEntered ? "430[null]" : """430["A room's name has 1 to 24 characters."]""", await ada.ReceiveAsync("430"));
    }

    // each socket is in a room of its id; nobody gets in there by that name
    [Fact]
    public async Task Room_NamedAsASocketsId_IsAnother()
    {
        await using WebSocketText ada = await WebSocketText.OpenAsync(sample.Client.BaseAddress!, """40{"name":"Ada","room":"Tower"}""");
        string id = (await ada.ReceiveAsync("40{")).Split('"')[3];
        await using WebSocketText grace = await EnterAsync("Grace", id);

        await ada.SendAsync("""420["enter","Cellar"]""");
        await ada.ReceiveAsync("430");
        await grace.SendAsync($"""420["message","{Guid.NewGuid()}","the last"]""");

        string seen;
        do
        {
            seen = await grace.ReceiveAsync();
            Assert.DoesNotContain("\"room\",\"Cellar\"", seen); // it was told to Ada's id
        }
        while (!seen.StartsWith("430", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Member_Leaving_IsShownToTheRoom()
    {
        await using WebSocketText ada = await EnterAsync("Ada", "Pier");
        PollingText grace = await PollingText.OpenAsync(sample.Client, """{"name":"Grace","room":"Pier"}""");
        Assert.StartsWith("""42["members",["Ada","Grace"]""", await ReceiveSecondMembersAsync(ada));

        await grace.SendAsync("41");

        Assert.StartsWith("""42["members",["Ada"]""", await ada.ReceiveAsync("42[\"members\""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("""{"name":"   "}""")]
    [InlineData("""{"name":"a name of more than 24 characters"}""")]
    public async Task Name_ThatIsNone_IsRefused(string auth)
    {
        PollingText socket = await PollingText.OpenAsync(sample.Client, auth);

        Assert.Equal("""44{"message":"A name has 1 to 24 characters."}""", await socket.ReceiveAsync());
    }

    private Task<WebSocketText> EnterAsync(string name, string room) => ChatText.EnterAsync(sample.Client.BaseAddress!, name, room);

    // the first tells of the own arrival
    private static async Task<string> ReceiveSecondMembersAsync(WebSocketText socket)
    {
        await socket.ReceiveAsync("42[\"members\"");
        return await socket.ReceiveAsync("42[\"members\"");
    }
}
