namespace Rpress.LoadRunner;

/// <summary>A run so far: all that is written into its folder.</summary>
internal sealed class RunReport(RunConditions conditions, ProgressLog progress)
{
    private const string NotesFile = "bench/notes.md";
    private readonly List<ScenarioResult> _results = [];
    private readonly List<string> _leftOut = [];

    public RunConditions Conditions => conditions;

    public IReadOnlyList<ScenarioResult> Results => _results;

    /// <summary>What could not be measured, each with its reason.</summary>
    public IReadOnlyList<string> LeftOut => _leftOut;

    public IReadOnlyList<TargetOutcome> Targets => [.. TargetList.All.Select(target => target.Check(_results))];

    /// <summary>What was tried and found, in Markdown; null where nobody wrote it down.</summary>
    public string? Notes { get; } = File.Exists(NotesFile) ? File.ReadAllText(NotesFile) : null;

    public TimeSpan Elapsed => progress.Elapsed;

    public void Add(IEnumerable<ScenarioResult> results) => _results.AddRange(results);

    public void LeaveOut(string what, string reason) => _leftOut.Add($"{what}: {reason}");
}
