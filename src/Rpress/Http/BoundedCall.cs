namespace Rpress;

/// <summary>A call of user code that is not waited for longer than a time, whether or not the code heeds its token.</summary>
internal static class BoundedCall
{
    /// <summary>What the code returns or throws.</summary>
    /// <param name="code">The code; its token fires when it is waited for no longer.</param>
    /// <param name="state">What the code needs.</param>
    /// <param name="timeout">How long it is waited for.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the waiting too.</param>
    /// <exception cref="TimeoutException">The time has passed.</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> has fired.</exception>
    public static ValueTask<TResult> RunAsync<TState, TResult>(
        Func<TState, CancellationToken, ValueTask<TResult>> code, TState state, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        // without a timer of its own: a callback on the token that failed there would end the process
        var abandoned = new CancellationTokenSource();
        ValueTask<TResult> call = code(state, abandoned.Token);
        return call.IsCompletedSuccessfully ? call : WaitAsync(call.AsTask(), abandoned, timeout, time, cancellationToken);
    }

    private static async ValueTask<TResult> WaitAsync<TResult>(
        Task<TResult> call, CancellationTokenSource abandoned, TimeSpan timeout, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await call.WaitAsync(timeout, time, cancellationToken);
        }
        catch
        {
            // nobody is left to hear what the code, or a callback on its token, fails with from here on
            Observe(call);
            Observe(abandoned.CancelAsync());
            throw;
        }
    }

    private static void Observe(Task task) => task.ContinueWith(
        static ended => _ = ended.Exception,
        CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);
}
