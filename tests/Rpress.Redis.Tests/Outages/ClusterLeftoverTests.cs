using Microsoft.Extensions.Logging.Abstractions;
using Rpress.ClusterHost;
using Rpress.RedisKit;
using Rpress.TestKit;
using StackExchange.Redis;

namespace Rpress.Redis.Tests.Outages;

/// <summary>What servers of a cluster keep of all that was asked, sent and broken off: nothing.</summary>
[Collection(RunsAlone.Name)]
public sealed class ClusterLeftoverTests
{
    private static readonly TimeSpan _ample = TimeSpan.FromSeconds(60);

    public static TheoryData<ClusterKind> Kinds => [ClusterKind.Classic, ClusterKind.Sharded, ClusterKind.Streams, ClusterKind.Recovery];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Work_OfManyRounds_LeavesNothing(ClusterKind kind)
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        await using TestServer first = await StartAsync(kind, redis.Address, out RpressIo near);
        await using TestServer second = await StartAsync(kind, redis.Address, out RpressIo far);
        far.ServerSide.On("double", (int n) => 2 * n);
        await Eventually.TrueAsync(async () => await near.Of("/").Adapter.GetServerCountAsync() == 2, "the servers to count each other", _ample);

        long before = await MeasureWarmAsync(() => RunAsync(near, second, 20), near, far);
        await RunAsync(near, second, 100);

        Assert.InRange(await MeasureAsync(near, far), 0, Heap.MostAfter(before));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Outages_OfRedis_LeaveNothing(ClusterKind kind)
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        await using TestServer first = await StartAsync(kind, redis.Address, out RpressIo near);
        await using TestServer second = await StartAsync(kind, redis.Address, out RpressIo far);

        long before = await MeasureWarmAsync(() => RunAwayAsync(redis, near, second), near, far);
        for (int outage = 0; outage < 3; outage++)
        {
            await RunAwayAsync(redis, near, second);
        }

        Assert.InRange(await MeasureAsync(near, far), 0, Heap.MostAfter(before));
    }

    // what is sent into the outage, asked for in it, and joined and left meanwhile
    private static async Task RunAwayAsync(RedisServerProcess redis, RpressIo near, TestServer far)
    {
        await using (SocketIoWire client = await SocketIoWire.ConnectAsync(far))
        {
            await client.JoinAsync(auth: """{"room":"room"}""");
            Task sending = SendAsync(near, 3000);
            await redis.KillAsync();
            await sending.WaitAsync(_ample);
            for (int n = 0; n < 100; n++)
            {
                await SendAsync(near, 1);
                await near.SocketsJoinAsync($"room {n}");
                await Assert.ThrowsAnyAsync<Exception>(() => near.FetchSocketsAsync());
            }
        }

        await redis.RestartAsync();
        await Eventually.TrueAsync(async () => await IsWholeAsync(near), "the servers to count each other", _ample);
    }

    private static async Task<bool> IsWholeAsync(RpressIo io)
    {
        try
        {
            return await io.Of("/").Adapter.GetServerCountAsync() == 2;
        }
        catch (RedisException)
        {
            return false;
        }
    }

    private static Task<TestServer> StartAsync(ClusterKind kind, string address, out RpressIo io)
    {
        io = ClusterIo.Create(kind, address, options => options.RequestTimeout = _ample);
        return TestServer.StartAsync(new RpressApp(new RpressOptions { LoggerFactory = NullLoggerFactory.Instance }).AttachSocketIo(io));
    }

    private static async Task RunAsync(RpressIo near, TestServer far, int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            await using SocketIoWire client = await SocketIoWire.ConnectAsync(far);
            string id = await client.JoinAsync();
            await SendAsync(near.To(id), 100);
            await near.To(id).SocketsJoinAsync($"room {round}");
            await near.To($"room {round}").SocketsLeaveAsync($"room {round}");
            Assert.Single(await near.To(id).FetchSocketsAsync());
            Assert.Equal([2 * round], (await near.ServerSide.EmitWithAckAsync<int[]>("double", round))!);
            await AskAsync(near, client, id, round % 4);
        }
    }

    // answered, out of time, taken back, and the client gone
    private static async Task AskAsync(RpressIo near, SocketIoWire client, string id, int end)
    {
        using var taken = new CancellationTokenSource();
        TimeSpan timeout = end == 1 ? TimeSpan.FromMilliseconds(20) : _ample;
        Task<string[]?> asking = near.To(id).Timeout(timeout).EmitWithAckAsync<string[]>("ask", taken.Token);
        string packet = "";
        while (!packet.Contains("\"ask\"", StringComparison.Ordinal))
        {
            packet = await client.ReadAsync();
        }

        switch (end)
        {
            case 0:
                await client.SendAsync($"43{packet[2..packet.IndexOf('[', StringComparison.Ordinal)]}[\"yes\"]");
                Assert.Equal(["yes"], (await asking)!);
                break;
            case 1:
                await Assert.ThrowsAsync<AckTimeoutException>(() => asking);
                break;
            case 2:
                await taken.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
                break;
            default:
                await client.LeaveAsync();
                await taken.CancelAsync();
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
                break;
        }
    }

    // 1,000 bytes each: leaked ones add up, while what pools keep of their buffers does not
    private static Task SendAsync(EventSender to, int count) => Task.WhenAll(Enumerable.Range(0, count).Select(n => to.EmitAsync("hello", new byte[1000], n)));

    // once what is made once has been: threads have come to be, and the pools are as full as this work makes them
    private static async Task<long> MeasureWarmAsync(Func<Task> work, params RpressIo[] servers)
    {
        long before = await MeasureAsync(servers);
        for (int rounds = 0; rounds < 10; rounds++)
        {
            await work();
            long after = await MeasureAsync(servers);
            if (after < before + 1_000_000)
            {
                return after;
            }

            before = after;
        }

        throw new InvalidOperationException("Each round of the same work makes the heap larger.");
    }

    private static async Task<long> MeasureAsync(params RpressIo[] servers)
    {
        foreach (RpressIo io in servers)
        {
            await Eventually.TrueAsync(() => io.Engine.SessionCount == 0, "all sessions to be gone", _ample);
            await Eventually.TrueAsync(() => PendingOf(io) == 0, "nothing to be waited for", _ample);
            await Eventually.TrueAsync(() => io.Work.Count == 0, "all handlers to have ended", _ample);
        }

        return Heap.Measure();
    }

    private static int PendingOf(RpressIo io) =>
        ((ClusterAdapter)io.Of("/").Adapter).PendingCount + ((io.Of("/").Adapter as RedisStreamsAdapter)?.OutboxCount ?? 0);
}
