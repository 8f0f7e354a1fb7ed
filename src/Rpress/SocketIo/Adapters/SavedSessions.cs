namespace Rpress;

/// <summary>The sessions that broke off and may be gone on with; bounded by time and by number.</summary>
internal sealed class SavedSessions(RecoveryConfig config, RpressIo io)
{
    private readonly LinkedList<(SavedSession Session, long SavedAt)> _byAge = []; // the oldest first; guarded by _byPid
    private readonly Dictionary<string, LinkedListNode<(SavedSession Session, long SavedAt)>> _byPid = new(StringComparer.Ordinal); // guarded by itself

    public int Count
    {
        get
        {
            lock (_byPid)
            {
                return _byPid.Count;
            }
        }
    }

    public void Add(SavedSession session)
    {
        lock (_byPid)
        {
            RemoveLocked(session.Pid);
            if (_byPid.Count >= config.MaxSessions)
            {
                RemoveLocked(_byAge.First!.Value.Session.Pid);
            }

            _byPid.Add(session.Pid, _byAge.AddLast((session, io.Time.GetTimestamp())));
        }
    }

    public SavedSession? Take(string pid)
    {
        lock (_byPid)
        {
            return RemoveLocked(pid) is { } saved && !IsTooOld(saved.SavedAt) ? saved.Session : null;
        }
    }

    public void Purge()
    {
        lock (_byPid)
        {
            while (_byAge.First is { } oldest && IsTooOld(oldest.Value.SavedAt))
            {
                RemoveLocked(oldest.Value.Session.Pid);
            }
        }
    }

    public void Clear()
    {
        lock (_byPid)
        {
            _byPid.Clear();
            _byAge.Clear();
        }
    }

    private (SavedSession Session, long SavedAt)? RemoveLocked(string pid)
    {
        if (!_byPid.Remove(pid, out LinkedListNode<(SavedSession Session, long SavedAt)>? node))
        {
            return null;
        }

        _byAge.Remove(node);
        return node.Value;
    }

    private bool IsTooOld(long savedAt) => io.Time.GetElapsedTime(savedAt) > config.MaxDisconnectionDuration;
}
