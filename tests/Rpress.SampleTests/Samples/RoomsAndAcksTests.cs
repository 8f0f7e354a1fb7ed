using System.Text.Json;
using Rpress.SampleTests.Programs;
using Rpress.TestKit;

namespace Rpress.SampleTests.Samples;

public sealed class RoomsAndAcksTests(RoomsAndAcksFixture sample) : IClassFixture<RoomsAndAcksFixture>
{
    [Fact]
    public async Task Room_JoinedByTwo_IsTheirs()
    {
        await using WebSocketText ada = await OpenAsync();
        await using WebSocketText grace = await OpenAsync();

        await ada.SendAsync("""420["join","tea-1"]""");
        Assert.Equal("""430[["tea-1"]]""", await ada.ReceiveAsync("43"));
        await grace.SendAsync("""420["join","tea-1"]""");
        Assert.StartsWith("""42["joined","tea-1",""", await ada.ReceiveAsync());
        await grace.SendAsync("""42["say","tea-1","Hello"]""");

        Assert.Matches("""^42\["said",\{"from":"[\w-]{20}","text":"Hello"\}\]$""", await ada.ReceiveAsync());
    }

    [Fact]
    public async Task Leave_Room_EndsWhatComesFromIt()
    {
        await using WebSocketText ada = await OpenAsync();
        await using WebSocketText grace = await OpenAsync();
        await ada.SendAsync("""420["join","tea-2"]""");
        await ada.ReceiveAsync("430");

        await ada.SendAsync("""421["leave","tea-2"]""");
        Assert.Equal("431[[]]", await ada.ReceiveAsync());
        await grace.SendAsync("""42["say","tea-2","Hello"]""");
        await grace.SendAsync("""42["shout","Anybody?"]""");

        Assert.Contains("Anybody?", await ada.ReceiveAsync("42"));
    }

    [Fact]
    public async Task Tell_OfTwoRooms_ArrivesOnce()
    {
        await using WebSocketText ada = await OpenAsync();
        await using WebSocketText grace = await OpenAsync();
        await ada.SendAsync("""420["join","a-3"]""");
        await ada.SendAsync("""421["join","b-3"]""");
        await ada.ReceiveAsync("431");

        await grace.SendAsync("""42["tell","a-3","b-3","once"]""");
        await grace.SendAsync("""42["say","a-3","next"]""");

        Assert.Contains("once", await ada.ReceiveAsync());
        Assert.Contains("next", await ada.ReceiveAsync());
    }

    [Fact]
    public async Task Typed_WithoutOptionalArgument_TakesTheDefault()
    {
        await using WebSocketText socket = await OpenAsync();

        await socket.SendAsync("""420["add",40]""");
        await socket.SendAsync("""421["add",40,2,"left out"]""");

        Assert.Equal("430[40]", await socket.ReceiveAsync());
        Assert.Equal("431[42]", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Typed_WithUnfittingArgument_IsNotCalled()
    {
        PollingText socket = await PollingText.OpenAsync(sample.Client);
        await socket.ReceiveAsync("42[\"welcome\"");

        await socket.SendAsync("""420["add","forty"]""");

        Assert.StartsWith("""42["wrong arguments","add",""", await socket.ReceiveAsync());
        await Eventually.TrueAsync(() => sample.Output.Contains("The arguments of the event 'add' in / do not fit", StringComparison.Ordinal), "the warning");
    }

    [Fact]
    public async Task Raw_Arguments_ComeBackAsTheyWere()
    {
        PollingText socket = await PollingText.OpenAsync(sample.Client);
        await socket.ReceiveAsync("42[\"welcome\"");

        await socket.SendAsync("""420["echo",1.50,{"deep":[null,true]},{"_placeholder":1}]""", """421["sum",1,2.5,3]""", """42["sum",1]""");

        Assert.Equal("""430[1.50,{"deep":[null,true]},{"_placeholder":1}]""", await socket.ReceiveAsync());
        Assert.Equal("431[6.5]", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Server_AsksTheClient_AndGoesOnWithTheAnswer()
    {
        await using WebSocketText socket = await OpenAsync();

        await socket.SendAsync("""427["introduce"]""");
        string question = await socket.ReceiveAsync();
        await socket.SendAsync($"""43{question[2..question.IndexOf('[')]}["Ada"]""");

        Assert.EndsWith("""["who are you?"]""", question);
        Assert.Equal("""437["Hello, Ada."]""", await socket.ReceiveAsync());
    }

    [Fact]
    public async Task Server_WithoutAnswer_StopsWaiting()
    {
        await using WebSocketText socket = await OpenAsync();

        await socket.SendAsync("""427["introduce"]""");

        Assert.Equal("""437["You do not say."]""", await socket.ReceiveAsync("43"));
    }

    [Fact]
    public async Task Binary_Arguments_ArriveAsBytes()
    {
        await using WebSocketText ada = await OpenAsync();
        await using WebSocketText grace = await OpenAsync();
        await ada.SendAsync("""420["join","files"]""");
        await ada.ReceiveAsync("430");

        await grace.SendAsync("""451-0["hash",{"_placeholder":true,"num":0}]""", [1, 2, 3]);
        await grace.SendAsync("""451-["share","files",{"name":"a.bin","data":{"_placeholder":true,"num":0}}]""", [1, 2, 3]);

        Assert.Equal("""430["039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81"]""", await grace.ReceiveAsync());
        Assert.Equal("""451-["shared",{"name":"a.bin","data":{"_placeholder":true,"num":0}}]""", await ada.ReceiveAsync());
        Assert.Equal("010203", await ada.ReceiveAsync());
    }

    [Fact]
    public async Task Announcement_OverHttp_ReachesTheRooms()
    {
        await using WebSocketText ada = await OpenAsync();
        await ada.SendAsync("""420["join","coffee"]""");
        await ada.ReceiveAsync("430");

        Assert.Equal(202, (await sample.SendAsync(HttpMethod.Post, "/announcements", new StringContent("Cake!"))).Status);

        Assert.Equal("""42["said",{"from":"server","text":"Cake!"}]""", await ada.ReceiveAsync());
    }

    [Fact]
    public async Task Disconnect_OfAClient_IsLoggedWithItsReason()
    {
        PollingText socket = await PollingText.OpenAsync(sample.Client);
        string id = JsonDocument.Parse((await socket.ReceiveAsync("40"))[2..]).RootElement.GetProperty("sid").GetString()!;

        await socket.SendAsync("41");

        await Eventually.TrueAsync(() => sample.Output.Contains($"{id} left: client namespace disconnect", StringComparison.Ordinal), "the line");
    }

    private async Task<WebSocketText> OpenAsync()
    {
        WebSocketText socket = await WebSocketText.OpenAsync(sample.Client.BaseAddress!);
        await socket.ReceiveAsync("42[\"welcome\"");
        return socket;
    }
}
