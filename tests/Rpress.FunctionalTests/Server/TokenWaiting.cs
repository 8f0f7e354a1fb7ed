namespace Rpress.FunctionalTests.Server;

/// <summary>Waits for a token to fire.</summary>
internal static class TokenWaiting
{
    public static Task WhenCancelledAsync(this CancellationToken token)
    {
        var fired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        token.Register(fired.SetResult);
        return fired.Task.WaitAsync(TimeSpan.FromSeconds(15), CancellationToken.None);
    }
}
