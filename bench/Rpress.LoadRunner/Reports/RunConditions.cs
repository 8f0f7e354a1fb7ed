namespace Rpress.LoadRunner;

/// <summary>What a run was made on and with.</summary>
/// <param name="Date">When it began.</param>
/// <param name="Commit">The commit; null outside of a checkout.</param>
/// <param name="IsClean">Whether the files were those of the commit.</param>
/// <param name="Settings">What holds for all scenarios.</param>
/// <param name="Scenarios">The names that were given; none means all.</param>
internal sealed record RunConditions(DateTimeOffset Date, string? Commit, bool IsClean, RunSettings Settings, IReadOnlyList<string> Scenarios)
{
    private const int ShortCommit = 7;

    public bool IsQuick => Settings.IsQuick;

    public string ShortName => Commit is { Length: >= ShortCommit } commit ? commit[..ShortCommit] : "unknown";

    public IReadOnlyList<(string Name, string Value)> Machine { get; } = LoadRunner.Machine.Describe();

    public IReadOnlyList<(string Name, string Value)> Versions { get; } = LoadRunner.Versions.Describe();

    /// <summary>What was set for the run.</summary>
    public IReadOnlyList<(string Name, string Value)> Choices { get; } =
    [
        ("rounds", $"{Settings.Rounds}"),
        ("scenarios", Scenarios.Count == 0 ? "all" : string.Join(", ", Scenarios)),
        .. Setting.Given.Select(variable => (variable.Name, variable.Value)),
    ];

    public static RunConditions Describe(RunSettings settings, IReadOnlyList<string> scenarios)
    {
        string? commit = Tool.Ask("git", "rev-parse", "HEAD") is { Length: 40 } hash ? hash : null;
        return new(TimeProvider.System.GetLocalNow(), commit, commit is not null && Tool.Ask("git", "status", "--porcelain") is "", settings, scenarios);
    }
}
