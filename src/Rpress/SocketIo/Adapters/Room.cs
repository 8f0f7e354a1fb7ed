namespace Rpress;

/// <summary>The sockets of a room. Guarded by the adapter's lock; a list that was handed out never changes.</summary>
internal sealed class Room
{
    private readonly HashSet<RpressSocket> _sockets = [];
    private RpressSocket[]? _members;

    public RpressSocket[] Members => _members ??= [.. _sockets];

    public void Add(RpressSocket socket)
    {
        if (_sockets.Add(socket))
        {
            _members = null;
        }
    }

    /// <summary>Takes a socket out; true if it was the last one.</summary>
    public bool Remove(RpressSocket socket)
    {
        if (_sockets.Remove(socket))
        {
            _members = null;
        }

        return _sockets.Count == 0;
    }
}
