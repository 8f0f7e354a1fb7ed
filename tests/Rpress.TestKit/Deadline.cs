namespace Rpress.TestKit;

/// <summary>Bounds a wait and names what was waited for.</summary>
internal static class Deadline
{
    public static readonly TimeSpan Default = TimeSpan.FromSeconds(15);

    public static async Task<T> RunAsync<T>(Func<CancellationToken, Task<T>> operation, string awaited, TimeSpan within)
    {
        using var source = new CancellationTokenSource(within);
        try
        {
            return await operation(source.Token);
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested)
        {
            throw new TimeoutException($"Not within {within.TotalSeconds:0.###} s: {awaited}.");
        }
    }

    public static Task RunAsync(Func<CancellationToken, Task> operation, string awaited, TimeSpan within) =>
        RunAsync(
            async token =>
            {
                await operation(token);
                return true;
            },
            awaited,
            within);
}
