using System.Diagnostics;
using System.Globalization;

namespace Rpress.LoadRunner;

/// <summary>Tells on stderr how far a run is: one line as a scenario begins, and one for each figure.</summary>
internal sealed class ProgressLog(int scenarios)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private int _begun;

    /// <summary>How long the run takes so far.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_started);

    public void Begin(IScenario scenario) => Write($"scenario {++_begun} of {scenarios}: {scenario.Name}, {scenario.Title}");

    /// <summary>A figure was taken.</summary>
    public void Tell(int round, int rounds, string server, Metric metric, string unit, double value) =>
        Write($"  round {round} of {rounds}: {server}, {value.ToString(metric.Format, CultureInfo.InvariantCulture)} {metric.HeaderOf(unit)}");

    public void Write(string line) => Console.Error.WriteLine($"[{Elapsed:mm\\:ss}] {line}");
}
