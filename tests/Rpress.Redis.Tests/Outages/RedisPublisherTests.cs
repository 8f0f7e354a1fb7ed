using Microsoft.Extensions.Logging;
using Rpress.RedisKit;
using Rpress.TestKit;
using StackExchange.Redis;

namespace Rpress.Redis.Tests.Outages;

public sealed class RedisPublisherTests : IAsyncLifetime
{
    private const int Limit = 100;

    private readonly CollectingLoggerFactory _log = new();
    private RedisServerProcess _redis = null!;
    private ConnectionMultiplexer _connection = null!;
    private RedisPublisher _publisher = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServerProcess.StartAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync(RedisAddress.Parse(_redis.Address));
        _publisher = new(_connection.GetSubscriber(), Limit, _log.CreateLogger(""));
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Messages_ThatRedisDoesNotTake_AreHeldUpToTheLimit()
    {
        await _redis.FreezeAsync();

        _publisher.Publish(RedisChannel.Literal("a"), new byte[60]);
        _publisher.Publish(RedisChannel.Literal("a"), new byte[39]);
        Assert.Equal(Limit - 1, _publisher.QueueSize);
        _publisher.Publish(RedisChannel.Literal("a"), new byte[1]);
        Assert.Equal(Limit, _publisher.QueueSize);
        Assert.Empty(_log.Entries);

        _publisher.Publish(RedisChannel.Literal("a"), new byte[1]);
        _publisher.Publish(RedisChannel.Literal("a"), new byte[1]);
        Assert.Equal(Limit, _publisher.QueueSize);
        Assert.Contains("100 bytes", Assert.Single(_log.At(LogLevel.Warning)).Message, StringComparison.Ordinal);

        await _redis.ThawAsync();
        await Eventually.TrueAsync(() => _publisher.QueueSize == 0, "Redis to take the messages");
        _publisher.Publish(RedisChannel.Literal("a"), new byte[Limit]);
        await Eventually.TrueAsync(() => _log.At(LogLevel.Information).Count == 1, "the line that messages are published again");
    }

    [Fact]
    public async Task Redis_ThatStaysTooSlow_IsOneLine()
    {
        var slow = new SlowSubscriber();
        var publisher = new RedisPublisher(slow.Subscriber, Limit, _log.CreateLogger(""));
        for (int n = 0; n < 50; n++)
        {
            while (publisher.QueueSize < Limit)
            {
                publisher.Publish(RedisChannel.Literal("a"), new byte[10]);
            }

            publisher.Publish(RedisChannel.Literal("a"), new byte[10]);
            slow.TakeOne();
            await Eventually.TrueAsync(() => publisher.QueueSize < Limit, "Redis to take a message");
        }

        Assert.Single(_log.Entries);
        slow.TakeAll();
        await Eventually.TrueAsync(() => _log.At(LogLevel.Information).Count == 1, "the line that messages are published again");
        Assert.Single(_log.At(LogLevel.Warning));
    }

    [Fact]
    public async Task Redis_ThatRefusesSomeMessages_IsOneLine()
    {
        var redis = new SlowSubscriber();
        var publisher = new RedisPublisher(redis.Subscriber, Limit, _log.CreateLogger(""));
        for (int n = 0; n < 10; n++)
        {
            publisher.Publish(RedisChannel.Literal("a"), new byte[10]);
            publisher.Publish(RedisChannel.Literal("b"), new byte[10]);
            redis.RefuseOne();
            redis.TakeOne();
            await Eventually.TrueAsync(() => publisher.QueueSize == 0, "Redis to answer");
        }

        Assert.Contains("NOPERM", Assert.Single(_log.Entries).Exception!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_AboveTheLimit_IsPublishedWhereNothingWaits()
    {
        ChannelMessageQueue received = await _connection.GetSubscriber().SubscribeAsync(RedisChannel.Literal("a"));

        _publisher.Publish(RedisChannel.Literal("a"), new byte[10 * Limit]);

        ChannelMessage message = await received.ReadAsync(TestContext.Current.CancellationToken);
        Assert.Equal(10 * Limit, ((byte[])message.Message!).Length);
        Assert.Empty(_log.Entries);
    }

    [Fact]
    public async Task Messages_WhileRedisIsAway_AreDroppedAtOnce()
    {
        await _redis.KillAsync();
        await Eventually.TrueAsync(() => !_connection.IsConnected, "the connection to be lost");

        for (int n = 0; n < 1000; n++)
        {
            _publisher.Publish(RedisChannel.Literal("a"), new byte[90]);
        }

        await Eventually.TrueAsync(() => _publisher.QueueSize == 0, "nothing to be held");
    }
}
