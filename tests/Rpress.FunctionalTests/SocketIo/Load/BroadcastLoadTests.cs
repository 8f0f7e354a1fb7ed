using System.Collections.Concurrent;
using System.Diagnostics;
using Rpress.FunctionalTests.Server;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo.Load;

/// <summary>Broadcasts to very many clients: nothing is lost, and all is in order.</summary>
[Collection(RunsAlone.Name)]
public sealed class BroadcastLoadTests
{
    [Fact]
    public Task Broadcasts_To300ClientsWithoutPause_ArriveInOrder() => RunAsync(clients: 300, broadcasts: 60, pause: null);

    [Fact]
    [Trait("Category", "Long")]
    public Task Broadcasts_To10000ClientsEachSecond_ArriveInOrder() => RunAsync(clients: 10_000, broadcasts: 60, pause: TimeSpan.FromSeconds(1));

    private static async Task RunAsync(int clients, int broadcasts, TimeSpan? pause)
    {
        await using LoadApp app = await LoadApp.StartAsync(clients + 1);
        var sentAt = new long[broadcasts];
        var times = new ConcurrentQueue<TimeSpan>();
        NumberedReceiver[] receivers =
            [.. Enumerable.Range(0, clients).Select(_ => new NumberedReceiver((n, now) => times.Enqueue(Stopwatch.GetElapsedTime(Volatile.Read(ref sentAt[n]), now))))];
        long started = Stopwatch.GetTimestamp();
        LoadClient[] crowd = await LoadCrowd.ConnectAsync(app.EndPoint, clients, i => receivers[i].Take);
        TimeSpan connected = Stopwatch.GetElapsedTime(started);
        await using LoadClient sender = await LoadClient.ConnectAsync(app.EndPoint, _ => { });

        await SendAsync(sender, sentAt, pause);

        await receivers.AllHaveAsync(broadcasts, TimeSpan.FromMinutes(1));
        Assert.DoesNotContain(crowd, client => client.Ended.IsCompleted);
        await LoadCrowd.DisposeAsync(crowd);
        TimeSpan[] sorted = [.. times.Order()];
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{clients} clients in after {connected.TotalSeconds:0.0} s; {sorted.Length} deliveries, p50 {At(sorted, 0.5):0.0} ms, p99 {At(sorted, 0.99):0.0} ms, last {At(sorted, 1):0.0} ms after sending");
    }

    private static async Task SendAsync(LoadClient sender, long[] sentAt, TimeSpan? pause)
    {
        using PeriodicTimer? timer = pause is { } period ? new(period) : null;
        for (int n = 0; n < sentAt.Length; n++)
        {
            Volatile.Write(ref sentAt[n], Stopwatch.GetTimestamp());
            await sender.SendAsync(LoadClient.Frame($"42[\"broadcast\",{n}]"));
            if (timer is not null)
            {
                await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            }
        }
    }

    private static double At(TimeSpan[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))].TotalMilliseconds;
}
