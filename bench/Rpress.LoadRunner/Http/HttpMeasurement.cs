namespace Rpress.LoadRunner;

/// <summary>Warms servers up, and takes their figures under loads.</summary>
/// <param name="isQuick">Whether it only has to be seen that all works.</param>
internal sealed class HttpMeasurement(bool isQuick)
{
    // few enough for every server; a warm-up needs requests, not connections
    private const int WarmUpConnections = 32;

    // sent again until the time is over: h2load has an option for a time, and hangs if not all are connected at its end
    private const int WarmUpRequests = 3000;

    // what is compiled in the background ends
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(500);

    // connections end after the last response, and belong to the load
    private static readonly TimeSpan _afterLoad = TimeSpan.FromMilliseconds(50);

    // a slow server gets fewer requests in its turn than the load has
    private static readonly TimeSpan _atMost = TimeSpan.FromSeconds(1);

    // a tick of the kernel's accounting, 10 ms, is then less than a hundredth of all turns
    private readonly TimeSpan _turn = isQuick ? TimeSpan.Zero : TimeSpan.FromMilliseconds(500);

    public static readonly IReadOnlyList<Metric> Columns =
    [
        Metrics.Rate, Metrics.P50, Metrics.P99, Metrics.Failed, Metrics.Bytes, Metrics.Cpu, Metrics.UserCpu, Metrics.SystemCpu, Metrics.PeakMemory,
    ];

    /// <summary>Sends all the loads at the same time, as far as the server needs it.</summary>
    /// <returns>The loads as they are to be measured: with as many requests as the server can answer in its turn.</returns>
    public async Task<IReadOnlyList<HttpLoad>> WarmUpAsync(Peer peer, RunningPeer server, IReadOnlyList<HttpLoad> loads)
    {
        if (isQuick)
        {
            return loads;
        }

        HttpReading[] seen = await Task.WhenAll(loads.Select(async load =>
        {
            var reading = new HttpReading();
            await SendAsync(server, load with { Requests = WarmUpRequests, Connections = WarmUpConnections, Duration = null }, peer.WarmUp, reading);
            return reading;
        }));
        await Task.Delay(_pause);
        return [.. loads.Zip(seen, (load, reading) => load with
        {
            Requests = Math.Max(load.Connections, (int)Math.Min(load.Requests, reading.RequestsPerSecond * _atMost.TotalSeconds)),
        })];
    }

    /// <summary>Warms all the servers up, and then measures the loads on them in turns.</summary>
    /// <returns>For each server, a sample of each load.</returns>
    public async Task<IReadOnlyList<IReadOnlyList<Sample>>> TakeInTurnsAsync(
        IReadOnlyList<(Peer Peer, RunningPeer Server)> servers, IReadOnlyList<HttpLoad> loads)
    {
        var readings = new List<(RunningPeer Server, HttpLoad Load, HttpReading Reading)>();
        foreach ((Peer peer, RunningPeer server) in servers)
        {
            readings.AddRange((await WarmUpAsync(peer, server, loads)).Select(load => (server, load, new HttpReading())));
        }

        for (int turn = 0; turn < (isQuick ? 1 : Rounds.Turns); turn++)
        {
            foreach ((RunningPeer server, HttpLoad load, HttpReading reading) in readings)
            {
                await MeasureAsync(server, load, _turn, reading);
            }
        }

        return [.. readings.Chunk(loads.Count).Select(chunk => chunk.Select(taken => taken.Reading.ToSample(taken.Server.PeakMemory)).ToList())];
    }

    /// <summary>Measures a load on one server, as often as it takes for figures that can be trusted.</summary>
    public Task<Sample> TakeAsync(RunningPeer server, HttpLoad load) => TakeAsync(server, load, _turn * Rounds.Turns);

    /// <summary>Measures a load once: the code has not run before.</summary>
    public static Task<Sample> TakeColdAsync(RunningPeer server, HttpLoad load) => TakeAsync(server, load, TimeSpan.Zero);

    private static async Task<Sample> TakeAsync(RunningPeer server, HttpLoad load, TimeSpan atLeast)
    {
        var reading = new HttpReading();
        await MeasureAsync(server, load, atLeast, reading);
        return reading.ToSample(server.PeakMemory);
    }

    private static async Task MeasureAsync(RunningPeer server, HttpLoad load, TimeSpan atLeast, HttpReading reading)
    {
        CpuTime before = server.CpuTime;
        await SendAsync(server, load, atLeast, reading);
        await Task.Delay(_afterLoad);
        reading.Add(server.CpuTime - before);
    }

    // short loads are lost in the ticks of the kernel's accounting: they are sent again
    private static async Task SendAsync(RunningPeer server, HttpLoad load, TimeSpan atLeast, HttpReading reading)
    {
        TimeSpan sent = TimeSpan.Zero;
        do
        {
            LoadResult result = await (load.Duration is { } duration ? Wrk.RunAsync(load, server.Port, duration) : H2Load.RunAsync(load, server.Port));
            reading.Add(result);
            sent += result.Elapsed;
        }
        while (sent < atLeast);
    }
}
