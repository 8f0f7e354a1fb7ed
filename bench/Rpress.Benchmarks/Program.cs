using BenchmarkDotNet.Running;
using Rpress.Benchmarks;

// dotnet run -c Release --project bench/Rpress.Benchmarks -- --filter '*'
// dotnet run -c Release --project bench/Rpress.Benchmarks -- heartbeat
if (args is ["heartbeat"])
{
    await HeartbeatDeviation.RunAsync();
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(RoutingBenchmarks).Assembly).Run(args);
