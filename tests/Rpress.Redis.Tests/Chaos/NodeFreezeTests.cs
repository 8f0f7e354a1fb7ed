using System.Diagnostics;
using Rpress.ClusterHost;
using Rpress.TestKit;
using StackExchange.Redis;

namespace Rpress.Redis.Tests.Chaos;

/// <summary>A server that is stopped where it stands while the others go on: they do not wait for it, and it comes back by itself.</summary>
public sealed class NodeFreezeTests
{
    private const int Frozen = 0;
    private const int Few = 20; // of a series, so that it is under way
    private const int Samples = 20;

    private static readonly int[] _all = [0, 1, 2];
    private static readonly int[] _others = [1, 2];
    private static readonly TimeSpan _ample = TimeSpan.FromSeconds(60);

    public static TheoryData<ClusterKind> Kinds => [ClusterKind.Classic, ClusterKind.Sharded, ClusterKind.Streams, ClusterKind.Recovery];

    [Theory]
    [InlineData(ClusterKind.Sharded)]
    [InlineData(ClusterKind.Recovery)]
    public async Task Node_Frozen_HoldsNobodyUpAndMissesNothing(ClusterKind kind)
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(kind, clients: 90, TimeSpan.FromMilliseconds(20));
        RoamingClient[] others = [.. cluster.Clients.Where(client => client.First != Frozen)];
        await ProcessCluster.AllHearAsync(cluster.Clients, _all, Few);

        await cluster.Servers[Frozen].FreezeAsync();
        await ProcessCluster.AllHearAsync(others, _others, 2 * Few);
        await cluster.Servers[Frozen].ThawAsync();

        await ProcessCluster.AllHearAsync(cluster.Clients, _all, Few);
        await cluster.FinishAsync(_all);
        Assert.All(cluster.Clients, client => Assert.Equal(0, client.Returns));
    }

    [Fact]
    public async Task Node_FrozenUntilItsClientsHaveLeft_DisturbsThemNoMore()
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(ClusterKind.Recovery, clients: 90, TimeSpan.FromMilliseconds(20));
        RoamingClient[] own = [.. cluster.Clients.Where(client => client.First == Frozen)];
        await ProcessCluster.AllHearAsync(cluster.Clients, _all, Few);

        // to it they are there yet; and when it goes on they are at home elsewhere
        await cluster.Servers[Frozen].FreezeAsync();
        await BreakOffAsync(own, returns: 1);
        await cluster.Servers[Frozen].ThawAsync();
        await ProcessCluster.AllHearAsync(cluster.Clients, _all, Few);
        await BreakOffAsync(own, returns: 2);

        await ProcessCluster.AllHearAsync(cluster.Clients, _all, Few);
        await cluster.FinishAsync(_all);
        Assert.All(own, client => Assert.Equal(client.Returns, client.Recoveries));
        Assert.All(cluster.Clients.Except(own), client => Assert.Equal(0, client.Returns));
    }

    [Theory]
    [Trait("Category", "Long")]
    [MemberData(nameof(Kinds))]
    public async Task Node_FrozenForLong_DoesNotSlowTheOthers(ClusterKind kind)
    {
        await using ProcessCluster cluster = await ProcessCluster.StartAsync(kind, clients: 600, TimeSpan.FromMilliseconds(50));
        RoamingClient[] others = [.. cluster.Clients.Where(client => client.First != Frozen)];
        RoamingClient[] own = [.. cluster.Clients.Except(others)];
        await ProcessCluster.AllHearAsync(cluster.Clients, _all, Few);
        TimeSpan before = await MeasureAsync(cluster, others);

        await cluster.Servers[Frozen].FreezeAsync();
        await using (ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(cluster.Redis.Address + ",allowAdmin=true"))
        {
            if (kind is ClusterKind.Classic or ClusterKind.Sharded)
            {
                Array.ForEach(own, client => client.Received.MayMiss = true);
                await FloodAsync(redis, kind);
            }

            TimeSpan meanwhile = await MeasureAsync(cluster, others);
            await ProcessCluster.AllHearAsync(others, _others, 150); // so many, 50 ms each
            long memory = long.Parse((await redis.GetServers()[0].InfoAsync("memory"))[0].Single(line => line.Key == "used_memory").Value, System.Globalization.CultureInfo.InvariantCulture);
            TestContext.Current.TestOutputHelper?.WriteLine($"{kind}: latency {before.TotalMilliseconds:0.0} ms before, {meanwhile.TotalMilliseconds:0.0} ms meanwhile; Redis had {memory >> 20} MB");
            Assert.InRange(meanwhile, TimeSpan.Zero, (3 * before) + TimeSpan.FromMilliseconds(100));
            Assert.InRange(memory, 0, 64 << 20);
        }

        await cluster.Servers[Frozen].ThawAsync();
        await ProcessCluster.AllHearAsync(cluster.Clients, _all, Few);
        await cluster.FinishAsync(_all);
    }

    private static async Task BreakOffAsync(RoamingClient[] clients, int returns)
    {
        Array.ForEach(clients, client => client.BreakOff());
        await Eventually.TrueAsync(() => clients.All(client => client.Returns == returns), "the clients to be back elsewhere", _ample);
    }

    // more than Redis keeps for a subscriber that does not read, so that it drops it: what others of the cluster pass over
    private static async Task FloodAsync(ConnectionMultiplexer redis, ClusterKind kind)
    {
        await redis.GetServers()[0].ExecuteAsync("CONFIG", "SET", "client-output-buffer-limit", "pubsub 1mb 512kb 1");
        RedisChannel channel = kind == ClusterKind.Sharded ? RedisChannel.Sharded("socket.io#/#") : RedisChannel.Literal("socket.io#/#");
        int before = await CountSubscribersAsync(redis);
        for (int sent = 0; await CountSubscribersAsync(redis) == before; sent++)
        {
            Assert.InRange(sent, 0, 2000);
            await redis.GetSubscriber().PublishAsync(channel, new byte[64 * 1024]);
        }
    }

    private static async Task<int> CountSubscribersAsync(ConnectionMultiplexer redis) =>
        ((string)(await redis.GetServers()[0].ExecuteAsync("CLIENT", "LIST", "TYPE", "pubsub"))!).Count(c => c == '\n');

    // how long it takes until all of the clients have what a sender has just sent; in the middle
    private static async Task<TimeSpan> MeasureAsync(ProcessCluster cluster, RoamingClient[] clients)
    {
        var times = new List<TimeSpan>();
        for (int sample = 0; sample < Samples; sample++)
        {
            int series = Series.Of(_others[sample % _others.Length]);
            int sent = cluster.Senders[Series.ServerOf(series)].SentOf(series);
            await Eventually.TrueAsync(() => cluster.Senders[Series.ServerOf(series)].SentOf(series) > sent, "the next number to be sent", _ample);
            long at = Stopwatch.GetTimestamp();
            await Eventually.TrueAsync(() => clients.All(client => client.Received.NextOf(series) > sent), "all clients to have it", _ample);
            times.Add(Stopwatch.GetElapsedTime(at));
        }

        return times.Order().ElementAt(Samples / 2);
    }
}
