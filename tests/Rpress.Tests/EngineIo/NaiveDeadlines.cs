namespace Rpress.Tests.EngineIo;

/// <summary>Deadlines as a list that is searched: the model of a queue.</summary>
internal sealed class NaiveDeadlines(long delay)
{
    private readonly List<(int Entry, long DueAt)> _running = [];
    private long _now;

    public List<int> Expired { get; } = [];

    public int Count => _running.Count;

    public bool Has(int entry) => _running.Exists(running => running.Entry == entry);

    public void Add(int entry) => _running.Add((entry, _now + delay));

    public bool Remove(int entry) => _running.RemoveAll(running => running.Entry == entry) > 0;

    public void Advance(long ticks)
    {
        _now += ticks;
        foreach (var due in _running.Where(running => running.DueAt <= _now).OrderBy(running => running.DueAt).ToList())
        {
            _running.Remove(due);
            Expired.Add(due.Entry);
        }
    }
}
