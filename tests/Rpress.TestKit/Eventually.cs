using System.Diagnostics;

namespace Rpress.TestKit;

/// <summary>Bounded polling, for what offers nothing to await; the only place in the tests that sleeps.</summary>
public static class Eventually
{
    private static readonly TimeSpan _defaultBound = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Returns once <paramref name="condition"/> holds.</summary>
    /// <exception cref="TimeoutException">It did not hold within the bound; the message names <paramref name="what"/>.</exception>
    public static Task TrueAsync(Func<bool> condition, string what, TimeSpan? within = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return TrueAsync(() => Task.FromResult(condition()), what, within);
    }

    /// <summary>Returns once <paramref name="condition"/> holds.</summary>
    /// <exception cref="TimeoutException">It did not hold within the bound; the message names <paramref name="what"/>.</exception>
    public static async Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? within = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var bound = within ?? _defaultBound;
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var remaining = bound - Stopwatch.GetElapsedTime(started);
            if (remaining <= TimeSpan.Zero)
            {
                throw new TimeoutException($"Not within {bound.TotalSeconds:0.###} s: {what}.");
            }

            if (await condition().WaitAsync(remaining))
            {
                return;
            }

            await Task.Delay(_interval);
        }
    }
}
