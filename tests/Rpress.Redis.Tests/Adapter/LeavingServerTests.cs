using System.Text;
using System.Text.Json;
using Rpress.RedisKit;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.Adapter;

/// <summary>Servers that are asked something, and leave before they answer.</summary>
public sealed class LeavingServerTests(GarnetFixture garnet) : RedisAdapterFixture(garnet), IClassFixture<GarnetFixture>
{
    private protected override RedisAdapterOptions Options => new() { RequestTimeout = TimeSpan.FromHours(10) };

    private RedisAdapter Adapter => (RedisAdapter)Io.Of("/").Adapter;

    [Fact]
    public async Task Question_ThatALeavingServerDoesNotAnswer_IsPutToTheOthersAgain()
    {
        await Foreign.JoinAsync();
        await using ForeignServer leaving = await StartForeignAsync();
        await leaving.JoinAsync();

        Task<IReadOnlyCollection<string>> asking = Adapter.GetAllRoomsAsync();
        await AnswerAsync(1, "first answer");
        await leaving.LeaveAsync();
        await AnswerAsync(2, "second answer");

        Assert.Equal(["second answer"], await asking);
        Assert.Equal(0, Adapter.PendingCount);
    }

    [Fact]
    public async Task Question_WhoseServersAllLeave_IsAnsweredByThisServerAlone()
    {
        await Foreign.JoinAsync();
        await using SocketIoWire client = await ConnectAsync();

        Task<IReadOnlyList<RemoteSocket>> fetching = Io.FetchSocketsAsync();
        await Foreign.ReadAsync("-request#/#");
        await Foreign.LeaveAsync();
        await RunOutAsync(fetching);

        Assert.Equal(client.Id, Assert.Single(await fetching).Id);
        Assert.Equal(0, Adapter.PendingCount);
    }

    // time passes until there are so many requests; the last one is answered
    private async Task AnswerAsync(int number, string room)
    {
        await Eventually.TrueAsync(
            () =>
            {
                Clock.Advance(TimeSpan.FromSeconds(1));
                return Foreign.On("-request#/#").Count() == number;
            },
            $"request {number}");
        using var request = JsonDocument.Parse(Encoding.UTF8.GetString(Foreign.On("-request#/#").Last()));
        await Foreign.PublishAsync("-response#/#", $$"""{"requestId":"{{request.RootElement.GetProperty("requestId")}}","rooms":["{{room}}"]}""");
    }
}
