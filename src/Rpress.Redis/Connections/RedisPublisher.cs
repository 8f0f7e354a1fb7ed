using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Rpress;

/// <summary>Publishes without waiting, and bounds what Redis has not taken yet.</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed partial class RedisPublisher(ISubscriber subscriber, long maxQueueSize, ILogger logger)
{
    private long _queued; // bytes
    private bool _isFailing;
    private bool _isRefused;

    /// <summary>The bytes that Redis has not confirmed yet.</summary>
    public long QueueSize => Volatile.Read(ref _queued);

    public void Publish(RedisChannel channel, byte[] message) => Send(message.Length, () => subscriber.PublishAsync(channel, message));

    /// <summary>Sends a command without waiting.</summary>
    /// <param name="size">What it holds, in bytes.</param>
    /// <param name="send">Sends it.</param>
    /// <returns>What comes of it, seen to already if it fails; null if too much waits.</returns>
    public Task<T>? Send<T>(int size, Func<Task<T>> send)
    {
        long queued = Interlocked.Add(ref _queued, size);
        if (queued > maxQueueSize && queued > size)
        {
            Interlocked.Add(ref _queued, -size);
            if (!Interlocked.Exchange(ref _isFailing, true))
            {
                LogQueueFull(logger, maxQueueSize);
            }

            return null;
        }

        Task<T> sending;
        try
        {
            sending = send();
        }
        catch (Exception error) when (error is RedisException or ObjectDisposedException)
        {
            sending = Task.FromException<T>(error);
        }

        _ = CompleteAsync(sending, size);
        return sending;
    }

    private async Task CompleteAsync(Task publishing, int size)
    {
        await publishing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        long queued = Interlocked.Add(ref _queued, -size);
        if (publishing.Exception?.InnerException is not { } error)
        {
            // not with the first that is taken: where Redis stays too slow, the next would be a line again
            if (queued <= maxQueueSize / 2 && Volatile.Read(ref _isFailing) && Interlocked.Exchange(ref _isFailing, false))
            {
                LogPublishing(logger);
            }
        }
        else if (error is RedisServerException { Kind: RedisErrorKind.NoPermission })
        {
            // for its channel: others go through, and each that does not would be a line again
            if (!Interlocked.Exchange(ref _isRefused, true))
            {
                LogRefused(logger, error);
            }
        }
        else if (error is not (RedisConnectionException or ObjectDisposedException) && !Interlocked.Exchange(ref _isFailing, true))
        {
            // a connection that is away has its own line in the log
            LogFailing(logger, error);
        }
    }

    [LoggerMessage(2503, LogLevel.Warning, "Redis is too slow: more than {Size} bytes wait to be published. Further messages do not reach the other servers.")]
    private static partial void LogQueueFull(ILogger logger, long size);

    [LoggerMessage(2504, LogLevel.Warning, "Messages cannot be published to Redis, and do not reach the other servers.")]
    private static partial void LogFailing(ILogger logger, Exception error);

    [LoggerMessage(2505, LogLevel.Information, "Messages are published to Redis again.")]
    private static partial void LogPublishing(ILogger logger);

    [LoggerMessage(2506, LogLevel.Warning, "Redis refuses messages, which do not reach the other servers; further ones are not told of. May its user publish on all channels of the adapter?")]
    private static partial void LogRefused(ILogger logger, Exception error);
}
