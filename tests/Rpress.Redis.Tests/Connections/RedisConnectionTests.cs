using Microsoft.Extensions.Logging;
using Rpress.RedisKit;
using Rpress.TestKit;
using StackExchange.Redis;

namespace Rpress.Redis.Tests.Connections;

public sealed class RedisConnectionTests
{
    private const int Limit = 100;

    [Fact]
    public async Task Saves_ThatRedisDoesNotTake_LeaveTheRoomForMessages()
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        var log = new CollectingLoggerFactory();
        var link = new RedisLink(RedisAddress.Parse(redis.Address), new RedisAdapterOptions { MaxPublishQueueSize = Limit });
        RedisConnection connection = await link.OpenAsync(log.CreateLogger(""), TestContext.Current.CancellationToken);
        await redis.FreezeAsync();

        for (int n = 0; n < 10; n++)
        {
            connection.Save($"key {n}", new string('x', Limit - 10), TimeSpan.FromMinutes(1));
        }

        connection.Publish(RedisChannel.Literal("a"), new byte[Limit]);

        await redis.ThawAsync();
        await Eventually.TrueAsync(async () => await connection.GetAsync("key 0") is not null, "the first to be saved");
        Assert.Null(await connection.GetAsync("key 9"));
        Assert.Empty(log.At(LogLevel.Warning));
        await link.CloseAsync();
    }
}
