using Microsoft.Extensions.Logging;

namespace Rpress;

/// <content>The one place that tells the adapter of sockets that come and go: it may be the user's, and what it throws ends here.</content>
public sealed partial class RpressNamespace
{
    /// <summary>Makes the adapter, if that has not been done.</summary>
    internal void MakeAdapter() => _ = _adapter.Value;

    internal void Add(RpressSocket socket)
    {
        _sockets[socket.Id] = socket;
        Io.Work.Track(TellAsync(socket.Id, static (adapter, id) => adapter.AddAllAsync(id, [id])));
    }

    internal void Remove(RpressSocket socket)
    {
        if (_sockets.TryRemove(socket.Id, out _))
        {
            Io.Work.Track(TellAsync(socket.Id, static (adapter, id) => adapter.RemoveAllAsync(id)));
        }
    }

    internal Task CloseAdapterAsync() => _adapter.IsValueCreated ? TellAsync("", static (adapter, _) => adapter.CloseAsync()) : Task.CompletedTask;

    private async Task TellAsync(string socketId, Func<SocketIoAdapter, string, Task> tell)
    {
        try
        {
            await tell(Adapter, socketId);
        }
        catch (Exception error)
        {
            // called from timers and readers, where it would end the process or leave the rest undone
            LogAdapterFailed(Io.Logger, Name, error);
        }
    }

    [LoggerMessage(2102, LogLevel.Error, "The adapter of {Namespace} failed.")]
    private static partial void LogAdapterFailed(ILogger logger, string @namespace, Exception error);
}
