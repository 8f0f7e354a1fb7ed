using Microsoft.Extensions.Logging.Abstractions;
using Rpress.RedisKit;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.Outages;

/// <summary>What servers of a cluster keep of all that was asked, sent and broken off: nothing.</summary>
[Collection(RunsAlone.Name)]
public sealed class ClusterLeftoverTests
{
    private static readonly TimeSpan _ample = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Work_OfManyRounds_LeavesNothing()
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        var options = new RedisAdapterOptions { RequestTimeout = _ample };
        await using TestServer first = await StartAsync(redis.Address, options, out RpressIo near);
        await using TestServer second = await StartAsync(redis.Address, options, out RpressIo far);
        far.ServerSide.On("double", (int n) => 2 * n);
        await Eventually.TrueAsync(async () => await near.Of("/").Adapter.GetServerCountAsync() == 2, "the servers to count each other", _ample);

        await RunAsync(near, second, 40); // what is made once
        long before = await MeasureAsync(near, far);
        await RunAsync(near, second, 400);
        long after = await MeasureAsync(near, far);

        Assert.InRange(after, 0, Heap.MostAfter(before));
    }

    private static Task<TestServer> StartAsync(string address, RedisAdapterOptions options, out RpressIo io)
    {
        io = new RpressIo().UseRedis(address, options);
        io.OnConnection(socket => socket.On("join", (string room) => socket.JoinAsync(room)));
        return TestServer.StartAsync(new RpressApp(new RpressOptions { LoggerFactory = NullLoggerFactory.Instance }).AttachSocketIo(io));
    }

    private static async Task RunAsync(RpressIo near, TestServer far, int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            await using SocketIoWire client = await SocketIoWire.ConnectAsync(far);
            string id = await client.JoinAsync();
            await near.To(id).EmitAsync("hello", new byte[10_000], round);
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

    private static async Task<long> MeasureAsync(params RpressIo[] servers)
    {
        foreach (RpressIo io in servers)
        {
            await Eventually.TrueAsync(() => io.Engine.SessionCount == 0, "all sessions to be gone", _ample);
            await Eventually.TrueAsync(() => ((RedisAdapter)io.Of("/").Adapter).PendingCount == 0, "nothing to be waited for", _ample);
            await Eventually.TrueAsync(() => io.Work.Count == 0, "all handlers to have ended", _ample);
        }

        return Heap.Measure();
    }
}
