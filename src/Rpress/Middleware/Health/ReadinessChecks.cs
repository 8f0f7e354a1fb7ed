using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>Runs all checks side by side, and once for all who ask meanwhile: the path is open to everybody and no limit counts it.</summary>
internal sealed class ReadinessChecks
{
    private readonly ReadinessCheck[] _checks;
    private readonly Lock _gate = new();
    private Task<bool> _run = Task.FromResult(true); // guarded by _gate

    public ReadinessChecks(IReadOnlyList<Func<CancellationToken, ValueTask<bool>>> checks, HttpSettings http, ILogger logger) =>
        _checks = [.. checks.Select((check, i) => new ReadinessCheck(check, number: i + 1, http, logger))];

    /// <summary>Whether all have passed; it never fails.</summary>
    public Task<bool> RunAsync()
    {
        lock (_gate)
        {
            if (_run.IsCompleted && _checks.Length > 0)
            {
                // not run under the lock, as checks are user code, nor as part of the request that happens to ask first
                using AsyncFlowControl own = ExecutionContext.SuppressFlow();
                _run = Task.Run(RunOnceAsync);
            }

            return _run;
        }
    }

    private async Task<bool> RunOnceAsync() =>
        !(await Task.WhenAll(_checks.Select(check => check.PassesAsync()))).Contains(false);
}
