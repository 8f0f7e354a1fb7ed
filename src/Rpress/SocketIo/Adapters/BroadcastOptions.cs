using System.Collections.Frozen;

namespace Rpress;

/// <summary>Whom a broadcast goes to.</summary>
public sealed record BroadcastOptions
{
    /// <summary>The rooms whose sockets receive it, each of them once; none means all sockets of the namespace.</summary>
    public IReadOnlySet<string> Rooms { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The rooms whose sockets do not receive it.</summary>
    public IReadOnlySet<string> Except { get; init; } = FrozenSet<string>.Empty;
}
