using Microsoft.Playwright;
using Rpress.InteropTests.Browser;

namespace Rpress.InteropTests.SocketIo.Chat;

/// <summary>A person with the chat's page open, in a browser profile of their own.</summary>
internal sealed class ChatMember : IAsyncDisposable
{
    private const float Bound = 20_000; // milliseconds: pages that were cut off try again every 3 seconds

    private readonly IBrowserContext _profile;
    private readonly List<string> _errors = []; // guarded by itself

    private ChatMember(IBrowserContext profile, IPage page)
    {
        _profile = profile;
        Page = page;
        page.PageError += (_, error) => Keep(error);
        page.Console += (_, line) =>
        {
            if (line.Type == "error")
            {
                Keep(line.Text);
            }
        };
    }

    /// <summary>What they look at.</summary>
    public IPage Page { get; }

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

    /// <summary>Opens the page.</summary>
    public static async Task<ChatMember> OpenAsync(BrowserFixture browser, Uri chat)
    {
        IBrowserContext profile = await browser.OpenProfileAsync();
        var member = new ChatMember(profile, await profile.NewPageAsync());
        await member.Page.GotoAsync(chat.AbsoluteUri);
        return member;
    }

    /// <summary>Opens the page and gives a name.</summary>
    public static async Task<ChatMember> EnterAsync(BrowserFixture browser, Uri chat, string name)
    {
        ChatMember member = await OpenAsync(browser, chat);
        await member.GiveNameAsync(name);
        return member;
    }

    public async Task GiveNameAsync(string name)
    {
        await Page.FillAsync("#name", name);
        await Page.ClickAsync("#welcome button");
        await SeeAsync("#status", "online");
    }

    /// <summary>Waits until a part of the page shows a text.</summary>
    public Task SeeAsync(string selector, string text) => Assertions.Expect(Page.Locator(selector)).ToContainTextAsync(text, new() { Timeout = Bound });

    /// <summary>Waits until a part of the page is empty.</summary>
    public Task SeeNothingAsync(string selector) => Assertions.Expect(Page.Locator(selector)).ToBeEmptyAsync(new() { Timeout = Bound });

    /// <summary>Waits until the page shows that it is in the state: <c>new</c>, <c>away</c> or <c>recovered</c>.</summary>
    public Task SeeStateAsync(string state) => Assertions.Expect(Page.Locator("#status")).ToHaveAttributeAsync("data-state", state, new() { Timeout = Bound });

    /// <summary>Waits until these texts are all that is in the list, in this order, and each has arrived.</summary>
    public async Task SeeMessagesAsync(params string[] texts)
    {
        await Assertions.Expect(Page.Locator("#messages .bubble p")).ToHaveTextAsync(texts, new() { Timeout = Bound });
        await Assertions.Expect(Page.Locator("#messages .pending, #messages .failed")).ToHaveCountAsync(0, new() { Timeout = Bound });
    }

    public Task TypeAsync(string text) => Page.FillAsync("#composer textarea", text);

    public Task SendAsync() => Page.PressAsync("#composer textarea", "Enter");

    /// <summary>Sends a text and waits until it has arrived.</summary>
    public async Task SayAsync(string text)
    {
        await TypeAsync(text);
        await SendAsync();
        await SeeAsync("#messages .mine:not(.pending, .failed) >> nth=-1", text);
    }

    public Task ChooseFileAsync(string name, string type, byte[] content) =>
        Page.SetInputFilesAsync("#file", new FilePayload { Name = name, MimeType = type, Buffer = content });

    /// <summary>Drops a file onto the page, as from a folder's window.</summary>
    public Task DropFileAsync(string name, string type, byte[] content) => Page.EvaluateAsync(
        """
        ([name, type, content]) => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([Uint8Array.from(atob(content), char => char.charCodeAt(0))], name, { type }));
            for (const event of ["dragover", "drop"]) {
                document.getElementById("messages").dispatchEvent(new DragEvent(event, { dataTransfer, bubbles: true, cancelable: true }));
            }
        }
        """,
        new[] { name, type, Convert.ToBase64String(content) });

    /// <summary>The bytes that the image with the name was made of, once it is shown.</summary>
    public async Task<byte[]> ReadImageAsync(string name)
    {
        ILocator image = Page.Locator($"#messages img[alt='{name}']");
        await Assertions.Expect(image).ToBeVisibleAsync(new() { Timeout = Bound });
        string content = await image.EvaluateAsync<string>(
            """
            async (image) => {
                await image.decode();
                const bytes = new Uint8Array(await (await fetch(image.src)).arrayBuffer());
                return btoa([...bytes].map(byte => String.fromCharCode(byte)).join(""));
            }
            """);
        return Convert.FromBase64String(content);
    }

    /// <summary>Clicks on a file and takes what the browser saves.</summary>
    public async Task<(string Name, byte[] Content)> SaveFileAsync(string name)
    {
        IDownload download = await Page.RunAndWaitForDownloadAsync(() => Page.ClickAsync($"#messages a.file:has-text('{name}')"));
        return (download.SuggestedFilename, await File.ReadAllBytesAsync(await download.PathAsync()));
    }

    public Task EnterRoomAsync(string room) => Page.ClickAsync($"#rooms button:has-text('{room}')");

    public ValueTask DisposeAsync() => _profile.DisposeAsync();

    private void Keep(string error)
    {
        lock (_errors)
        {
            _errors.Add(error);
        }
    }
}
