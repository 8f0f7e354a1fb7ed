namespace Rpress.LoadRunner;

/// <summary>What loads on one server took in all.</summary>
internal sealed class HttpReading
{
    private readonly List<LoadResult> _loads = [];
    private CpuTime _spent;

    public double RequestsPerSecond => Requests / _loads.Sum(load => load.Elapsed.TotalSeconds);

    private int Requests => _loads.Sum(load => load.Requests);

    public void Add(LoadResult load) => _loads.Add(load);

    /// <summary>Adds what the server's processor took for loads.</summary>
    public void Add(CpuTime spent) => _spent += spent;

    /// <param name="peakMemory">What the server has held at most, in bytes.</param>
    public Sample ToSample(long peakMemory)
    {
        int requests = Requests;
        var sample = new Sample
        {
            [Metrics.Count] = requests,
            [Metrics.Rate] = RequestsPerSecond,
            [Metrics.P50] = MedianOf(load => load.P50),
            [Metrics.P99] = MedianOf(load => load.P99),
            [Metrics.Failed] = _loads.Sum(load => load.Failed),
            [Metrics.Cpu] = _spent.Total.TotalMicroseconds / requests,
            [Metrics.UserCpu] = _spent.User.TotalMicroseconds / requests,
            [Metrics.SystemCpu] = _spent.System.TotalMicroseconds / requests,
            [Metrics.PeakMemory] = peakMemory / 1e6,
        };
        if (_loads.All(load => load.BytesPerResponse is not null))
        {
            sample[Metrics.Bytes] = MedianOf(load => load.BytesPerResponse!.Value);
        }

        return sample;
    }

    private double MedianOf(Func<LoadResult, double> figure) => ServerResult.MedianOf(_loads.Select(figure));
}
