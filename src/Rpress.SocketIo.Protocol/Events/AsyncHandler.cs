namespace Rpress.SocketIo.Protocol;

/// <summary>Makes handlers that return nothing into those that return a task, which is the one form that is kept.</summary>
internal static class AsyncHandler
{
    /// <exception cref="ArgumentNullException">There is no handler.</exception>
    public static Func<T, Task> Of<T>(Action<T> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return argument =>
        {
            handler(argument);
            return Task.CompletedTask;
        };
    }

    /// <inheritdoc cref="Of{T}(Action{T})"/>
    public static Func<T1, T2, Task> Of<T1, T2>(Action<T1, T2> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return (first, second) =>
        {
            handler(first, second);
            return Task.CompletedTask;
        };
    }

    /// <inheritdoc cref="Of{T}(Action{T})"/>
    public static Func<T1, T2, T3, Task> Of<T1, T2, T3>(Action<T1, T2, T3> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return (first, second, third) =>
        {
            handler(first, second, third);
            return Task.CompletedTask;
        };
    }
}
