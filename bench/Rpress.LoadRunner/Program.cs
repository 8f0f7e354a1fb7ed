// Runs scenarios against our server and its peers, in rounds, and prints a table for each: bench/run [--list] [--quick] [scenario …]
using Rpress.LoadRunner;

bool isQuick = args.Contains("--quick");
IReadOnlyList<IScenario> chosen = ScenarioList.Chosen([.. args.Where(name => !name.StartsWith("--", StringComparison.Ordinal))]);
if (args.Contains("--list"))
{
    foreach (IScenario scenario in chosen)
    {
        Console.WriteLine($"{scenario.Name,-24} {scenario.Group,-22} {scenario.Title}");
    }

    return 0;
}

if (chosen.Count == 0)
{
    Console.Error.WriteLine("There is no such scenario; --list prints them.");
    return 2;
}

var settings = new RunSettings(Setting.Read("BENCH_ROUNDS", isQuick ? 1 : 3), isQuick, new ProgressLog(chosen.Count));
bool hasFailed = false;
foreach (IScenario scenario in chosen)
{
    settings.Progress.Begin(scenario);
    if (scenario.Missing is { } reason)
    {
        settings.Progress.Write($"  left out: {reason}");
        continue;
    }

    foreach (ScenarioResult result in await scenario.RunAsync(settings))
    {
        Console.WriteLine(MarkdownReport.Of(result));
        hasFailed |= result.Verdicts.Any(verdict => !verdict.IsPassed);
    }
}

return hasFailed ? 1 : 0;
