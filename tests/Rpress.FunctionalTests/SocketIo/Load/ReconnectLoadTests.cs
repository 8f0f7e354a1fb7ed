using System.Diagnostics;
using System.Text.Json;
using Rpress.FunctionalTests.Server;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo.Load;

/// <summary>Clients that lose their connections and reconnect, all at the same time.</summary>
[Collection(RunsAlone.Name)]
public sealed class ReconnectLoadTests
{
    private const int Burst = 5; // messages before the loss, while clients are away, and while they come back
    private static readonly TimeSpan _bound = TimeSpan.FromMinutes(2);

    [Fact]
    public Task Clients_200ThatReconnectAtOnce_AllComeBack() => ReconnectAsync(200);

    [Fact]
    [Trait("Category", "Long")]
    public Task Clients_5000ThatReconnectAtOnce_AllComeBack() => ReconnectAsync(5000);

    [Fact]
    public Task Clients_200ThatRecoverAtOnce_GetWhatTheyMissedOnceAndInOrder() => RecoverAsync(200);

    [Fact]
    [Trait("Category", "Long")]
    public Task Clients_5000ThatRecoverAtOnce_GetWhatTheyMissedOnceAndInOrder() => RecoverAsync(5000);

    private static async Task ReconnectAsync(int count)
    {
        await using LoadApp app = await LoadApp.StartAsync(count);
        LoadClient[] clients = await LoadCrowd.ConnectAsync(app.EndPoint, count, _ => _ => { });
        await LoseAsync(clients);

        long started = Stopwatch.GetTimestamp();
        clients = await Task.WhenAll(clients.Select(_ => LoadClient.ConnectAsync(app.EndPoint, _ => { }))).WaitAsync(_bound, TestContext.Current.CancellationToken);
        Report(count, "came back", started);

        await Eventually.TrueAsync(async () => (await app.MeasureAsync()).Sockets == count, $"{count} sockets to be left", _bound);
        Assert.DoesNotContain(clients, client => client.Ended.IsCompleted);
        await LoadCrowd.DisposeAsync(clients);
    }

    private static async Task RecoverAsync(int count)
    {
        await using LoadApp app = await LoadApp.StartAsync(count + 1, isRecovering: true);
        NumberedReceiver[] receivers = [.. Enumerable.Range(0, count).Select(_ => new NumberedReceiver())];
        LoadClient[] clients = await LoadCrowd.ConnectAsync(app.EndPoint, count, i => receivers[i].Take);
        await using LoadClient sender = await LoadClient.ConnectAsync(app.EndPoint, _ => { });
        await SendAsync(sender, 0);
        await receivers.AllHaveAsync(Burst, _bound);
        string[] answers = [.. clients.Select(client => client.Answer)];
        await LoseAsync(clients);
        await SendAsync(sender, Burst);

        long started = Stopwatch.GetTimestamp();
        Task<LoadClient[]> reconnecting = Task.WhenAll(clients.Select((client, i) => LoadClient.ConnectAsync(app.EndPoint, receivers[i].Take, Auth(client, receivers[i]))));
        await SendAsync(sender, 2 * Burst);
        clients = await reconnecting.WaitAsync(_bound, TestContext.Current.CancellationToken);
        Report(count, "recovered", started);

        Assert.Equal(answers, clients.Select(client => client.Answer));
        await receivers.AllHaveAsync(3 * Burst, _bound);
        await LoadCrowd.DisposeAsync(clients);
        await receivers.AllHaveAsync(3 * Burst, _bound);
    }

    private static async Task SendAsync(LoadClient sender, int first)
    {
        for (int n = first; n < first + Burst; n++)
        {
            await sender.SendAsync(LoadClient.Frame($"42[\"broadcast\",{n}]"));
        }
    }

    private static async Task LoseAsync(LoadClient[] clients)
    {
        foreach (LoadClient client in clients)
        {
            client.Reset();
        }

        await Task.WhenAll(clients.Select(client => client.Ended));
    }

    // what the server answered to the first join: 40{"sid":"…","pid":"…"}
    private static string Auth(LoadClient client, NumberedReceiver receiver)
    {
        using var answer = JsonDocument.Parse(client.Answer[2..]);
        return $$"""{"pid":"{{answer.RootElement.GetProperty("pid").GetString()}}","offset":"{{receiver.Offset}}"}""";
    }

    private static void Report(int count, string what, long started) =>
        TestContext.Current.TestOutputHelper?.WriteLine($"{count} clients {what} in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.00} s");
}
