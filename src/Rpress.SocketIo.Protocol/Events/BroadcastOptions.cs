using System.Collections.Frozen;

namespace Rpress;

/// <summary>Whom a broadcast goes to, and how.</summary>
public sealed record BroadcastOptions
{
    /// <summary>To all sockets of the namespace.</summary>
    internal static readonly BroadcastOptions Everyone = new();

    /// <summary>The rooms whose sockets receive it, each of them once; none means all sockets of the namespace.</summary>
    public IReadOnlySet<string> Rooms { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The rooms whose sockets do not receive it.</summary>
    public IReadOnlySet<string> Except { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Whether a client that cannot be written to at once goes without it.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>Whether it may be compressed, where the transport does.</summary>
    /// <value>Default true.</value>
    public bool IsCompressed { get; init; } = true;

    /// <summary>Whether it goes to the sockets of this server alone.</summary>
    public bool IsLocal { get; init; }

    /// <summary>How long answers are waited for, where they are.</summary>
    public TimeSpan? Timeout { get; init; }

    internal SendFlags SendFlags =>
        (IsVolatile ? SendFlags.Volatile : SendFlags.None) | (IsCompressed ? SendFlags.None : SendFlags.Uncompressed);

    /// <summary>Whether a socket in these rooms is meant.</summary>
    internal bool IsFor(IReadOnlyCollection<string> rooms) => (Rooms.Count == 0 || rooms.Any(Rooms.Contains)) && !rooms.Any(Except.Contains);

    /// <summary>The same with more rooms.</summary>
    internal BroadcastOptions WithRooms(string[] rooms) => RequireRooms(rooms).Length == 0 ? this : this with { Rooms = Union(Rooms, rooms) };

    /// <summary>The same without the sockets of more rooms.</summary>
    internal BroadcastOptions WithExcept(string[] rooms) => RequireRooms(rooms).Length == 0 ? this : this with { Except = Union(Except, rooms) };

    /// <exception cref="ArgumentNullException">There are none, or one of them is null.</exception>
    internal static string[] RequireRooms(string[] rooms)
    {
        ArgumentNullException.ThrowIfNull(rooms);
        foreach (string room in rooms)
        {
            ArgumentNullException.ThrowIfNull(room, nameof(rooms));
        }

        return rooms;
    }

    private static HashSet<string> Union(IReadOnlySet<string> before, string[] rooms) => new([.. before, .. rooms], StringComparer.Ordinal);
}
