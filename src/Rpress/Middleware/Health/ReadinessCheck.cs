using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>One check of the application's: what it throws, or takes too long for, counts as failed.</summary>
/// <remarks>Asked by one caller at a time.</remarks>
internal sealed partial class ReadinessCheck(Func<CancellationToken, ValueTask<bool>> check, int number, HttpSettings http, ILogger logger)
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(5);

    private Task<bool> _running = Task.FromResult(true);
    private bool _isFailing;

    public async Task<bool> PassesAsync()
    {
        try
        {
            Report(await BoundedCall.RunAsync(static (self, token) => self.StartAsync(token), this, _timeout, http.Time, http.Stopping), null);
        }
        catch (Exception error)
        {
            Report(false, error);
        }

        return !_isFailing;
    }

    // on a thread of its own, so that one that blocks neither holds up the others nor escapes its deadline
    private ValueTask<bool> StartAsync(CancellationToken cancellationToken)
    {
        // one that has heeded neither deadline nor token is not begun a second time
        if (_running.IsCompleted)
        {
            _running = Task.Run(() => check(cancellationToken).AsTask(), CancellationToken.None);
        }

        return new(_running);
    }

    private void Report(bool passes, Exception? error)
    {
        if (_isFailing == passes && !http.Stopping.IsCancellationRequested)
        {
            if (passes)
            {
                LogPassing(logger, number);
            }
            else
            {
                LogFailing(logger, number, error);
            }
        }

        _isFailing = !passes;
    }
}
