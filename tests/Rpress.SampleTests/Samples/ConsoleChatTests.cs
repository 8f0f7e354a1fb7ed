using Rpress.SampleTests.Programs;
using Rpress.TestKit;

namespace Rpress.SampleTests.Samples;

public sealed class ConsoleChatTests(ChatFixture chat) : IClassFixture<ChatFixture>
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Console_AndAnother_HearEachOther()
    {
        await using ChildProcess ada = await EnterAsync("Ada", "Terrace");
        await using ChildProcess grace = await EnterAsync("Grace", "Terrace");
        await ShowsAsync(ada, "--- here: Ada, Grace ---");

        await ada.TypeAsync("Hello, 🦋");
        await ShowsAsync(grace, "Ada: Hello, 🦋");
        await grace.TypeAsync("/rooms");
        await ShowsAsync(grace, "Terrace (2)");
        await grace.TypeAsync("/quit");

        Assert.Equal(0, await grace.WaitForExitAsync(_bound));
        await ShowsAsync(ada, "--- here: Ada ---");
    }

    [Fact]
    public async Task Console_SendingAFile_ShowsItsNameToOthers()
    {
        using var folder = new TempDirectory();
        string file = folder.Combine("note.txt");
        await File.WriteAllTextAsync(file, "twelve bytes", TestContext.Current.CancellationToken);
        await using ChildProcess ada = await EnterAsync("Ada", "Library");
        await using ChildProcess grace = await EnterAsync("Grace", "Library");
        await ShowsAsync(ada, "--- here: Ada, Grace ---");

        await ada.TypeAsync($"/send {file}");

        await ShowsAsync(grace, "Ada: (note.txt, 12 bytes)");
    }

    [Fact]
    public async Task Console_WithANameThatIsTooLong_IsToldSoAndEnds()
    {
        await using ChildProcess console = Start(new string('x', 25));

        Assert.Equal(1, await console.WaitForExitAsync(_bound));
        Assert.Contains("--- A name has 1 to 24 characters. ---", console.Output, StringComparison.Ordinal);
    }

    private ChildProcess Start(string name)
    {
        (string fileName, string[] arguments) = BuiltPrograms.CommandOf("ConsoleChat");
        return ChildProcess.Start(fileName, [.. arguments, name, chat.Client.BaseAddress!.ToString()]);
    }

    private async Task<ChildProcess> EnterAsync(string name, string room)
    {
        ChildProcess console = Start(name);
        await ShowsAsync(console, "--- Lobby ---");
        await console.TypeAsync($"/join {room}");
        await ShowsAsync(console, $"--- {room} ---");
        return console;
    }

    private static Task ShowsAsync(ChildProcess console, string text) =>
        Eventually.TrueAsync(() => console.Output.Contains(text, StringComparison.Ordinal), $"'{text}' to be shown", _bound);
}
