using Microsoft.Extensions.Logging;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Tells handlers what happens to rooms: in the order in which it happened, outside of all locks.</summary>
internal sealed partial class RoomEvents(RpressNamespace @namespace)
{
    private readonly HandlerList<Func<string, string, Task>>[] _handlers = [new(), new(), new(), new()]; // by kind
    private readonly Queue<(RoomEventKind Kind, string Room, string SocketId)> _waiting = []; // guarded by itself
    private bool _isTelling; // guarded by _waiting
    private volatile bool _isWatched;

    public void Add(RoomEventKind kind, Func<string, string, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        _handlers[(int)kind].Add(handler);
        _isWatched = true;
    }

    /// <summary>Sets down what happened; called under the adapter's lock, so that the order is right.</summary>
    public void Record(RoomEventKind kind, string room, string socketId)
    {
        if (_isWatched)
        {
            lock (_waiting)
            {
                _waiting.Enqueue((kind, room, socketId));
            }
        }
    }

    /// <summary>Tells what was set down; called without the lock. One thread tells at a time, for all.</summary>
    public void Tell()
    {
        while (_isWatched && TryTakeNext(out (RoomEventKind Kind, string Room, string SocketId) next))
        {
            foreach (Func<string, string, Task> handler in _handlers[(int)next.Kind].All)
            {
                @namespace.Io.Work.Track(CallAsync(handler, next.Room, next.SocketId));
            }

            lock (_waiting)
            {
                _isTelling = false;
            }
        }
    }

    private bool TryTakeNext(out (RoomEventKind Kind, string Room, string SocketId) next)
    {
        lock (_waiting)
        {
            next = default;
            return !_isTelling && (_isTelling = _waiting.TryDequeue(out next));
        }
    }

    private async Task CallAsync(Func<string, string, Task> handler, string room, string socketId)
    {
        try
        {
            await handler(room, socketId);
        }
        catch (Exception error)
        {
            LogRoomHandlerFailed(@namespace.Io.Logger, @namespace.Name, error);
        }
    }

    [LoggerMessage(2301, LogLevel.Error, "A handler of what happens to rooms of {Namespace} failed.")]
    private static partial void LogRoomHandlerFailed(ILogger logger, string @namespace, Exception error);
}
