using System.Globalization;
using System.Text.RegularExpressions;

namespace Rpress.LoadRunner;

/// <summary>Runs h2load, which also speaks HTTP/1.1, and reads what it reports.</summary>
internal static partial class H2Load
{
    public const string Program = "h2load";

    /// <summary>Sends a load once.</summary>
    /// <exception cref="InvalidOperationException">h2load failed, or got no response; its output is the message.</exception>
    public static async Task<LoadResult> RunAsync(HttpLoad load, int port)
    {
        string log = Path.GetTempFileName();
        string output = await Tool.UseAsync(Program, ["-n", Text(load.Requests), $"--log-file={log}", .. Arguments(load, port)], load.Bound);
        double rate = Number(Rate().Match(output));
        if (rate == 0)
        {
            throw new InvalidOperationException($"{Program} got no response: {output}");
        }

        double[] times = [.. File.ReadLines(log).Select(line => double.Parse(line.Split('\t')[2], CultureInfo.InvariantCulture) / 1000).Order()];
        File.Delete(log);
        return new(
            load.Requests,
            TimeSpan.FromSeconds(load.Requests / rate),
            times[times.Length / 2],
            times[(int)(times.Length * 0.99)],
            load.Requests - (int)Number(Succeeded().Match(output)),
            Number(Data().Match(output)) / load.Requests);
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
