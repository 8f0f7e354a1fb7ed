using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Rpress.FunctionalTests.Tracing;

/// <summary>Listens to the instruments named, and keeps what they measure.</summary>
internal sealed class MeasurementCollector : IDisposable
{
    private readonly ConcurrentQueue<(string Instrument, double Value, Dictionary<string, object?> Tags)> _measured = new();
    private readonly MeterListener _listener = new();

    public MeasurementCollector(params string[] instruments)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == "Rpress" && instruments.Contains(instrument.Name))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    public IReadOnlyList<(double Value, Dictionary<string, object?> Tags)> Of(string instrument) =>
        [.. _measured.Where(measured => measured.Instrument == instrument).Select(measured => (measured.Value, measured.Tags))];

    public double Sum(string instrument) => Of(instrument).Sum(measured => measured.Value);

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var copy = new Dictionary<string, object?>();
        foreach (var (name, tag) in tags)
        {
            copy.Add(name, tag);
        }

        _measured.Enqueue((instrument.Name, value, copy));
    }
}
