using System.Globalization;
using System.Text.RegularExpressions;

namespace Rpress.LoadRunner;

/// <summary>Runs h2load, which also speaks HTTP/1.1, and reads what it reports.</summary>
internal static partial class H2Load
{
    public const string Program = "h2load";

    /// <summary>Sends a load, and sends it again until its requests have taken so long: short ones are lost in the ticks of the kernel's accounting.</summary>
    /// <exception cref="InvalidOperationException">h2load failed; its output is the message.</exception>
    public static async Task<LoadResult> RunAsync(HttpLoad load, int port, TimeSpan atLeast)
    {
        var times = new List<double>();
        TimeSpan elapsed = TimeSpan.Zero;
        (int sent, int succeeded, double bytes) = (0, 0, 0);
        do
        {
            string log = Path.GetTempFileName();
            string output = await Tool.UseAsync(Program, ["-n", Text(load.Requests), $"--log-file={log}", .. Arguments(load, port)]);
            times.AddRange(File.ReadLines(log).Select(line => double.Parse(line.Split('\t')[2], CultureInfo.InvariantCulture) / 1000));
            File.Delete(log);
            sent += load.Requests;
            succeeded += (int)Number(Succeeded().Match(output));
            bytes += Number(Data().Match(output));
            elapsed += TimeSpan.FromSeconds(load.Requests / Number(Rate().Match(output)));
        }
        while (elapsed < atLeast);

        times.Sort();
        return new(sent, elapsed, times[times.Count / 2], times[(int)(times.Count * 0.99)], sent - succeeded, bytes / sent);
    }

    private static string[] Arguments(HttpLoad load, int port) =>
    [
        "-c", Text(load.Connections), "-t", "1",
        .. load.Streams is { } streams ? ["-m", Text(streams)] : new[] { "--h1" },
        .. load.AcceptEncoding is { } encoding ? new[] { "-H", $"accept-encoding: {encoding}" } : [],
        .. load.BodySize > 0 ? new[] { "-d", RunFiles.BodyOf(load.BodySize), "-H", "content-type: text/plain" } : [],
        $"{(load.Streams is null ? "http" : "https")}://127.0.0.1:{Text(port)}{load.Path}",
    ];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Number(Match match) => double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"finished in [^,]+, ([0-9.]+) req/s")]
    private static partial Regex Rate();

    [GeneratedRegex(@"([0-9]+) 2xx")]
    private static partial Regex Succeeded();

    [GeneratedRegex(@"\(([0-9]+)\) data")]
    private static partial Regex Data();
}
