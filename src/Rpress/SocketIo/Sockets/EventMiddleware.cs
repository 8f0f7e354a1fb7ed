using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>What stands between a socket's events and their handlers, and what is told when it refuses one.</summary>
internal sealed class EventMiddleware
{
    public bool IsEmpty => Stages.All.Length == 0;

    public HandlerList<Func<SocketEvent, Func<Task>, Task>> Stages { get; } = new();

    public HandlerList<Func<Exception, Task>> ErrorHandlers { get; } = new();

    /// <summary>Runs an event through it, and to the end unless it is held up.</summary>
    public Task RunAsync(SocketEvent socketEvent, Func<Task> end) => RunAsync(Stages.All, 0, socketEvent, end);

    private static Task RunAsync(Func<SocketEvent, Func<Task>, Task>[] stages, int index, SocketEvent socketEvent, Func<Task> end) =>
        index == stages.Length ? end() : stages[index](socketEvent, () => RunAsync(stages, index + 1, socketEvent, end));
}
