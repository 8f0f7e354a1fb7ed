namespace Rpress.SocketIo.Protocol;

/// <summary>Fails what somebody may wait for, or nobody any more: the exception counts as seen either way.</summary>
internal static class SeenFailure
{
    /// <summary>The same task, whose failure counts as seen.</summary>
    public static Task Seen(this Task task)
    {
        _ = task.ContinueWith(static failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return task;
    }

    public static void Fail(this TaskCompletionSource waited, Exception error)
    {
        if (waited.TrySetException(error))
        {
            _ = waited.Task.Exception;
        }
    }

    /// <inheritdoc cref="Fail(TaskCompletionSource, Exception)"/>
    public static void Fail<T>(this TaskCompletionSource<T> waited, Exception error)
    {
        if (waited.TrySetException(error))
        {
            _ = waited.Task.Exception;
        }
    }
}
