using Microsoft.Playwright;
using Rpress.InteropTests.Browser;

namespace Rpress.InteropTests.SocketIo.Chat;

/// <summary>A person with the chat's page open, in a browser profile of their own.</summary>
internal sealed class ChatMember : IAsyncDisposable
{
    private readonly IBrowserContext _profile;
    private readonly IPage _page;
    private readonly List<string> _errors = []; // guarded by itself

    private ChatMember(IBrowserContext profile, IPage page)
    {
        _profile = profile;
        _page = page;
        page.PageError += (_, error) => Keep(error);
        page.Console += (_, line) =>
        {
            if (line.Type == "error")
            {
                Keep(line.Text);
            }
        };
    }

    /// <summary>What went wrong in the page; a policy that it breaks is such.</summary>
    public string[] Errors
    {
        get
        {
            lock (_errors)
            {
                return [.. _errors];
            }
        }
    }

    /// <summary>Opens the page and gives a name.</summary>
    public static async Task<ChatMember> EnterAsync(BrowserFixture browser, Uri chat, string name)
    {
        IBrowserContext profile = await browser.OpenProfileAsync();
        var member = new ChatMember(profile, await profile.NewPageAsync());
        await member._page.GotoAsync(chat.AbsoluteUri);
        await member._page.FillAsync("#name", name);
        await member._page.ClickAsync("#welcome button");
        await member.SeeAsync("#status", "online");
        return member;
    }

    /// <summary>Waits until a part of the page shows a text.</summary>
    public Task SeeAsync(string selector, string text) => Assertions.Expect(_page.Locator(selector)).ToContainTextAsync(text);

    /// <summary>Waits until a part of the page is empty.</summary>
    public Task SeeNothingAsync(string selector) => Assertions.Expect(_page.Locator(selector)).ToBeEmptyAsync();

    public Task TypeAsync(string text) => _page.FillAsync("#composer textarea", text);

    public Task SendAsync() => _page.PressAsync("#composer textarea", "Enter");

    public Task EnterRoomAsync(string room) => _page.ClickAsync($"#rooms button:has-text('{room}')");

    public ValueTask DisposeAsync() => _profile.DisposeAsync();

    private void Keep(string error)
    {
        lock (_errors)
        {
            _errors.Add(error);
        }
    }
}
