namespace Rpress;

/// <summary>Counts the user code that runs for sockets, so that a stop can wait for it.</summary>
internal sealed class BackgroundWork
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _count = 1; // one for being open
    private volatile bool _isCompleting;

    /// <summary>How much runs.</summary>
    public int Count => Volatile.Read(ref _count) - (_isCompleting ? 0 : 1);

    public void Begin() => Interlocked.Increment(ref _count);

    public void End()
    {
        if (Interlocked.Decrement(ref _count) == 0)
        {
            _done.TrySetResult();
        }
    }

    /// <summary>Counts a task until it completes, if it has not.</summary>
    public void Track(Task task)
    {
        if (!task.IsCompleted)
        {
            Begin();
            task.ContinueWith(_ => End(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Waits for what runs; called once.</summary>
    public Task CompleteAsync()
    {
        _isCompleting = true;
        End();
        return _done.Task;
    }
}
