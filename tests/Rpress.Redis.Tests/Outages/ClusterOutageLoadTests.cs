using System.Diagnostics;
using Rpress.ClusterHost;
using Rpress.RedisKit;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.Outages;

/// <summary>Three servers with many clients, all of them sending to all, while Redis is killed and started again.</summary>
public sealed class ClusterOutageLoadTests
{
    private const int Servers = 3;

    private static readonly TimeSpan _ample = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(ClusterKind.Classic)]
    [InlineData(ClusterKind.Sharded)]
    [InlineData(ClusterKind.Streams)]
    [InlineData(ClusterKind.Recovery)]
    public Task Redis_KilledUnderLoad_StopsNoLocalDelivery(ClusterKind kind) => RunAsync(kind, clientsOfServer: 30, outages: 1, longestReturn: _ample);

    [Theory]
    [Trait("Category", "Long")]
    [InlineData(ClusterKind.Classic)]
    [InlineData(ClusterKind.Sharded)]
    [InlineData(ClusterKind.Streams)]
    [InlineData(ClusterKind.Recovery)]
    public Task Redis_KilledUnderLoadAgainAndAgain_IsUsedAgainWithinFiveSeconds(ClusterKind kind) =>
        RunAsync(kind, clientsOfServer: 100, outages: 6, longestReturn: TimeSpan.FromSeconds(5));

    private static async Task RunAsync(ClusterKind kind, int clientsOfServer, int outages, TimeSpan longestReturn)
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        var servers = new ClusterServer[Servers];
        var receivers = new OutageReceiver[Servers * clientsOfServer];
        var clients = new List<LoadClient>();
        for (int i = 0; i < Servers; i++)
        {
            servers[i] = await ClusterServer.StartAsync(kind, redis.Address);
        }

        for (int i = 0; i < Servers; i++)
        {
            int own = i;
            clients.AddRange(await LoadCrowd.ConnectAsync(
                servers[i].EndPoint, clientsOfServer, n => (receivers[(own * clientsOfServer) + n] = new OutageReceiver(Servers, own)).Take));
        }

        await ClusterServer.WhenTogetherAsync(servers);
        using var enough = new CancellationTokenSource();
        Task<int>[] sending = [.. servers.Select((server, number) => SeriesTraffic.SendAsync(server.Io, number, enough.Token))];
        for (int outage = 0; outage < outages; outage++)
        {
            await AllHearAllAsync(receivers, _ample);
            await redis.KillAsync();
            await Eventually.TrueAsync(() => servers.All(server => server.LogOf(2501).Count() == outage + 1), "the servers to see that Redis is away", _ample);
            await AllHearTheirOwnAsync(receivers, 50);
            await redis.RestartAsync();
            long back = Stopwatch.GetTimestamp();
            await AllHearAllAsync(receivers, _ample);
            TimeSpan took = Stopwatch.GetElapsedTime(back);
            TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: all heard all {took.TotalSeconds:0.00} s after Redis was back");
            Assert.InRange(took, TimeSpan.Zero, longestReturn);
        }

        await enough.CancelAsync();
        int[] sent = await Task.WhenAll(sending);
        await ClusterServer.WhenTogetherAsync(servers);
        await SeriesTraffic.EndAsync(servers, sent, receivers);

        await LoadCrowd.DisposeAsync(clients);
        foreach (ClusterServer server in servers)
        {
            await Eventually.TrueAsync(() => server.LogOf(2502).Count() == outages, "the lines that Redis is back", _ample);
            Assert.Equal(0, server.PendingCount);
            await server.DisposeAsync();
        }
    }

    // what every client gets from here on, of every server
    private static Task AllHearAllAsync(OutageReceiver[] receivers, TimeSpan within)
    {
        int[][] before = [.. receivers.Select(receiver => Enumerable.Range(0, Servers).Select(receiver.NextOf).ToArray())];
        return Eventually.TrueAsync(
            () => receivers.Index().All(one => Enumerable.Range(0, Servers).All(server => one.Item.NextOf(server) > before[one.Index][server])),
            "every client to hear of every server",
            within);
    }

    private static Task AllHearTheirOwnAsync(OutageReceiver[] receivers, int more)
    {
        int[] before = [.. receivers.Select(receiver => receiver.NextOwn)];
        return Eventually.TrueAsync(
            () => receivers.Index().All(one => one.Item.NextOwn >= before[one.Index] + more), $"every client to get {more} messages of its own server", _ample);
    }
}
