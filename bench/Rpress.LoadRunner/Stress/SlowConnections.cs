using System.Net;
using Rpress.TestKit;

namespace Rpress.LoadRunner;

/// <summary>Connections that send a byte of a request now and then: they are ended in time, and meanwhile all others are served as ever.</summary>
internal sealed class SlowConnections(int connections, TimeSpan readTimeout)
{
    private const int Others = 10;
    private const int SlowestOfOthers = 500; // ms, for the 99th percentile on a machine that does other things too
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _tolerance = TimeSpan.FromSeconds(5);

    public async Task<StressOutcome> RunAsync(EndPoint server)
    {
        using var ended = new CancellationTokenSource();
        Task<List<double>>[] others = [.. Enumerable.Range(0, Others).Select(_ => AskUntilAsync(server, ended.Token))];
        TimeSpan?[] ends = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => SendSlowlyAsync(server)));
        await ended.CancelAsync();
        double[] times = [.. (await Task.WhenAll(others)).SelectMany(time => time).Order()];

        int hung = ends.Count(end => end is null);
        double last = ends.Max(end => end?.TotalSeconds ?? double.NaN);
        int failed = times.Count(double.IsInfinity);
        double p99 = times[(int)(times.Length * 0.99)];
        return new(
            hung == 0 && failed == 0 && p99 <= SlowestOfOthers,
            FormattableString.Invariant($"{connections - hung} of {connections} ended, the last after {last:0.0} s; meanwhile {times.Length - failed} requests of others served, {failed} failed, p99 {p99:0.0} ms"),
            new()
            {
                [StressMetrics.Served] = times.Length - failed,
                [StressMetrics.Refused] = connections - hung,
                [StressMetrics.Hung] = hung + failed,
                [Metrics.P99] = p99,
                [StressMetrics.Seconds] = last,
            });
    }

    // how long the server let it go on; null if it did not end it
    private async Task<TimeSpan?> SendSlowlyAsync(EndPoint server)
    {
        await using RawHttpConnection connection = await RawHttpConnection.ConnectAsync(server);
        await connection.SendAsync("GET /health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        long started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) is var elapsed && elapsed < readTimeout + _tolerance)
        {
            try
            {
                if (await connection.IsClosedAsync(_pace))
                {
                    return TimeProvider.System.GetElapsedTime(started);
                }

                await connection.SendAsync("a");
            }
            catch (IOException)
            {
                return TimeProvider.System.GetElapsedTime(started);
            }
        }

        return null;
    }

    // the time of each request in ms, infinity for one that was not served
    private static async Task<List<double>> AskUntilAsync(EndPoint server, CancellationToken end)
    {
        var times = new List<double>();
        while (!end.IsCancellationRequested)
        {
            long started = TimeProvider.System.GetTimestamp();
            int status = await Ask.HealthAsync(server);
            times.Add(status == 200 ? TimeProvider.System.GetElapsedTime(started).TotalMilliseconds : double.PositiveInfinity);
        }

        return times;
    }
}
