using System.Globalization;
using System.Text.RegularExpressions;

namespace Rpress.LoadRunner;

/// <summary>Runs wrk for a time, and reads what it reports.</summary>
internal static partial class Wrk
{
    public const string Program = "wrk";

    /// <exception cref="InvalidOperationException">wrk failed; its output is the message.</exception>
    public static async Task<LoadResult> RunAsync(HttpLoad load, int port, TimeSpan duration)
    {
        string output = await Tool.UseAsync(Program, [
            "-t1", $"-c{load.Connections}", string.Create(CultureInfo.InvariantCulture, $"-d{Math.Max(1, duration.TotalSeconds):0}s"), "--latency",
            .. load.AcceptEncoding is { } encoding ? new[] { "-H", $"accept-encoding: {encoding}" } : [],
            $"http://127.0.0.1:{port}{load.Path}",
        ], load.Bound);
        int requests = int.Parse(Requests().Match(output).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        return new(
            requests,
            TimeSpan.FromSeconds(requests / double.Parse(Rate().Match(output).Groups[1].ValueSpan, CultureInfo.InvariantCulture)),
            Milliseconds(Median().Match(output)),
            Milliseconds(Percentile99().Match(output)),
            Failures().Matches(output).Sum(failure => int.Parse(failure.Groups[1].ValueSpan, CultureInfo.InvariantCulture)),
            null);
    }

    private static double Milliseconds(Match time) => double.Parse(time.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * time.Groups[2].Value switch
    {
        "us" => 0.001,
        "ms" => 1,
        _ => 1000,
    };

    [GeneratedRegex("([0-9]+) requests in")]
    private static partial Regex Requests();

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex Rate();

    [GeneratedRegex(@"50%\s+([0-9.]+)(us|ms|s)")]
    private static partial Regex Median();

    [GeneratedRegex(@"99%\s+([0-9.]+)(us|ms|s)")]
    private static partial Regex Percentile99();

    // a line for sockets, by kind, and one for answers; both are there only if something failed
    [GeneratedRegex(@"(?:connect|read|write|timeout|responses:) ([0-9]+)")]
    private static partial Regex Failures();
}
