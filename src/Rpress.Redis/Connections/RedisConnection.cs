using Microsoft.Extensions.Logging;
using Rpress.SocketIo.Protocol;
using StackExchange.Redis;

namespace Rpress;

/// <summary>What the adapters do with Redis: publish, subscribe, and count who else does. It tells the log when Redis goes and when it is back.</summary>
internal sealed class RedisConnection : IAsyncDisposable
{
    private static readonly TimeSpan _confirmDelay = TimeSpan.FromMilliseconds(5);

    private readonly IConnectionMultiplexer _redis;
    private readonly bool _isOwned;
    private readonly ISubscriber _subscriber;
    private readonly RedisPublisher _publisher;
    private readonly RedisWatch _watch;
    private readonly long _maxSaving;
    private long _saving; // bytes

    private IDatabase Database => _redis.GetDatabase();

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
        _maxSaving = options.MaxPublishQueueSize;
    }

    /// <summary>Publishes a message, if Redis can take it now; what it cannot take is lost to the other servers.</summary>
    /// <remarks>Messages of one caller arrive in its order. Never throws, never waits.</remarks>
    public void Publish(RedisChannel channel, byte[] message) => _publisher.Publish(channel.WithKeyRouting(), message); // any node of a Redis Cluster would do, but always the same one keeps the order

    /// <summary>Subscribes to a channel, now and whenever the connection comes back; the messages come in the queue in their order.</summary>
    public Task<ChannelMessageQueue> SubscribeAsync(RedisChannel channel) => _subscriber.SubscribeAsync(channel, CommandFlags.FireAndForget);

    /// <summary>Waits until Redis has confirmed a subscription, or that has ended.</summary>
    /// <param name="subscription">From <see cref="SubscribeAsync"/>.</param>
    /// <param name="mayBeAway">Whether not to wait for a Redis that cannot be reached: it is subscribed to as soon as that can be.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RedisTimeoutException">Redis has not confirmed it within the connection's time-out.</exception>
    public async Task ConfirmAsync(ChannelMessageQueue subscription, bool mayBeAway, CancellationToken cancellationToken)
    {
        var timeout = TimeSpan.FromMilliseconds(_redis.TimeoutMilliseconds);
        long start = TimeProvider.System.GetTimestamp();
        while (_subscriber.SubscribedEndpoint(subscription.Channel) is null && !subscription.Completion.IsCompleted)
        {
            if (mayBeAway && !_subscriber.IsConnected(subscription.Channel))
            {
                return;
            }

            if (TimeProvider.System.GetElapsedTime(start) > timeout)
            {
                string message = $"Redis has not confirmed the subscription to '{subscription.Channel}' within {timeout.TotalSeconds} s. May its user subscribe to it?";
                throw new RedisTimeoutException(CommandFlags.None, message, CommandStatus.Unknown);
            }

            // on the connection of one server it comes after the subscription; a Redis Cluster answers from any of its nodes, which may not be connected yet
            await ((Task)_subscriber.PingAsync()).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_subscriber.SubscribedEndpoint(subscription.Channel) is null)
            {
                await Task.Delay(_confirmDelay, TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>Adds an entry to a stream, and trims that to about a length.</summary>
    /// <returns>Which entry it is; null if too much waits that Redis has not taken yet. Entries of one caller are added in its order.</returns>
    public Task<StreamId>? AddToStream(string stream, NameValueEntry[] fields, int maxLength)
    {
        int size = fields.Sum(field => (int)field.Value.Length());
        return _publisher.Send(size, () => AddToStreamAsync(stream, fields, maxLength));
    }

    /// <summary>Entries of a stream, the oldest first.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    /// <exception cref="RedisTimeoutException">Redis does not answer.</exception>
    public async Task<StreamEntryMessage[]> ReadStreamAsync(string stream, string from, string to, int count) =>
        [.. StreamEntryMessage.ReadAll(await Database.ExecuteAsync("XRANGE", [(RedisKey)stream, from, to, "COUNT", count]))];

    /// <summary>The last entry of a stream; zeros if there is none.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    /// <exception cref="RedisTimeoutException">Redis does not answer.</exception>
    public Task<StreamId> FindStreamEndAsync(string stream) => FindStreamEndAsync(Database, stream);

    /// <inheritdoc cref="FindStreamEndAsync(string)"/>
    public static async Task<StreamId> FindStreamEndAsync(IDatabase database, RedisKey stream)
    {
        RedisResult end = await database.ExecuteAsync("XREVRANGE", [stream, "+", "-", "COUNT", 1]);
        return StreamEntryMessage.ReadAll(end).Select(entry => entry.Id).FirstOrDefault();
    }

    /// <summary>Writes a value for a time, without waiting, if Redis can take it now; what is written often is less urgent than what is published.</summary>
    public void Save(string key, string value, TimeSpan time)
    {
        if (Interlocked.Add(ref _saving, value.Length) > _maxSaving)
        {
            Interlocked.Add(ref _saving, -value.Length);
            return;
        }

        _ = CompleteAsync();

        async Task CompleteAsync()
        {
            await ((Task)SaveAsync(key, value, time)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Interlocked.Add(ref _saving, -value.Length);
        }
    }

    /// <summary>Writes a value for a time.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    /// <exception cref="RedisTimeoutException">Redis does not answer.</exception>
    public async Task<bool> SaveAsync(string key, string value, TimeSpan time) => await Database.StringSetAsync(key, value, time);

    /// <summary>A value; null if there is none.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    /// <exception cref="RedisTimeoutException">Redis does not answer.</exception>
    public async Task<string?> GetAsync(string key) => await Database.StringGetAsync(key);

    /// <summary>Takes a value out, once; null if there is none. It needs Redis 6.2.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    /// <exception cref="RedisTimeoutException">Redis does not answer.</exception>
    public async Task<string?> TakeAsync(string key) => await Database.StringGetDeleteAsync(key);

    /// <summary>Deletes a value.</summary>
    /// <exception cref="RedisException">Redis cannot be reached.</exception>
    /// <exception cref="RedisTimeoutException">Redis does not answer.</exception>
    public Task DeleteAsync(string key) => Database.KeyDeleteAsync(key);

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

    private async Task<StreamId> AddToStreamAsync(string stream, NameValueEntry[] fields, int maxLength)
    {
        RedisValue id = await Database.StreamAddAsync(stream, fields, maxLength: maxLength, useApproximateMaxLength: true);
        return StreamId.TryParse((string?)id, out StreamId added) ? added : throw new RedisException("Redis has not said which entry it is.");
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
