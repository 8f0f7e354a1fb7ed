using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Rpress.LoadRunner;

/// <summary>Runs h2load in HTTP/1.1 mode and reads what it reports.</summary>
internal static partial class LoadGenerator
{
    /// <exception cref="InvalidOperationException">h2load failed; its output is the message.</exception>
    public static async Task<LoadResult> RunAsync(HttpScenario scenario, int port)
    {
        string log = Path.GetTempFileName();
        try
        {
            List<string> arguments =
            [
                "--h1", "-n", Text(scenario.Requests), "-c", Text(scenario.Connections), "-t", "1", $"--log-file={log}",
                $"http://127.0.0.1:{port}{scenario.Path}",
            ];
            if (scenario.AcceptEncoding is { } encoding)
            {
                arguments.InsertRange(0, ["-H", $"accept-encoding: {encoding}"]);
            }

            string output = await RunAsync(arguments);
            double[] times = [.. File.ReadLines(log).Select(line => double.Parse(line.Split('\t')[2], CultureInfo.InvariantCulture) / 1000).Order()];
            return new(
                Number(Rate().Match(output)),
                times[times.Length / 2],
                times[(int)(times.Length * 0.99)],
                scenario.Requests - (int)Number(Succeeded().Match(output)),
                Number(Data().Match(output)) / scenario.Requests);
        }
        finally
        {
            File.Delete(log);
        }
    }

    private static async Task<string> RunAsync(IEnumerable<string> arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("h2load", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(output + await error);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Number(Match match) => double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"finished in [^,]+, ([0-9.]+) req/s")]
    private static partial Regex Rate();

    [GeneratedRegex(@"([0-9]+) 2xx")]
    private static partial Regex Succeeded();

    [GeneratedRegex(@"\(([0-9]+)\) data")]
    private static partial Regex Data();
}
