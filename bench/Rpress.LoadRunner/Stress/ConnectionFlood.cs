using System.Collections.Concurrent;
using System.Net;
using Rpress.TestKit;

namespace Rpress.LoadRunner;

/// <summary>More connections than the server may have, all open at the same time, each with a request: as many as it may have are served, the others told no or closed.</summary>
internal sealed class ConnectionFlood(int connections, int limit)
{
    // fewer than a listener's backlog
    private const int AtOnce = 200;

    // places that others may still have, such as who looked whether the server listens
    private const int Spare = 5;

    public async Task<StressOutcome> RunAsync(EndPoint server)
    {
        var open = new ConcurrentBag<RawHttpConnection>();
        var statuses = new ConcurrentBag<int>();
        long started = TimeProvider.System.GetTimestamp();
        await Parallel.ForAsync(0, connections, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (_, _) =>
        {
            RawHttpConnection connection = await RawHttpConnection.ConnectAsync(server);
            open.Add(connection);
            statuses.Add(await Ask.HealthAsync(connection));
        });
        TimeSpan elapsed = TimeProvider.System.GetElapsedTime(started);
        foreach (RawHttpConnection connection in open)
        {
            await connection.DisposeAsync();
        }

        int served = statuses.Count(status => status == 200);
        int told = statuses.Count(status => status == 503);
        int closed = statuses.Count(status => status == Ask.Closed);
        int hung = statuses.Count(status => status == Ask.Hung);
        return new(
            served <= limit && served >= limit - Spare && served + told + closed == connections,
            $"{served} served, {told} answered 503, {closed} closed, {hung} hung, {connections - served - told - closed - hung} otherwise",
            new()
            {
                [StressMetrics.Served] = served,
                [StressMetrics.Refused] = told + closed,
                [StressMetrics.Hung] = hung,
                [StressMetrics.Seconds] = elapsed.TotalSeconds,
            });
    }
}
