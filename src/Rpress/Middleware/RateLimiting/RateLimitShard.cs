using System.Diagnostics.CodeAnalysis;

namespace Rpress;

/// <summary>A part of a table of counters, with a lock of its own.</summary>
internal sealed class RateLimitShard
{
    // each new key looks at some others: those that are idle leave faster than new ones come, and nobody waits for a sweep
    private const int LooksPerKey = 8;

    private readonly Lock _gate = new();
    private readonly RateLimitWindow _window;
    private readonly RateLimitCapacity _capacity;
    private readonly HashSet<RateLimitCounter> _counters; // guarded by _gate
    private readonly HashSet<RateLimitCounter>.AlternateLookup<RateLimitKey> _byKey; // guarded by _gate
    private readonly List<RateLimitCounter> _order = []; // the same ones, in the order of the looks; guarded by _gate
    private int _next; // guarded by _gate

    public RateLimitShard(RateLimitWindow window, RateLimitCapacity capacity)
    {
        _window = window;
        _capacity = capacity;
        _counters = new(new RateLimitKeyComparer(window));
        _byKey = _counters.GetAlternateLookup<RateLimitKey>();
    }

    public RateLimitDecision Acquire(RateLimitKey key)
    {
        lock (_gate)
        {
            if (_byKey.TryGetValue(key, out RateLimitCounter? counter) || TryAddLocked(key, out counter))
            {
                return counter.Acquire();
            }
        }

        return _window.AcquireShared();
    }

    private bool TryAddLocked(RateLimitKey key, [NotNullWhen(true)] out RateLimitCounter? counter)
    {
        if (_capacity.IsScarce)
        {
            RemoveIdleLocked();
        }

        if (!_capacity.TryTake())
        {
            counter = null;
            return false;
        }

        counter = new(_window, key);
        _counters.Add(counter);
        _order.Add(counter);
        return true;
    }

    private void RemoveIdleLocked()
    {
        for (int looks = 0; looks < LooksPerKey && _order.Count > 0; looks++)
        {
            _next = _next < _order.Count ? _next : 0;
            RateLimitCounter counter = _order[_next];
            if (!counter.IsIdle)
            {
                _next++;
                continue;
            }

            _counters.Remove(counter);
            _order[_next] = _order[^1];
            _order.RemoveAt(_order.Count - 1);
            _capacity.GiveBack();
        }
    }
}
