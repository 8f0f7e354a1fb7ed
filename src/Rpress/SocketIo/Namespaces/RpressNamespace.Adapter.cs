using Microsoft.Extensions.Logging;

namespace Rpress;

/// <content>The one place that tells the adapter of sockets that come and go: it may be the user's, and what it throws ends here.</content>
public sealed partial class RpressNamespace
{
    private TaskCompletionSource? _start; // set once, atomically

    internal bool HasAdapter => _adapter.IsValueCreated;

    /// <summary>Whether the adapter is not ready yet.</summary>
    internal bool IsAdapterStarting => !AdapterStart.IsCompleted;

    /// <summary>Complete when the adapter is ready, or has failed to get so.</summary>
    internal Task AdapterStart => System.Threading.Volatile.Read(ref _start)?.Task ?? Task.CompletedTask;

    /// <summary>Makes the adapter and gets it ready, once.</summary>
    internal async Task StartAdapterAsync(CancellationToken cancellationToken)
    {
        var start = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.CompareExchange(ref _start, start, null) is not null)
        {
            return;
        }

        try
        {
            if (_serverSide.IsValueCreated)
            {
                ServerSide.CheckHandlers();
            }

            await Adapter.StartAsync(cancellationToken);
        }
        finally
        {
            start.SetResult();
        }
    }

    /// <summary>The same for a namespace that is made while the server runs.</summary>
    internal void StartAdapter() => Track(TellAsync(this, static (_, late) => late.StartAdapterAsync(CancellationToken.None)));

    /// <summary>Puts a socket in, into its own room and others; complete when the adapter knows it.</summary>
    internal Task AddAsync(RpressSocket socket, IReadOnlyCollection<string> rooms)
    {
        _sockets[socket.Id] = socket;
        return Track(TellAsync((socket.Id, rooms), static (adapter, added) => adapter.AddAllAsync(added.Id, [added.Id, .. added.rooms])));
    }

    internal void Remove(RpressSocket socket)
    {
        if (_sockets.TryRemove(new(socket.Id, socket)))
        {
            Track(TellAsync(socket.Id, static (adapter, id) => adapter.RemoveAllAsync(id)));
        }
    }

    internal Task SaveAsync(SavedSession session) => Track(TellAsync(session, static (adapter, saved) => adapter.SaveSessionAsync(saved)));

    internal Task ForgetAsync(string pid) => Track(TellAsync(pid, static (adapter, forgotten) => adapter.ForgetSessionAsync(forgotten)));

    /// <summary>Closes the adapter once its start has come to an end; one that has not begun does not begin any more.</summary>
    internal async Task CloseAdapterAsync()
    {
        var none = new TaskCompletionSource();
        none.SetResult();
        await (Interlocked.CompareExchange(ref _start, none, null) ?? none).Task;
        if (_adapter.IsValueCreated)
        {
            await TellAsync("", static (adapter, _) => adapter.CloseAsync());
        }
    }

    private Task Track(Task task)
    {
        Io.Work.Track(task);
        return task;
    }

    private async Task TellAsync<T>(T what, Func<SocketIoAdapter, T, Task> tell)
    {
        try
        {
            await tell(Adapter, what);
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
