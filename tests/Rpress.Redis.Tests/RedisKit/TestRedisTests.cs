using Rpress.RedisKit;
using Rpress.TestKit;
using StackExchange.Redis;

namespace Rpress.Redis.Tests.RedisKit;

public sealed class TestRedisTests
{
    [Fact]
    public async Task Garnet_Started_IsARedisWithPatternSubscriptions()
    {
        await using ITestRedis redis = GarnetRedis.Start();

        await AssertIsRedisAsync(redis);
    }

    [Fact]
    public async Task RedisServer_Started_IsARedisWithPatternSubscriptions()
    {
        await using ITestRedis redis = await RedisServerProcess.StartAsync();

        await AssertIsRedisAsync(redis);
    }

    [Fact]
    public async Task RedisServer_KilledAndRestarted_AnswersAtItsAddressAgain()
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        await redis.KillAsync();
        await Assert.ThrowsAsync<RedisConnectionException>(() => ConnectAsync(redis));

        await redis.RestartAsync();

        await AssertIsRedisAsync(redis);
    }

    [Fact]
    public async Task RedisServer_Frozen_AnswersWhenItThaws()
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        await using ConnectionMultiplexer connection = await ConnectAsync(redis);
        await redis.FreezeAsync();

        await Assert.ThrowsAsync<RedisTimeoutException>(() => connection.GetDatabase().PingAsync());
        await redis.ThawAsync();

        await Eventually.TrueAsync(() => connection.GetDatabase().PingAsync().ContinueWith(ping => ping.IsCompletedSuccessfully), "Redis to answer");
    }

    private static async Task AssertIsRedisAsync(ITestRedis redis)
    {
        await using ConnectionMultiplexer connection = await ConnectAsync(redis);
        var heard = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await connection.GetSubscriber().SubscribeAsync(RedisChannel.Pattern("a#*"), (channel, value) => heard.TrySetResult($"{channel} {value}"));

        await connection.GetSubscriber().PublishAsync(RedisChannel.Literal("a#b"), "hello");

        Assert.Equal("a#b hello", await heard.Task.WaitAsync(TimeSpan.FromSeconds(15)));
    }

    private static Task<ConnectionMultiplexer> ConnectAsync(ITestRedis redis) =>
        ConnectionMultiplexer.ConnectAsync($"{redis.Address},asyncTimeout=300,connectTimeout=2000,connectRetry=1");
}
