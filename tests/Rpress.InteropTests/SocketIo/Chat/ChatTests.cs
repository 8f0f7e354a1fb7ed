using Rpress.InteropTests.Browser;
using Rpress.SampleTests.Programs;

namespace Rpress.InteropTests.SocketIo.Chat;

/// <summary>The sample Chat as people see it.</summary>
public sealed class ChatTests(BrowserFixture browser)
{
    [Fact]
    public async Task Two_InOneRoom_SeeEachOtherTypeAndSpeak()
    {
        await using ServerProcess chat = await ServerProcess.StartAsync("Chat");
        await using ChatMember ada = await ChatMember.EnterAsync(browser, chat.Client.BaseAddress!, "Ada");
        await using ChatMember grace = await ChatMember.EnterAsync(browser, chat.Client.BaseAddress!, "Grace");
        await ada.SeeAsync("#members", "Grace");

        await grace.TypeAsync("Hello, <b>Ada</b>");
        await ada.SeeAsync("#typing", "Grace is typing");
        await grace.SendAsync();

        await ada.SeeAsync("#messages .theirs", "Hello, <b>Ada</b>");
        await grace.SeeAsync("#messages .mine:not(.pending, .failed)", "Hello, <b>Ada</b>");
        await ada.SeeNothingAsync("#typing");
        Assert.Empty(ada.Errors.Concat(grace.Errors));
    }

    [Fact]
    public async Task One_WhoChangesRooms_IsGoneFromTheFirst()
    {
        await using ServerProcess chat = await ServerProcess.StartAsync("Chat");
        await using ChatMember ada = await ChatMember.EnterAsync(browser, chat.Client.BaseAddress!, "Ada");
        await using ChatMember grace = await ChatMember.EnterAsync(browser, chat.Client.BaseAddress!, "Grace");
        await ada.SeeAsync("#count", "2");

        await grace.EnterRoomAsync("Coffee");

        await grace.SeeAsync("#room", "Coffee");
        await ada.SeeAsync("#count", "1");
        await ada.SeeAsync("#rooms li:nth-child(2) .badge", "1");
    }
}
