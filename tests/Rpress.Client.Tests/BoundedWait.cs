namespace Rpress.Client.Tests;

/// <summary>Waits for what the client's user waits for, but not for ever.</summary>
internal static class BoundedWait
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15);

    public static Task BoundedAsync(this Task task) => task.WaitAsync(_bound, TestContext.Current.CancellationToken);

    public static Task<T> BoundedAsync<T>(this Task<T> task) => task.WaitAsync(_bound, TestContext.Current.CancellationToken);
}
