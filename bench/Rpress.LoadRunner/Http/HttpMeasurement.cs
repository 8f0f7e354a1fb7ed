namespace Rpress.LoadRunner;

/// <summary>Warms servers up, and takes the figures of one of them under one load.</summary>
/// <param name="isQuick">Whether it only has to be seen that all works.</param>
internal sealed class HttpMeasurement(bool isQuick)
{
    // few enough for every server; a warm-up needs requests, not connections
    private const int WarmUpConnections = 32;

    // sent again until the time is over: h2load has an option for a time, and hangs if not all are connected at its end
    private const int WarmUpRequests = 3000;

    // hot code has been compiled with what was learned about it; less is measured as up to twice the time of the processor, and the server with more code loses
    private static readonly TimeSpan _warmUp = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan _shortWarmUp = TimeSpan.FromMilliseconds(500);

    // what is compiled in the background ends
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(500);

    // a slow server gets fewer requests than the load has
    private static readonly TimeSpan _atMost = TimeSpan.FromSeconds(5);

    // a tick of the kernel's accounting, 10 ms, is then less than a hundredth
    private readonly TimeSpan _atLeast = isQuick ? TimeSpan.Zero : TimeSpan.FromSeconds(2);

    public static readonly IReadOnlyList<Metric> Columns =
    [
        Metrics.Rate, Metrics.P50, Metrics.P99, Metrics.Failed, Metrics.Bytes, Metrics.Cpu, Metrics.UserCpu, Metrics.SystemCpu, Metrics.PeakMemory,
    ];

    /// <summary>Sends all the loads at the same time, as far as the server needs it.</summary>
    /// <returns>The loads as they are to be measured: with as many requests as the server can answer in a few seconds.</returns>
    public async Task<IReadOnlyList<HttpLoad>> WarmUpAsync(Peer peer, RunningPeer server, IReadOnlyList<HttpLoad> loads)
    {
        if (isQuick)
        {
            return loads;
        }

        TimeSpan duration = peer.HasJit ? _warmUp : _shortWarmUp;
        LoadResult[] seen = await Task.WhenAll(loads.Select(load =>
            H2Load.RunAsync(load with { Requests = WarmUpRequests, Connections = WarmUpConnections }, server.Port, duration)));
        await Task.Delay(_pause);
        return [.. loads.Zip(seen, (load, result) => load with
        {
            Requests = Math.Max(load.Connections, (int)Math.Min(load.Requests, result.RequestsPerSecond * _atMost.TotalSeconds)),
        })];
    }

    /// <summary>Measures a load, as often as it takes for figures that can be trusted.</summary>
    public Task<Sample> TakeAsync(RunningPeer server, HttpLoad load) =>
        TakeAsync(server, () => load.Duration is { } duration ? Wrk.RunAsync(load, server.Port, duration) : H2Load.RunAsync(load, server.Port, _atLeast));

    /// <summary>Measures a load once: the code has not run before.</summary>
    public static Task<Sample> TakeColdAsync(RunningPeer server, HttpLoad load) =>
        TakeAsync(server, () => H2Load.RunAsync(load, server.Port, TimeSpan.Zero));

    private static async Task<Sample> TakeAsync(RunningPeer server, Func<Task<LoadResult>> run)
    {
        CpuTime before = server.CpuTime;
        LoadResult result = await run();
        CpuTime spent = server.CpuTime - before;
        var sample = new Sample
        {
            [Metrics.Count] = result.Requests,
            [Metrics.Rate] = result.RequestsPerSecond,
            [Metrics.P50] = result.P50,
            [Metrics.P99] = result.P99,
            [Metrics.Failed] = result.Failed,
            [Metrics.Cpu] = spent.Total.TotalMicroseconds / result.Requests,
            [Metrics.UserCpu] = spent.User.TotalMicroseconds / result.Requests,
            [Metrics.SystemCpu] = spent.System.TotalMicroseconds / result.Requests,
            [Metrics.PeakMemory] = server.PeakMemory / 1e6,
        };
        if (result.BytesPerResponse is { } bytes)
        {
            sample[Metrics.Bytes] = bytes;
        }

        return sample;
    }
}
