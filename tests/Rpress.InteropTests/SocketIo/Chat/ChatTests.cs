using System.Text;
using Rpress.InteropTests.Browser;

namespace Rpress.InteropTests.SocketIo.Chat;

/// <summary>The sample Chat as people see it.</summary>
public sealed class ChatTests(BrowserFixture browser)
{
    private const int LargestFile = 2 * 1024 * 1024;

    [Fact]
    public async Task Two_InOneRoom_SeeEachOtherTypeAndSpeak()
    {
        await using ChatServer chat = await ChatServer.StartAsync();
        await using ChatMember ada = await ChatMember.EnterAsync(browser, chat.Address, "Ada");
        await using ChatMember grace = await ChatMember.EnterAsync(browser, chat.Address, "Grace");
        await ada.SeeAsync("#members", "Grace");

        await grace.TypeAsync("Hello, <b>Ada</b>");
        await ada.SeeAsync("#typing", "Grace is typing");
        await grace.SendAsync();
        await ada.SeeMessagesAsync("Hello, <b>Ada</b>");
        await ada.SeeNothingAsync("#typing");
        await ada.SayAsync("Hello, Grace");

        await grace.SeeMessagesAsync("Hello, <b>Ada</b>", "Hello, Grace");
        await grace.SeeAsync("#here", "Ada, Grace");
        Assert.Empty(ada.Errors.Concat(grace.Errors));
    }

    [Fact]
    public async Task One_WhoChangesRooms_IsGoneFromTheFirst()
    {
        await using ChatServer chat = await ChatServer.StartAsync();
        await using ChatMember ada = await ChatMember.EnterAsync(browser, chat.Address, "Ada");
        await using ChatMember grace = await ChatMember.EnterAsync(browser, chat.Address, "Grace");
        await ada.SeeAsync("#count", "2");
        await ada.SayAsync("in the Lobby");

        await grace.EnterRoomAsync("Coffee");

        await grace.SeeAsync("#room", "Coffee");
        await grace.SeeNothingAsync("#messages");
        await ada.SeeAsync("#count", "1");
        await ada.SeeAsync("#rooms li:nth-child(2) .badge", "1");
    }

    [Fact]
    public async Task Image_Dropped_IsSeenByTheOtherByteForByte()
    {
        await using ChatServer chat = await ChatServer.StartAsync();
        await using ChatMember ada = await ChatMember.EnterAsync(browser, chat.Address, "Ada");
        await using ChatMember grace = await ChatMember.EnterAsync(browser, chat.Address, "Grace");
        byte[] image = await ada.Page.ScreenshotAsync();

        await ada.DropFileAsync("wide.png", "image/png", image);

        Assert.Equal(image, await grace.ReadImageAsync("wide.png"));
        Assert.Equal(image, await ada.ReadImageAsync("wide.png"));
        Assert.Empty(ada.Errors.Concat(grace.Errors));
    }

    // what is no image that browsers may show, scripts above all, is only saved
    [Fact]
    public async Task File_Chosen_IsSavedByTheOtherByteForByte()
    {
        await using ChatServer chat = await ChatServer.StartAsync();
        await using ChatMember ada = await ChatMember.EnterAsync(browser, chat.Address, "Ada");
        await using ChatMember grace = await ChatMember.EnterAsync(browser, chat.Address, "Grace");
        byte[] page = Encoding.UTF8.GetBytes("<script>alert('Übel')</script>");

        await ada.ChooseFileAsync("Größe 1.html", "text/html", page);
        (string name, byte[] content) = await grace.SaveFileAsync("Größe 1.html");

        Assert.Equal("Größe 1.html", name);
        Assert.Equal(page, content);
        Assert.Empty(ada.Errors.Concat(grace.Errors));
    }

    [Fact]
    public async Task File_AtAndAboveTheLimit_IsSentOrExplained()
    {
        await using ChatServer chat = await ChatServer.StartAsync();
        await using ChatMember ada = await ChatMember.EnterAsync(browser, chat.Address, "Ada");
        await using ChatMember grace = await ChatMember.EnterAsync(browser, chat.Address, "Grace");
        byte[] largest = new byte[LargestFile];
        largest[^1] = 1;

        await ada.ChooseFileAsync("above.bin", "", new byte[LargestFile + 1]);
        await ada.ChooseFileAsync("empty.bin", "", []);
        await ada.ChooseFileAsync("at.bin", "", largest);

        await ada.SeeAsync("#messages .failed:has-text('above.bin')", "The file is too large: at most 2 MB can be sent.");
        await ada.SeeAsync("#messages .failed:has-text('empty.bin')", "The file is empty.");
        Assert.Equal(largest, (await grace.SaveFileAsync("at.bin")).Content);
        await grace.SeeAsync("#messages .theirs", "at.bin"); // and no other
    }
}
