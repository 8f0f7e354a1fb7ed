// Runs load scenarios against our server and its peers, in rounds, and prints a table for each: bench/run [--quick] [scenario …]
using Rpress.LoadRunner;

const int QuickDivisor = 20;

bool isQuick = args.Contains("--quick");
string[] names = [.. args.Where(name => name != "--quick")];
int rounds = Setting.Read("BENCH_ROUNDS", isQuick ? 1 : 3);
int divisor = isQuick ? QuickDivisor : 1;

Scenario[] http = [.. Scenario.All.Where(scenario => IsChosen(scenario.Name))];
SocketScenario[] sockets = [.. SocketScenario.All.Where(scenario => IsChosen(scenario.Name))];
bool isIdleChosen = IsChosen(IdleMeasurement.Name);
if (http.Length + sockets.Length == 0 && !isIdleChosen)
{
    Console.Error.WriteLine($"There is no such scenario; there are {string.Join(", ", [.. Scenario.All.Select(scenario => scenario.Name), IdleMeasurement.Name, .. SocketScenario.All.Select(scenario => scenario.Name)])}.");
    return 2;
}

await HttpLoads.RunAsync(http, rounds, divisor);
if (isIdleChosen || sockets.Length > 0)
{
    Console.WriteLine(SocketReport.Conditions());
}

if (isIdleChosen)
{
    await SocketLoads.RunIdleAsync(rounds, divisor);
}

await SocketLoads.RunAsync(sockets, rounds, divisor);
return 0;

bool IsChosen(string name) => names.Length == 0 || names.Any(chosen => name == chosen || name.StartsWith(chosen + "-", StringComparison.Ordinal));
