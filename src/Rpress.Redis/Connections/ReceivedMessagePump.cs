using Microsoft.Extensions.Logging;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Hands on what comes from Redis in its order, away from the connection's reader, and bounds what waits.</summary>
internal sealed partial class ReceivedMessagePump(Action<ReceivedMessage> handle, long maxSize, ILogger logger)
    : EventPump<ReceivedMessage>(new(Concurrency: 1, MaxCount: int.MaxValue, maxSize), new()) // a stop does not wait for all that others may send
{
    private readonly long _maxSize = maxSize;
    private readonly Lock _gate = new();
    private bool _isDropping; // guarded by _gate; read without

    /// <summary>Takes a message, or drops it if too much waits; called by the connection's reader, of which a Redis Cluster has several.</summary>
    public void Take(ReceivedMessage message)
    {
        bool isTaken = TryAdd(message, out bool isReady);
        if (isReady)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        if (_isDropping == isTaken)
        {
            NoteDropping(!isTaken);
        }
    }

    private void NoteDropping(bool isDropping)
    {
        lock (_gate)
        {
            if (_isDropping == isDropping)
            {
                return;
            }

            _isDropping = isDropping;
        }

        if (isDropping)
        {
            LogDropping(logger, _maxSize);
        }
        else
        {
            LogTaking(logger);
        }
    }

    protected override ValueTask HandleAsync(ReceivedMessage item)
    {
        handle(item);
        return ValueTask.CompletedTask;
    }

    protected override long SizeOf(ReceivedMessage item) => item.Body.Length;

    [LoggerMessage(2507, LogLevel.Warning, "More than {Size} bytes of other servers' messages wait to be handled: further ones are dropped.")]
    private static partial void LogDropping(ILogger logger, long size);

    [LoggerMessage(2508, LogLevel.Information, "Messages of other servers are taken again.")]
    private static partial void LogTaking(ILogger logger);
}
