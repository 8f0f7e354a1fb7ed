using Rpress.SampleTests.Programs;
using Rpress.TestKit;

namespace Rpress.SampleTests.Samples;

/// <summary>What the sample Chat keeps, and how much of it; each test has a server of its own.</summary>
public sealed class ChatHistoryTests : IDisposable
{
    private readonly TempDirectory _folder = new();

    [Theory]
    [InlineData(49, 1)]
    [InlineData(50, 1)]
    [InlineData(51, 2)]
    public async Task History_OfEachLength_BeginsWithTheFirstOfTheLast50(int count, int first)
    {
        await using ServerProcess chat = await StartAsync();
        await using WebSocketText ada = await ChatText.EnterAsync(chat.Client.BaseAddress!, "Ada", "Code");
        await SayAsync(ada, count);

        (WebSocketText grace, string history) = await ChatText.ComeAsync(chat.Client.BaseAddress!, "Grace", "Code");
        await grace.DisposeAsync();

        Assert.Equal(Enumerable.Range(first, count - first + 1).Select(number => $"{number}"), ChatText.TextsOf(history));
    }

    [Theory]
    [InlineData(1998, true)]
    [InlineData(1999, true)]
    [InlineData(2000, false)]
    public async Task Message_BeforeOthers_IsKeptAmongThe2000Last(int others, bool isKept)
    {
        await using ServerProcess chat = await StartAsync();
        await using WebSocketText grace = await ChatText.EnterAsync(chat.Client.BaseAddress!, "Grace", "Coffee");
        await grace.SayAsync("in another room");
        await using WebSocketText ada = await ChatText.EnterAsync(chat.Client.BaseAddress!, "Ada", "Code");
        await SayAsync(ada, others);

        (WebSocketText lin, string history) = await ChatText.ComeAsync(chat.Client.BaseAddress!, "Lin", "Coffee");
        await lin.DisposeAsync();

        Assert.Equal(isKept ? ["in another room"] : [], ChatText.TextsOf(history));
    }

    [Theory]
    [InlineData(49, 200)]
    [InlineData(50, 404)]
    public async Task File_BeforeOthers_IsKeptAmongThe50Last(int others, int status)
    {
        await using ServerProcess chat = await StartAsync();
        await using WebSocketText ada = await ChatText.EnterAsync(chat.Client.BaseAddress!, "Ada", "Code");
        var first = Guid.NewGuid();
        await ada.SendFileAsync(first, "first.bin", "", [1]);
        for (int i = 0; i < others; i++)
        {
            await ada.SendFileAsync(Guid.NewGuid(), "other.bin", "", [2]);
        }

        using HttpResponseMessage response = await chat.Client.GetAsync($"/files/{first}", TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task History_AfterARestart_IsThere()
    {
        var id = Guid.NewGuid();
        await using (ServerProcess chat = await StartAsync())
        {
            await using WebSocketText ada = await ChatText.EnterAsync(chat.Client.BaseAddress!, "Ada", "Code");
            await ada.SayAsync("said before");
            await ada.SendFileAsync(id, "a.png", "image/png", [1, 2, 3]);
            await chat.StopAsync();
        }

        await using ServerProcess again = await StartAsync();
        (WebSocketText grace, string history) = await ChatText.ComeAsync(again.Client.BaseAddress!, "Grace", "Code");
        await grace.DisposeAsync();

        Assert.Equal(["said before", ""], ChatText.TextsOf(history));
        Assert.Equal([1, 2, 3], await again.Client.GetByteArrayAsync($"/files/{id}", TestContext.Current.CancellationToken));
    }

    // three stand; each of the others is there as long as somebody is in it
    [Fact]
    public async Task Rooms_UpToTheLimit_AreMade()
    {
        await using ServerProcess chat = await StartAsync();
        Uri address = chat.Client.BaseAddress!;
        WebSocketText[] members = await Task.WhenAll(Enumerable.Range(1, 46).Select(number => ChatText.EnterAsync(address, $"m{number}", $"Room {number}")));
        await using WebSocketText ada = await ChatText.EnterAsync(address, "Ada", "Lobby");
        await using WebSocketText grace = await WebSocketText.OpenAsync(address, """40{"name":"Grace","room":"Code"}""");

        await ada.SendAsync("""420["enter","The last"]""");
        Assert.Equal("430[null]", await ada.ReceiveAsync("430"));
        await grace.SendAsync("""420["enter","One more"]""");
        Assert.Equal("""430["There are enough rooms."]""", await grace.ReceiveAsync("430"));
        await using WebSocketText lin = await WebSocketText.OpenAsync(address, """40{"name":"Lin","room":"One more"}""");

        Assert.StartsWith("""42["room","Lobby",""", await lin.ReceiveAsync("42[\"room\""));
        await Task.WhenAll(members.Select(member => member.DisposeAsync().AsTask()));
    }

    public void Dispose() => _folder.Dispose();

    private static async Task SayAsync(WebSocketText socket, int count)
    {
        for (int number = 1; number <= count; number++)
        {
            await socket.SayAsync($"{number}");
        }
    }

    private Task<ServerProcess> StartAsync() =>
        ServerProcess.StartAsync("Chat", new Dictionary<string, string> { ["DATABASE"] = _folder.Combine("chat.db") });
}
