using BenchmarkDotNet.Running;
using Rpress.Benchmarks;

// dotnet run -c Release --project bench/Rpress.Benchmarks -- --filter '*'
BenchmarkSwitcher.FromAssembly(typeof(RoutingBenchmarks).Assembly).Run(args);
