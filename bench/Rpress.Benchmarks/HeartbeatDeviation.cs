using System.Collections.Concurrent;
using System.Globalization;

namespace Rpress.Benchmarks;

/// <summary>How far from their moment pings are written, with many sessions in real time whose clients answer at once.</summary>
internal static class HeartbeatDeviation
{
    private const int Sessions = 2000;
    private const int ArrivingTogether = 10; // spread over an interval, as clients are that come by themselves
    private const int PingFrame = 3; // bytes: a header of two, and "2"
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _duration = TimeSpan.FromSeconds(20);

    /// <summary>Prints the spread of |actual - due|; a ping is due an interval after the pong before it was sent.</summary>
    public static async Task RunAsync()
    {
        var deviations = new ConcurrentQueue<double>();
        using var crowd = new SocketCrowd(0, new EioConfig { PingInterval = _interval }, (connection, length) =>
        {
            if (length == PingFrame)
            {
                deviations.Enqueue(Math.Abs((TimeProvider.System.GetElapsedTime(connection.SentAt) - _interval).TotalMilliseconds));
                connection.Send("3");
            }
        });
        using var arrival = new PeriodicTimer(_interval / (Sessions / ArrivingTogether));
        for (int i = 0; i < Sessions; i += ArrivingTogether)
        {
            crowd.Connect(ArrivingTogether);
            await arrival.WaitForNextTickAsync();
        }

        using var end = new PeriodicTimer(_duration);
        await end.WaitForNextTickAsync();

        // the first ones count from the handshake, not from a pong
        double[] sorted = [.. deviations.Skip(Sessions).Order()];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Sessions} sessions, {sorted.Length} pings: p50 {At(sorted, 0.5):0.00} ms, p99 {At(sorted, 0.99):0.00} ms, largest {sorted[^1]:0.00} ms from their moment"));
    }

    private static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];
}
