using System.Diagnostics;
using Rpress.ClusterHost;
using Rpress.RedisKit;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.Outages;

/// <summary>Three servers with many clients, all of them sending to all, while Redis is killed and started again.</summary>
public sealed class ClusterOutageLoadTests
{
    private const int Servers = 3;
    private const int Final = 50;

    private static readonly TimeSpan _ample = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);

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
        Task<int>[] sending = [.. servers.Select((server, number) => SendAsync(server.Io, number, enough.Token))];
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
        await SendFinalAsync(servers, sent, receivers);

        await LoadCrowd.DisposeAsync(clients);
        foreach (ClusterServer server in servers)
        {
            await Eventually.TrueAsync(() => server.LogOf(2502).Count() == outages, "the lines that Redis is back", _ample);
            Assert.Equal(0, server.PendingCount);
            await server.DisposeAsync();
        }
    }

    private static async Task<int> SendAsync(RpressIo io, int server, CancellationToken enough)
    {
        using var timer = new PeriodicTimer(_pause);
        int number = 0;
        while (!enough.IsCancellationRequested)
        {
            await io.EmitAsync("n", server, number++);
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return number;
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

    // with Redis there again nothing is missing at all
    private static async Task SendFinalAsync(ClusterServer[] servers, int[] sent, OutageReceiver[] receivers)
    {
        await AllHaveAsync(receivers, sent);
        int[] before = [.. receivers.Select(receiver => receiver.Count)];
        for (int n = 0; n < Final; n++)
        {
            for (int server = 0; server < Servers; server++)
            {
                await servers[server].Io.EmitAsync("n", server, sent[server]++);
            }
        }

        await AllHaveAsync(receivers, sent);
        Assert.All(receivers, (receiver, index) => Assert.Equal(before[index] + (Servers * Final), receiver.Count));
        Assert.All(receivers, receiver => Assert.Null(receiver.Fault));
    }

    private static Task AllHaveAsync(OutageReceiver[] receivers, int[] sent) => Eventually.TrueAsync(
        () => receivers.All(receiver => Enumerable.Range(0, Servers).All(server => receiver.NextOf(server) == sent[server])),
        "every client to get the last message of every server",
        _ample);
}
