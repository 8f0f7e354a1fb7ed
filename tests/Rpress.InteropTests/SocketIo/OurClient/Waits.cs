namespace Rpress.InteropTests.SocketIo.OurClient;

/// <summary>Bounds of waits, with the words for what did not come.</summary>
internal static class Waits
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(20);

    /// <summary>Waits for a task.</summary>
    /// <exception cref="TimeoutException">It did not end within the bound; the message names <paramref name="what"/>.</exception>
    public static async Task InTimeAsync(this Task task, string what)
    {
        try
        {
            await task.WaitAsync(_bound, TestContext.Current.CancellationToken);
        }
        catch (TimeoutException error) when (!task.IsCompleted)
        {
            throw new TimeoutException($"Not within {_bound.TotalSeconds} s: {what}.", error);
        }
    }

    /// <inheritdoc cref="InTimeAsync(Task, string)"/>
    public static async Task<T> InTimeAsync<T>(this Task<T> task, string what)
    {
        await InTimeAsync((Task)task, what);
        return await task;
    }
}
