using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Rpress;

/// <summary>What the adapters do with Redis: publish, subscribe, and count who else does. It tells the log when Redis goes and when it is back.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private readonly IConnectionMultiplexer _redis;
    private readonly bool _isOwned;
    private readonly ISubscriber _subscriber;
    private readonly RedisPublisher _publisher;
    private readonly RedisWatch _watch;

    /// <param name="redis">The connection itself.</param>
    /// <param name="isOwned">Whether it ends with this.</param>
    /// <param name="options">What bounds it.</param>
    /// <param name="logger">The server's.</param>
    public RedisConnection(IConnectionMultiplexer redis, bool isOwned, RedisClusterOptions options, ILogger logger)
    {
        _redis = redis;
        _isOwned = isOwned;
        _subscriber = redis.GetSubscriber();
        _publisher = new(_subscriber, options.MaxPublishQueueSize, logger);
        _watch = new(redis, logger);
    }

    /// <summary>Publishes a message, if Redis can take it now; what it cannot take is lost to the other servers.</summary>
    /// <remarks>Messages of one caller arrive in its order. Never throws, never waits.</remarks>
    public void Publish(RedisChannel channel, byte[] message) => _publisher.Publish(channel, message);

    /// <summary>Subscribes to a channel, now and whenever the connection comes back; the messages come in the queue in their order.</summary>
    public Task<ChannelMessageQueue> SubscribeAsync(RedisChannel channel) => _subscriber.SubscribeAsync(channel, CommandFlags.FireAndForget);

    /// <summary>Waits until Redis knows of what was subscribed to, if it can be reached.</summary>
    /// <exception cref="RedisException">It has gone at this moment.</exception>
    /// <exception cref="RedisTimeoutException">Redis does not answer.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        if (_subscriber.IsConnected())
        {
            await _subscriber.PingAsync().WaitAsync(cancellationToken);
        }
    }

    /// <summary>How many have subscribed to a channel.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    /// <exception cref="RedisTimeoutException">Redis does not answer.</exception>
    public async Task<int> CountSubscribersAsync(RedisChannel channel)
    {
        // each server of a Redis Cluster knows its own alone
        IServer[] servers = [.. _redis.GetServers().Where(server => server is { IsConnected: true, ServerType: not ServerType.Sentinel })];
        if (servers.Length == 0)
        {
            throw RedisConnector.Unreachable(_redis);
        }

        long[] counts = await Task.WhenAll(servers.Select(server => CountAsync(server, channel)));
        return (int)counts.Sum();
    }

    private static async Task<long> CountAsync(IServer server, RedisChannel channel)
    {
        if (!channel.IsSharded)
        {
            return await server.SubscriptionSubscriberCountAsync(channel);
        }

        // the channel, and how many
        RedisResult[] answer = (RedisResult[])(await server.ExecuteAsync("PUBSUB", "SHARDNUMSUB", (string)channel!))!;
        return (long)answer[1];
    }

    public ValueTask DisposeAsync()
    {
        _watch.Dispose();
        return _isOwned ? _redis.DisposeAsync() : ValueTask.CompletedTask;
    }
}
