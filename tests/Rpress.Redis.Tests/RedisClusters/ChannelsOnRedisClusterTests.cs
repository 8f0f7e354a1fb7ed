using Rpress.RedisKit;
using Rpress.Redis.Tests.Outages;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.RedisClusters;

/// <summary>Adapters with several channels, on a Redis Cluster of three nodes: each channel has its order, and no more is promised.</summary>
public sealed class ChannelsOnRedisClusterTests(RedisClusterFixture redis) : IClassFixture<RedisClusterFixture>
{
    private const int Rooms = 20; // on all nodes
    private const int Messages = 50;

    private readonly string _prefix = $"test-{Guid.NewGuid():N}";

    [Theory]
    [InlineData("classic")]
    [InlineData("sharded")]
    public async Task Broadcasts_ToRoomsOnManyNodes_ArriveInEachRoomsOrder(string adapter)
    {
        await using ClusterServer one = await StartAsync(adapter);
        await using ClusterServer other = await StartAsync(adapter);
        await ClusterServer.WhenTogetherAsync([one, other]);
        await using SocketIoWire client = await other.ConnectAsync();
        await other.Io.Sockets.Single().JoinAsync([.. Enumerable.Range(0, Rooms).Select(room => $"room {room}")]);

        for (int n = 0; n < Messages; n++)
        {
            for (int room = 0; room < Rooms; room++)
            {
                await one.Io.To($"room {room}").EmitAsync("n", room, n);
            }
        }

        string[] received = await client.ReadAsync(Rooms * Messages);
        for (int room = 0; room < Rooms; room++)
        {
            Assert.Equal(
                Enumerable.Range(0, Messages).Select(n => $"42[\"n\",{room},{n}]"), received.Where(packet => packet.StartsWith($"42[\"n\",{room},", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("classic")]
    [InlineData("sharded")]
    public async Task Questions_ToAllServers_AreAnswered(string adapter)
    {
        await using ClusterServer one = await StartAsync(adapter);
        await using ClusterServer other = await StartAsync(adapter);
        await ClusterServer.WhenTogetherAsync([one, other]);
        await using SocketIoWire client = await other.ConnectAsync();
        other.Io.ServerSide.On("who", () => "other");

        Assert.Equal(client.Id, Assert.Single(await one.Io.FetchSocketsAsync()).Id);
        Assert.Equal(["other"], (await one.Io.ServerSide.EmitWithAckAsync<string[]>("who", TestContext.Current.CancellationToken))!);
        Task<string[]?> asking = one.Io.Timeout(TimeSpan.FromSeconds(30)).EmitWithAckAsync<string[]>("who", TestContext.Current.CancellationToken);
        string asked = await client.ReadAsync();
        await client.SendAsync($"43{asked[2..asked.IndexOf('[', StringComparison.Ordinal)]}[\"client\"]");
        Assert.Equal(["client"], (await asking)!);
    }

    private async Task<ClusterServer> StartAsync(string adapter)
    {
        string address = await redis.GetAddressAsync();
        return await ClusterServer.StartAsync(adapter == "classic"
            ? new RpressIo().UseRedis(address, new() { KeyPrefix = _prefix })
            : new RpressIo().UseRedisSharded(address, new() { KeyPrefix = _prefix }));
    }
}
