namespace Rpress.SocketIo.Protocol;

/// <summary>One value of msgpack, or the beginning of an array or a map.</summary>
internal readonly ref struct MsgPackToken(MsgPackKind kind)
{
    public MsgPackKind Kind { get; } = kind;

    /// <summary>A number from zero on, or whether a boolean is true.</summary>
    public ulong Unsigned { get; init; }

    /// <summary>A number below zero, or a date in milliseconds since 1970.</summary>
    public long Signed { get; init; }

    public double Float { get; init; }

    /// <summary>Text, not checked yet, or binary.</summary>
    public ReadOnlySpan<byte> Bytes { get; init; }

    /// <summary>How many values belong to an array or a map, its keys counted too.</summary>
    public int Count { get; init; }
}
