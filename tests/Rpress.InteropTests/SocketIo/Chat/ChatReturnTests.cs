using Rpress.InteropTests.Browser;

namespace Rpress.InteropTests.SocketIo.Chat;

/// <summary>The page of the sample Chat when the connection breaks off: nothing is lost, and nothing is there twice.</summary>
public sealed class ChatReturnTests(BrowserFixture browser)
{
    [Fact]
    public async Task Connection_CutForAWhile_IsRecovered()
    {
        await using ChatServer chat = await ChatServer.StartAsync();
        await using var line = new CuttableLine(chat.Address);
        await using ChatMember ada = await ChatMember.EnterAsync(browser, line.Address, "Ada");
        await using ChatMember grace = await ChatMember.EnterAsync(browser, chat.Address, "Grace");
        await grace.SayAsync("before");
        await ada.SeeMessagesAsync("before");

        line.Cut();
        await ada.SeeAsync("#status", "reconnecting…");
        await grace.SeeAsync("#count", "1");
        await grace.SayAsync("missed 1");
        await ada.TypeAsync("from the dark");
        await ada.SendAsync();
        await ada.SeeAsync("#messages .pending", "from the dark");
        await grace.SayAsync("missed 2");
        line.Mend();

        await ada.SeeStateAsync("recovered");
        await ada.SeeMessagesAsync("before", "missed 1", "missed 2", "from the dark");
        await grace.SayAsync("after");
        await ada.SeeMessagesAsync("before", "missed 1", "missed 2", "from the dark", "after");
        await grace.SeeMessagesAsync("before", "missed 1", "missed 2", "from the dark", "after");
        await grace.SeeAsync("#count", "2");
    }

    // as a phone does that leaves one network for another: the old connection is there until the new one says what it goes on from
    [Fact]
    public async Task Connection_CutWithoutTheServersKnowledge_IsRecovered()
    {
        await using ChatServer chat = await ChatServer.StartAsync();
        await using var line = new CuttableLine(chat.Address);
        await using ChatMember ada = await ChatMember.EnterAsync(browser, line.Address, "Ada");
        await using ChatMember grace = await ChatMember.EnterAsync(browser, chat.Address, "Grace");
        await grace.SayAsync("before");
        await ada.SeeMessagesAsync("before");

        line.Cut(isServerTold: false);
        await ada.SeeStateAsync("away");
        await grace.SayAsync("missed");
        await grace.SeeAsync("#here", "Ada, Grace");
        line.Mend();

        await ada.SeeStateAsync("recovered");
        await ada.SayAsync("after");
        await ada.SeeMessagesAsync("before", "missed", "after");
        await grace.SeeMessagesAsync("before", "missed", "after");
        await grace.SeeAsync("#here", "Ada, Grace");
    }

    // an image is sent as the line breaks: whether it had arrived, and whether its ack had, it is there once
    [Fact]
    public async Task Image_SentAsTheLineBreaks_IsThereOnce()
    {
        await using ChatServer chat = await ChatServer.StartAsync();
        await using var line = new CuttableLine(chat.Address);
        await using ChatMember ada = await ChatMember.EnterAsync(browser, line.Address, "Ada");
        await using ChatMember grace = await ChatMember.EnterAsync(browser, chat.Address, "Grace");
        byte[] image = await ada.Page.ScreenshotAsync();

        await ada.DropFileAsync("wide.png", "image/png", image);
        line.Cut();
        await ada.SeeAsync("#status", "reconnecting…");
        line.Mend();
        await ada.SeeStateAsync("recovered");
        await ada.SayAsync("the last");

        await grace.SeeMessagesAsync("the last");
        Assert.Equal(image, await grace.ReadImageAsync("wide.png")); // one, or it could not be read
        Assert.Equal(image, await ada.ReadImageAsync("wide.png"));
    }

    [Fact]
    public async Task Server_StartedAnew_IsRejoinedWithWhatWasMissed()
    {
        await using ChatServer chat = await ChatServer.StartAsync();
        await using var line = new CuttableLine(chat.Address);
        await using ChatMember ada = await ChatMember.EnterAsync(browser, line.Address, "Ada");
        await using ChatMember grace = await ChatMember.EnterAsync(browser, chat.Address, "Grace");
        await ada.EnterRoomAsync("Coffee");
        await grace.EnterRoomAsync("Coffee");
        await ada.SeeAsync("#count", "2");
        await ada.SayAsync("before");
        await grace.SeeMessagesAsync("before");

        line.Cut();
        await chat.StopAsync();
        await grace.SeeStateAsync("away");
        await grace.TypeAsync("while it was down");
        await grace.SendAsync();
        await ada.TypeAsync("from the dark");
        await ada.SendAsync();
        await chat.StartAgainAsync();
        await grace.SeeStateAsync("new");
        await grace.SeeMessagesAsync("before", "while it was down");
        await grace.SayAsync("missed");
        line.Mend();

        await ada.SeeStateAsync("new");
        await ada.SeeAsync("#room", "Coffee");
        await ada.SeeMessagesAsync("before", "while it was down", "missed", "from the dark");
        await grace.SeeMessagesAsync("before", "while it was down", "missed", "from the dark");
        await grace.SeeAsync("#here", "Ada, Grace");
    }

    [Fact]
    public async Task History_AfterARestart_IsShownToWhoComesNew()
    {
        await using ChatServer chat = await ChatServer.StartAsync();
        await using ChatMember ada = await ChatMember.EnterAsync(browser, chat.Address, "Ada");
        byte[] image = await ada.Page.ScreenshotAsync();
        await ada.SayAsync("before");
        await ada.DropFileAsync("wide.png", "image/png", image);
        await ada.ReadImageAsync("wide.png");

        await chat.StopAsync();
        await chat.StartAgainAsync();
        await using ChatMember grace = await ChatMember.EnterAsync(browser, chat.Address, "Grace");

        await grace.SeeMessagesAsync("before");
        Assert.Equal(image, await grace.ReadImageAsync("wide.png"));
        await grace.SayAsync("after");
        await ada.SeeMessagesAsync("before", "after");
        Assert.Empty(grace.Errors);
    }
}
