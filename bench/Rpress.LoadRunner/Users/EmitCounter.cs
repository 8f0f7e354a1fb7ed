using System.Collections.Concurrent;

namespace Rpress.LoadRunner;

/// <summary>Counts what virtual users send, by second.</summary>
internal sealed class EmitCounter
{
    private readonly ConcurrentDictionary<int, int> _bySecond = new();
    private readonly long _started = TimeProvider.System.GetTimestamp();

    public int Total => _bySecond.Values.Sum();

    /// <summary>The most in one second.</summary>
    public int Peak => _bySecond.Values.DefaultIfEmpty().Max();

    public void Add() => _bySecond.AddOrUpdate((int)TimeProvider.System.GetElapsedTime(_started).TotalSeconds, 1, (_, count) => count + 1);
}
