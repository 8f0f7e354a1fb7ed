using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace Rpress.LoadServer;

/// <summary>What the process allocates, by type: the runtime's own sampling, one byte of 102,400 on average, scaled up without a bias.</summary>
internal sealed class AllocationListing : EventListener
{
    private const string Source = "Microsoft-Windows-DotNETRuntime";
    private const string Sampled = "AllocationSampled";
    private const EventKeywords Sampling = (EventKeywords)0x800_0000_0000;
    private const double Chance = 1.0 / 102_400; // of each byte allocated to be the one that is sampled
    private static readonly TimeSpan _delivery = TimeSpan.FromSeconds(1); // events come through a buffer that is emptied now and then

    private readonly ConcurrentDictionary<(string Type, long Size), double> _counts = new();
    private EventSource? _runtime;
    private bool _isListing;
    private long _startedAt;
    private string? _ownThread;

    /// <summary>What was allocated since the last call; counts anew from here on.</summary>
    /// <param name="byType">Whether to list by type from here on; the total then holds what listing costs, about a hundredth.</param>
    public async Task<AllocationReport> RestartAsync(bool byType)
    {
        long total = GC.GetTotalAllocatedBytes(precise: true) - _startedAt;
        if (_isListing)
        {
            await Task.Delay(_delivery);
            DisableEvents(_runtime!);
        }

        var types = _counts.Select(entry => new AllocatedType(entry.Key.Type, entry.Key.Size, entry.Value));
        var report = new AllocationReport(total, [.. types.OrderByDescending(type => type.Bytes)]);
        _counts.Clear();
        _isListing = byType;
        if (byType)
        {
            EnableEvents(_runtime!, EventLevel.Informational, Sampling);
            await Task.Delay(_delivery);
        }

        _startedAt = GC.GetTotalAllocatedBytes(precise: true);
        return report;
    }

    // called before the constructor has run
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Source)
        {
            _runtime = eventSource;
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName != Sampled)
        {
            return;
        }

        // what the listening itself allocates is no request's
        _ownThread ??= Path.GetFileName(new FileInfo("/proc/thread-self").LinkTarget);
        if (eventData.OSThreadId.ToString(CultureInfo.InvariantCulture) == _ownThread)
        {
            return;
        }

        string type = (string)Field(eventData, "TypeName");
        long size = Convert.ToInt64(Field(eventData, "ObjectSize"), CultureInfo.InvariantCulture);

        // an object is sampled when one of its bytes is: a large one more often than a small one
        double count = 1 / (1 - Math.Pow(1 - Chance, size));
        _counts.AddOrUpdate((type, size), count, (_, sum) => sum + count);
    }

    private static object Field(EventWrittenEventArgs eventData, string name) => eventData.Payload![eventData.PayloadNames!.IndexOf(name)]!;
}
