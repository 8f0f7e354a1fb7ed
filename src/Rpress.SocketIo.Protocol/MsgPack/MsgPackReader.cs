using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Text.Unicode;

namespace Rpress.SocketIo.Protocol;

/// <summary>Reads the tokens of msgpack, and in them the extensions of notepack: those of version 2 and those of version 3.</summary>
internal ref struct MsgPackReader(ReadOnlySpan<byte> message)
{
    private const sbyte NotepackExtension = 0;
    private const int LargestNanoseconds = 999_999_999;
    private const int SecondsBits = 34;
    private const long FurthestSecond = 8_640_000_000_000; // that a Date of JavaScript reaches, either way

    private ReadOnlySpan<byte> _rest = message;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public readonly bool IsTrueNext => !_rest.IsEmpty && _rest[0] == MsgPackCode.True;

    /// <exception cref="PacketFormatException">What follows is not msgpack, or an extension that nobody knows.</exception>
    public MsgPackToken Read()
    {
        byte code = TakeBytes(1)[0];
        return code switch
        {
            <= MsgPackCode.LastPositiveFixInt => new(MsgPackKind.Unsigned, code),
            < MsgPackCode.FixArray => Container(MsgPackKind.Map, (uint)(code & MsgPackCode.LargestFixCount)),
            < MsgPackCode.FixText => Container(MsgPackKind.Array, (uint)(code & MsgPackCode.LargestFixCount)),
            < MsgPackCode.Nil => new(MsgPackKind.Text, TakeBytes((uint)(code & MsgPackCode.LargestFixText))),
            MsgPackCode.Nil => new(MsgPackKind.Nil),
            MsgPackCode.False or MsgPackCode.True => new(MsgPackKind.Boolean, (ulong)(code - MsgPackCode.False)),
            >= MsgPackCode.Binary8 and <= MsgPackCode.Binary32 => new(MsgPackKind.Binary, TakeBytes(TakeLength(code - MsgPackCode.Binary8))),
            >= MsgPackCode.Extension8 and <= MsgPackCode.Extension32 => ReadExtension(TakeLength(code - MsgPackCode.Extension8), isFixed: false),
            MsgPackCode.Float32 => Float(BinaryPrimitives.ReadSingleBigEndian(TakeBytes(sizeof(float)))),
            MsgPackCode.Float64 => Float(BinaryPrimitives.ReadDoubleBigEndian(TakeBytes(sizeof(double)))),
            >= MsgPackCode.UInt8 and <= MsgPackCode.UInt64 => new(MsgPackKind.Unsigned, TakeNumber(code - MsgPackCode.UInt8)),
            >= MsgPackCode.Int8 and <= MsgPackCode.Int64 => Integer(TakeSigned(code - MsgPackCode.Int8)),
            >= MsgPackCode.FixExtension1 and <= MsgPackCode.FixExtension16 => ReadExtension(1u << (code - MsgPackCode.FixExtension1), isFixed: true),
            >= MsgPackCode.Text8 and <= MsgPackCode.Text32 => new(MsgPackKind.Text, TakeBytes(TakeLength(code - MsgPackCode.Text8))),
            MsgPackCode.Array16 or MsgPackCode.Array32 => Container(MsgPackKind.Array, TakeLength(1 + code - MsgPackCode.Array16)),
            MsgPackCode.Map16 or MsgPackCode.Map32 => Container(MsgPackKind.Map, TakeLength(1 + code - MsgPackCode.Map16)),
            >= MsgPackCode.NegativeFixInt => Integer((sbyte)code),
            _ => throw Malformed($"0x{code:x2} begins no value."),
        };
    }

    /// <summary>Reads the beginning of a map.</summary>
    /// <returns>How many values belong to it: a key and a value for each member.</returns>
    /// <exception cref="PacketFormatException">What follows is no map.</exception>
    public int BeginMap()
    {
        MsgPackToken map = Read();
        return map.Kind == MsgPackKind.Map ? map.Count : throw Malformed("It is no map.");
    }

    /// <summary>Passes over a whole value and gives its bytes, which are msgpack but not checked further.</summary>
    /// <exception cref="PacketFormatException">What follows is not msgpack, or an extension that nobody knows.</exception>
    public ReadOnlySpan<byte> Skip()
    {
        ReadOnlySpan<byte> before = _rest;
        for (long due = 1; due > 0; due--)
        {
            due += Read().Count;
        }

        return before[..^_rest.Length];
    }

    /// <exception cref="PacketFormatException">It is not UTF-8.</exception>
    public static ReadOnlySpan<byte> CheckText(ReadOnlySpan<byte> text) => Utf8.IsValid(text)
        ? text
        : throw new PacketFormatException(PacketFormatError.InvalidUtf8, "A text of the packet is not UTF-8.");

    public static PacketFormatException Malformed(string problem) => new(PacketFormatError.InvalidPayload, $"The packet is malformed: {problem}");

    private readonly MsgPackToken Container(MsgPackKind kind, uint count)
    {
        // every value takes a byte: what announces more is refused before anything is made for it
        long values = kind == MsgPackKind.Map ? 2L * count : count;
        return values <= _rest.Length ? new(kind, (ulong)values) : throw TooShort();
    }

    private MsgPackToken ReadExtension(uint length, bool isFixed)
    {
        var type = (sbyte)TakeBytes(1)[0];
        ReadOnlySpan<byte> data = TakeBytes(length);
        return (type, data.Length) switch
        {
            // notepack 2: undefined and Date have a form of their own, an ArrayBuffer has that with a length
            (NotepackExtension, 1) when isFixed => new(MsgPackKind.Undefined),
            (NotepackExtension, sizeof(long)) when isFixed => new(MsgPackKind.Date, BinaryPrimitives.ReadUInt64BigEndian(data)),
            (NotepackExtension, _) => new(MsgPackKind.Binary, data),
            // msgpack's specification, "Timestamp extension type"
            (MsgPackCode.Timestamp, 4) => Date(BinaryPrimitives.ReadUInt32BigEndian(data), 0),
            (MsgPackCode.Timestamp, 8) when BinaryPrimitives.ReadUInt64BigEndian(data) is var both =>
                Date((long)(both & ((1UL << SecondsBits) - 1)), (uint)(both >> SecondsBits)),
            (MsgPackCode.Timestamp, 12) => Date(BinaryPrimitives.ReadInt64BigEndian(data[sizeof(uint)..]), BinaryPrimitives.ReadUInt32BigEndian(data)),
            _ => throw Malformed($"Nobody knows the extension {type} with {data.Length} bytes."),
        };
    }

    // beyond what JavaScript can say the exact value is of no use
    private static MsgPackToken Date(long seconds, uint nanoseconds) => nanoseconds <= LargestNanoseconds
        ? new(MsgPackKind.Date, (ulong)((Math.Clamp(seconds, -FurthestSecond - 1, FurthestSecond + 1) * 1000) + (nanoseconds / 1_000_000)))
        : throw Malformed("A timestamp has more than a second of nanoseconds.");

    private static MsgPackToken Integer(long value) =>
        new(value < 0 ? MsgPackKind.Negative : MsgPackKind.Unsigned, (ulong)value);

    private static MsgPackToken Float(double value) => new(MsgPackKind.Float, BitConverter.DoubleToUInt64Bits(value));

    // the logarithm of the size in bytes
    private uint TakeLength(int sizeLog) => (uint)TakeNumber(sizeLog);

    private ulong TakeNumber(int sizeLog) => sizeLog switch
    {
        0 => TakeBytes(1)[0],
        1 => BinaryPrimitives.ReadUInt16BigEndian(TakeBytes(sizeof(ushort))),
        2 => BinaryPrimitives.ReadUInt32BigEndian(TakeBytes(sizeof(uint))),
        _ => BinaryPrimitives.ReadUInt64BigEndian(TakeBytes(sizeof(ulong))),
    };

    private long TakeSigned(int sizeLog) => sizeLog switch
    {
        0 => (sbyte)TakeBytes(1)[0],
        1 => BinaryPrimitives.ReadInt16BigEndian(TakeBytes(sizeof(short))),
        2 => BinaryPrimitives.ReadInt32BigEndian(TakeBytes(sizeof(int))),
        _ => BinaryPrimitives.ReadInt64BigEndian(TakeBytes(sizeof(long))),
    };

    private ReadOnlySpan<byte> TakeBytes(uint count)
    {
        if (count > (uint)_rest.Length)
        {
            ThrowTooShort(); // apart, so that this method is short enough to stand in its callers
        }

        ReadOnlySpan<byte> taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }

    [DoesNotReturn]
    private static void ThrowTooShort() => throw TooShort();

    private static PacketFormatException TooShort() => Malformed("It ends before what it announces.");
}
