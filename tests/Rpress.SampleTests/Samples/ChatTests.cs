using Rpress.SampleTests.Programs;

namespace Rpress.SampleTests.Samples;

public sealed class ChatTests(ChatFixture sample) : IClassFixture<ChatFixture>
{
    [Theory]
    [InlineData("/", "text/html")]
    [InlineData("/chat.js", "text/javascript")]
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

        Assert.Equal("""42["members",["Ada"]]""", await ada.ReceiveAsync("42[\"members\""));
        await using WebSocketText grace = await EnterAsync("Grace", "Harbour");

        Assert.Equal("""42["members",["Ada","Grace"]]""", await ada.ReceiveAsync("42[\"members\""));
        Assert.Contains("""{"name":"Harbour","online":2}""", await ada.ReceiveAsync("42[\"rooms\""));
    }

    [Fact]
    public async Task Message_Sent_IsAcknowledgedAndArrives()
    {
        await using WebSocketText ada = await EnterAsync("Ada", "Beach");
        await using WebSocketText grace = await EnterAsync("Grace", "Beach");

        await ada.SendAsync("""420["message","  Hello, 🦋  "]""");
        string ack = await ada.ReceiveAsync("43");

        Assert.Matches("""^430\[\{"message":\{"id":\d+,"name":"Ada","text":"Hello, 🦋","sentAt":"[^"]+"\},"error":null\}\]$""", ack);
        Assert.Equal($"42[\"message\",{ack[ack.IndexOf("{\"id", StringComparison.Ordinal)..ack.IndexOf(",\"error", StringComparison.Ordinal)]}]", await grace.ReceiveAsync("42[\"message\""));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2001)]
    public async Task Message_OfWrongLength_IsRefused(int length)
    {
        await using WebSocketText ada = await EnterAsync("Ada", "Attic");

        await ada.SendAsync($"""420["message","{new string('a', length)}"]""");

        Assert.Equal("""430[{"message":null,"error":"A message has 1 to 2000 characters."}]""", await ada.ReceiveAsync("43"));
    }

    [Fact]
    public async Task Member_ChangingRooms_HearsOnlyTheNewOne()
    {
        await using WebSocketText ada = await EnterAsync("Ada", "Old");
        await using WebSocketText grace = await EnterAsync("Grace", "Old");
        await grace.SendAsync("""42["enter","New"]""");
        Assert.Equal("""42["members",["Grace"]]""", await grace.ReceiveAsync("42[\"members\",[\"Grace"));

        await ada.SendAsync("""420["message","who is there?"]""");
        await ada.ReceiveAsync("43");
        await ada.SendAsync("""42["enter","New"]""");

        Assert.Equal("""42["members",["Ada","Grace"]]""", await grace.ReceiveAsync("42[\"me")); // without a "message" before it
        await ada.SendAsync("""42["typing",true]""");
        Assert.Equal("""42["typing","Ada",true]""", await grace.ReceiveAsync("42[\"typ"));
    }

    [Fact]
    public async Task Member_Leaving_IsShownToTheRoom()
    {
        await using WebSocketText ada = await EnterAsync("Ada", "Pier");
        PollingText grace = await PollingText.OpenAsync(sample.Client, """{"name":"Grace","room":"Pier"}""");
        Assert.Equal("""42["members",["Ada","Grace"]]""", await ReceiveSecondMembersAsync(ada));

        await grace.SendAsync("41");

        Assert.Equal("""42["members",["Ada"]]""", await ada.ReceiveAsync("42[\"members\""));
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

    private async Task<WebSocketText> EnterAsync(string name, string room)
    {
        WebSocketText socket = await WebSocketText.OpenAsync(sample.Client.BaseAddress!, $$"""40{"name":"{{name}}","room":"{{room}}"}""");
        Assert.Equal($"""42["room","{room}"]""", await socket.ReceiveAsync("42[\"room\""));
        return socket;
    }

    // the first tells of the own arrival
    private static async Task<string> ReceiveSecondMembersAsync(WebSocketText socket)
    {
        await socket.ReceiveAsync("42[\"members\"");
        return await socket.ReceiveAsync("42[\"members\"");
    }
}
