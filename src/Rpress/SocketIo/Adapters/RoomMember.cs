namespace Rpress;

/// <summary>A socket and the rooms it is in. Guarded by the adapter's lock.</summary>
internal sealed class RoomMember(RpressSocket socket)
{
    private static readonly HashSet<string> _none = [];

    public RpressSocket Socket { get; } = socket;

    public bool IsInOwnRoom { get; set; }

    /// <summary>The rooms beside its own, most often none.</summary>
    public HashSet<string> Rooms { get; private set; } = _none;

    public void Add(string room)
    {
        if (ReferenceEquals(Rooms, _none))
        {
            Rooms = new(StringComparer.Ordinal);
        }

        Rooms.Add(room);
    }
}
