using Rpress.Redis.Tests.Outages;
using Rpress.RedisKit;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.Sharded;

/// <summary>Rooms that are left and joined while Redis has not confirmed their channels.</summary>
public sealed class ShardedRejoinTests
{
    [Fact]
    public async Task Room_JoinedAgainBeforeRedisConfirmed_IsHeardOnce()
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        await using ClusterServer server = await ClusterServer.StartAsync(new RpressIo().UseRedisSharded(redis.Address));
        await using ClusterServer other = await ClusterServer.StartAsync(new RpressIo().UseRedisSharded(redis.Address));
        await ClusterServer.WhenTogetherAsync([server, other]);
        await using SocketIoWire one = await server.ConnectAsync();
        await using SocketIoWire two = await server.ConnectAsync();
        RpressSocket first = server.Io.Sockets.Single(socket => socket.Id == one.Id);
        RpressSocket second = server.Io.Sockets.Single(socket => socket.Id == two.Id);
        int doubled = 0;
        for (int round = 0; round < 3; round++)
        {
            string room = $"room {round}";
            await redis.FreezeAsync();
            Task joining = first.JoinAsync(room);
            await first.LeaveAsync(room);
            Task again = second.JoinAsync(room);
            for (int n = 0; n < 500; n++)
            {
                await other.Io.To(room).EmitAsync("n", n);
            }

            await redis.ThawAsync();
            await Task.WhenAll(joining, again);
            await Eventually.TrueAsync(async () => await other.Adapter.GetServerCountAsync() == 2, "Redis");
            await other.Io.To(two.Id).EmitAsync("end");
            var received = new List<string>();
            string packet;
            while ((packet = await two.ReadAsync()) != """42["end"]""")
            {
                received.Add(packet);
            }

            doubled += received.Count - received.Distinct().Count();
        }

        Assert.Equal(0, doubled);
    }

    [Fact]
    public async Task Room_JoinedAndLeftByManyAtOnce_IsHeardOnceAtTheEnd()
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        await using ClusterServer server = await ClusterServer.StartAsync(new RpressIo().UseRedisSharded(redis.Address));
        await using ClusterServer other = await ClusterServer.StartAsync(new RpressIo().UseRedisSharded(redis.Address));
        await ClusterServer.WhenTogetherAsync([server, other]);
        await using SocketIoWire one = await server.ConnectAsync();
        await using SocketIoWire two = await server.ConnectAsync();
        RpressSocket[] sockets = [.. server.Io.Sockets];
        for (int round = 0; round < 30; round++)
        {
            string room = $"room {round}";
            await Task.WhenAll(sockets.Select(socket => Task.Run(async () =>
            {
                for (int n = 0; n < 20; n++)
                {
                    await socket.JoinAsync(room);
                    await socket.LeaveAsync(room);
                }

                await socket.JoinAsync(room);
            })));
            await other.Io.To(room).EmitAsync("n", round);
            await other.Io.EmitAsync("end");
            foreach (SocketIoWire client in (SocketIoWire[])[one, two])
            {
                var received = new List<string>();
                string packet;
                while ((packet = await client.ReadAsync()) != """42["end"]""")
                {
                    received.Add(packet);
                }

                Assert.Equal([$"42[\"n\",{round}]"], received);
            }
        }
    }
}
