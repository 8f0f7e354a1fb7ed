using static Rpress.LoadRunner.Metrics;

namespace Rpress.LoadRunner;

/// <summary>Takes the figures of one server under one load.</summary>
internal static class HttpMeasurement
{
    public static readonly IReadOnlyList<Metric> Columns = [Rate, P50, P99, Failed, Bytes, Cpu, UserCpu, SystemCpu, PeakMemory];

    public static async Task<Sample> TakeAsync(HttpScenario scenario, RunningPeer server)
    {
        CpuTime before = server.CpuTime;
        LoadResult load = await LoadGenerator.RunAsync(scenario, server.Port);
        CpuTime spent = server.CpuTime - before;
        return new()
        {
            [Rate] = load.RequestsPerSecond,
            [P50] = load.P50,
            [P99] = load.P99,
            [Failed] = load.Failed,
            [Bytes] = load.BytesPerResponse,
            [Cpu] = spent.Total.TotalMicroseconds / scenario.Requests,
            [UserCpu] = spent.User.TotalMicroseconds / scenario.Requests,
            [SystemCpu] = spent.System.TotalMicroseconds / scenario.Requests,
            [PeakMemory] = server.PeakMemory / 1e6,
        };
    }
}
