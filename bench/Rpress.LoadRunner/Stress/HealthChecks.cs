using System.Net;

namespace Rpress.LoadRunner;

/// <summary>Requests one after the other, each on a connection of its own: the server lives.</summary>
internal sealed class HealthChecks(int count)
{
    public async Task<StressOutcome> RunAsync(EndPoint server)
    {
        int served = 0;
        long started = TimeProvider.System.GetTimestamp();
        for (int i = 0; i < count; i++)
        {
            served += await Ask.HealthAsync(server) == 200 ? 1 : 0;
        }

        return new(
            served == count,
            $"{served} of {count} answered 200",
            new() { [StressMetrics.Served] = served, [StressMetrics.Seconds] = TimeProvider.System.GetElapsedTime(started).TotalSeconds });
    }
}
