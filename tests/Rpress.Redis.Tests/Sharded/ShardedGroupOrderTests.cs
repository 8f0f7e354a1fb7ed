using Rpress.Redis.Tests.Outages;
using Rpress.RedisKit;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.Sharded;

/// <summary>What another server wants of many sockets, one thing after the other.</summary>
public sealed class ShardedGroupOrderTests(RedisServerFixture redis) : IClassFixture<RedisServerFixture>
{
    [Fact]
    public async Task Wishes_OfAnotherServer_AreDoneInTheirOrder()
    {
        string address = await redis.GetAddressAsync();
        var options = new RedisShardedAdapterOptions { KeyPrefix = $"test-{Guid.NewGuid():N}" };
        await using ClusterServer server = await ClusterServer.StartAsync(new RpressIo().UseRedisSharded(address, options));
        await using ClusterServer other = await ClusterServer.StartAsync(new RpressIo().UseRedisSharded(address, options));
        await ClusterServer.WhenTogetherAsync([server, other]);
        await using SocketIoWire one = await server.ConnectAsync();
        await using SocketIoWire two = await server.ConnectAsync();
        await using SocketIoWire three = await server.ConnectAsync();

        for (int round = 0; round < 50; round++)
        {
            string room = $"room {round}";
            await other.Io.SocketsJoinAsync(room);
            await other.Io.To(room, "and another").EmitAsync("hello");
            await other.Io.SocketsLeaveAsync(room);
            await other.Io.EmitAsync("end");
            foreach (SocketIoWire client in (SocketIoWire[])[one, two, three])
            {
                var received = new List<string>();
                string packet;
                while ((packet = await client.ReadAsync()) != """42["end"]""")
                {
                    received.Add(packet);
                }

                Assert.Equal(["""42["hello"]"""], received);
            }

            await Eventually.TrueAsync(() => server.Io.Work.Count == 0, "what the other server wants to be done");
            Assert.All(server.Io.Sockets, socket => Assert.DoesNotContain(room, socket.Rooms));
        }
    }
}
