namespace Rpress;

/// <summary>What stands between a socket's events and their handlers, and what is told when it refuses one.</summary>
/// <remarks>The arrays are replaced under the lock, and read without.</remarks>
internal sealed class EventMiddleware
{
    private readonly Lock _gate = new();
    private Func<SocketEvent, Func<Task>, Task>[] _stages = [];
    private Func<Exception, Task>[] _errorHandlers = [];

    public bool IsEmpty => Volatile.Read(ref _stages).Length == 0;

    public Func<Exception, Task>[] ErrorHandlers => Volatile.Read(ref _errorHandlers);

    public void Add(Func<SocketEvent, Func<Task>, Task> stage)
    {
        lock (_gate)
        {
            Volatile.Write(ref _stages, [.. _stages, stage]);
        }
    }

    public void AddErrorHandler(Func<Exception, Task> handler)
    {
        lock (_gate)
        {
            Volatile.Write(ref _errorHandlers, [.. _errorHandlers, handler]);
        }
    }

    /// <summary>Runs an event through it, and to the end unless it is held up.</summary>
    public Task RunAsync(SocketEvent socketEvent, Func<Task> end) => RunAsync(Volatile.Read(ref _stages), 0, socketEvent, end);

    private static Task RunAsync(Func<SocketEvent, Func<Task>, Task>[] stages, int index, SocketEvent socketEvent, Func<Task> end) =>
        index == stages.Length ? end() : stages[index](socketEvent, () => RunAsync(stages, index + 1, socketEvent, end));
}
