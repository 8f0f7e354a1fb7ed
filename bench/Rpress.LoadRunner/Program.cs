// Runs scenarios against our server and its peers, in rounds, and writes a report: bench/run [--list] [--quick] [scenario …]
using Rpress.LoadRunner;

string[] names = [.. args.Where(name => !name.StartsWith("--", StringComparison.Ordinal))];
IReadOnlyList<IScenario> chosen = ScenarioList.Chosen(names);
if (args.Contains("--list"))
{
    foreach (IScenario scenario in chosen)
    {
        Console.WriteLine($"{scenario.Name,-24} {scenario.Group,-22} {scenario.Title}");
    }

    return 0;
}

if (names.FirstOrDefault(name => ScenarioList.Chosen([name]).Count == 0) is { } unknown)
{
    Console.Error.WriteLine($"There is no scenario {unknown}; --list prints them.");
    return 2;
}

bool isQuick = args.Contains("--quick");
var progress = new ProgressLog(chosen.Count);
var settings = new RunSettings(Setting.Read("BENCH_ROUNDS", isQuick ? 1 : 3), isQuick, progress);
return await new Run(settings, RunConditions.Describe(settings, names)).RunAsync(chosen) ? 0 : 1;
