using System.Collections.Frozen;

namespace Rpress;

/// <summary>Whom a broadcast goes to, and how.</summary>
public sealed record BroadcastOptions
{
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
}
