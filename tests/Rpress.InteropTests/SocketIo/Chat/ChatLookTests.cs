using Microsoft.Playwright;
using Rpress.InteropTests.Browser;

namespace Rpress.InteropTests.SocketIo.Chat;

/// <summary>The page of the sample Chat on screens of two sizes, light and dark; what it looks like is left in <see cref="Artifacts"/>.</summary>
public sealed class ChatLookTests(BrowserFixture browser)
{
    private const int SmallestTarget = 44; // pixels that a finger hits

    private const string Picture = """
        () => {
            const canvas = Object.assign(document.createElement("canvas"), { width: 800, height: 500 });
            const context = canvas.getContext("2d");
            const sky = context.createLinearGradient(0, 0, 0, 340);
            ["#27306b", "#b0527d", "#f7b267"].forEach((color, index) => sky.addColorStop(index / 2, color));
            context.fillStyle = sky;
            context.fillRect(0, 0, 800, 340);
            context.fillStyle = "#ffe8b0";
            context.arc(520, 300, 60, 0, 7);
            context.fill();
            context.fillStyle = "#1c2a4a";
            context.fillRect(0, 340, 800, 160);
            return canvas.toDataURL("image/png").split(",")[1];
        }
        """;

    private const string DragOver = """
        () => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File(["x"], "x.txt"));
            document.body.dispatchEvent(new DragEvent("dragover", { dataTransfer, bubbles: true, cancelable: true }));
        }
        """;

    [Theory]
    [InlineData("wide", 1280, 800)]
    [InlineData("narrow", 390, 844)]
    public async Task Page_OnEachScreen_FitsIt(string screen, int width, int height)
    {
        await using ChatServer chat = await ChatServer.StartAsync();
        await using var line = new CuttableLine(chat.Address);
        await using ChatMember ada = await ChatMember.OpenAsync(browser, line.Address);
        await ada.Page.SetViewportSizeAsync(width, height);
        await LookAsync(ada, screen, "welcome");
        await ada.GiveNameAsync("Ada");
        await ada.SeeAsync("#here", "Ada");
        await LookAsync(ada, screen, "empty");
        await using ChatMember grace = await ChatMember.EnterAsync(browser, chat.Address, "Grace");
        await using ChatMember lin = await ChatMember.EnterAsync(browser, chat.Address, "Linus-with-a-longer-name");

        await TalkAsync(ada, grace, lin);
        await LookAsync(ada, screen, "talk");
        await LookIntoTheSideAsync(ada, screen);
        await ada.Page.EvaluateAsync(DragOver);
        await LookAsync(ada, screen, "drag");
        await ada.ChooseFileAsync("holiday film.mp4", "video/mp4", new byte[3_400_000]);
        line.Cut();
        await ada.SeeAsync("#status", "reconnecting…");
        await ada.TypeAsync("Does this reach you?");
        await ada.SendAsync();
        await ada.Page.EvaluateAsync("() => document.body.classList.remove('dragging')");
        await LookAsync(ada, screen, "away");
    }

    // on a wide screen it is always there
    private static async Task LookIntoTheSideAsync(ChatMember member, string screen)
    {
        if (await member.Page.IsVisibleAsync("#menu"))
        {
            await member.Page.ClickAsync("#menu");
            await LookAsync(member, screen, "side");
            await member.Page.Keyboard.PressAsync("Escape");
        }
    }

    private static async Task TalkAsync(ChatMember ada, ChatMember grace, ChatMember lin)
    {
        await grace.SayAsync("Good morning! Has anybody seen the sunset yesterday?");
        await ada.SayAsync("Yes, from the harbour. I took a picture:");
        await ada.DropFileAsync("sunset.png", "image/png", Convert.FromBase64String(await ada.Page.EvaluateAsync<string>(Picture)));
        await grace.ReadImageAsync("sunset.png");
        await ada.ReadImageAsync("sunset.png");
        await lin.ChooseFileAsync("a rather long name of a file, as people have them, version 2 (final).pdf", "application/pdf", new byte[123_456]);
        await lin.SeeAsync("#messages .mine:not(.pending) .file", "final");
        await lin.SayAsync("https://example.com/a-very-long-address-without-any-place-to-break/" + new string('x', 120));
        await grace.SayAsync("Wonderful!");
        await grace.TypeAsync("And the");
        await ada.SeeAsync("#messages li >> nth=-1", "Wonderful");
        await ada.SeeAsync("#typing", "Grace is typing");
    }

    private static async Task LookAsync(ChatMember member, string screen, string state)
    {
        string name = $"chat-{screen}-{state}";
        foreach (ColorScheme scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await member.Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
            await member.Page.ScreenshotAsync(new() { Path = Artifacts.Screenshot($"{name}-{scheme.ToString().ToLowerInvariant()}") });
        }

        Assert.True(await member.Page.EvaluateAsync<bool>("() => document.scrollingElement.scrollWidth <= innerWidth"), $"{name}: the page is wider than the screen.");
        Assert.Equal("", await member.Page.EvaluateAsync<string>(
            """
            (smallest) => [...document.querySelectorAll("button, input:not([type=file]), textarea, label[for=file], a")]
                .filter((target) => target.checkVisibility({ visibilityProperty: true }))
                .map((target) => [target, target.getBoundingClientRect()])
                .filter(([, box]) => box.width < smallest || box.height < smallest)
                .map(([target, box]) => `${target.outerHTML.slice(0, 60)} ${box.width}x${box.height}`).join("\n")
            """,
            SmallestTarget));
    }
}
