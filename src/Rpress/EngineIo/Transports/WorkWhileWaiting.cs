using System.Net.WebSockets;
using System.Runtime.CompilerServices;

namespace Rpress;

/// <summary>
/// Waits for a read, and meanwhile lets the thread that has nothing more to read do the work that it brought: a hop to another thread would
/// cost more than most handlers. Who goes on after the read is set down first, so the reader never waits for the work, however long it takes.
/// </summary>
/// <param name="read">The read; its result is taken by awaiting it afterwards.</param>
/// <param name="work">What is to be done; it must not throw.</param>
internal readonly struct WorkWhileWaiting(ValueTask<ValueWebSocketReceiveResult> read, IThreadPoolWorkItem work) : ICriticalNotifyCompletion
{
    public bool IsCompleted => false;

    public WorkWhileWaiting GetAwaiter() => this;

    public void GetResult()
    {
    }

    public void OnCompleted(Action continuation) => UnsafeOnCompleted(continuation);

    public void UnsafeOnCompleted(Action continuation)
    {
        read.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(continuation);
        work.Execute();
    }
}
