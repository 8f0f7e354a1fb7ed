using System.Text;

namespace Rpress.SocketIo.Protocol;

/// <summary>One value of msgpack, or the beginning of an array or a map.</summary>
internal readonly ref struct MsgPackToken
{
    private readonly ulong _bits; // one place for all kinds of numbers: tokens are copied much

    public MsgPackToken(MsgPackKind kind, ulong bits = 0)
    {
        Kind = kind;
        _bits = bits;
    }

    public MsgPackToken(MsgPackKind kind, ReadOnlySpan<byte> bytes)
    {
        Kind = kind;
        Bytes = bytes;
    }

    public MsgPackKind Kind { get; }

    /// <summary>A number from zero on, or whether a boolean is true.</summary>
    public ulong Unsigned => _bits;

    /// <summary>A number below zero, or a date in milliseconds since 1970.</summary>
    public long Signed => (long)_bits;

    public double Float => BitConverter.UInt64BitsToDouble(_bits);

    /// <summary>How many values belong to an array or a map, its keys counted too.</summary>
    public int Count => Kind is MsgPackKind.Array or MsgPackKind.Map ? (int)_bits : 0;

    /// <summary>Text, not checked yet, or binary.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>The text; null for what is none.</summary>
    /// <exception cref="PacketFormatException">It is not UTF-8.</exception>
    public string? Text => Kind == MsgPackKind.Text ? Encoding.UTF8.GetString(MsgPackReader.CheckText(Bytes)) : null;
}
