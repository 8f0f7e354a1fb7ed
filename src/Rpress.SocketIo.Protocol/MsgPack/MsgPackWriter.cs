using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Rpress.SocketIo.Protocol;

/// <summary>Writes the tokens of msgpack, each in its shortest form.</summary>
internal readonly struct MsgPackWriter(ArrayBufferWriter<byte> target)
{
    private const double EndOfUInt64 = 18446744073709551616d;
    private const double LeastInt64 = -9223372036854775808d;

    public void WriteNil() => WriteCode(MsgPackCode.Nil);

    public void WriteBoolean(bool value) => WriteCode(value ? MsgPackCode.True : MsgPackCode.False);

    public void WriteUnsigned(ulong value)
    {
        switch (value)
        {
            case <= MsgPackCode.LastPositiveFixInt:
                WriteCode((byte)value);
                break;
            case <= byte.MaxValue:
                WriteSized(MsgPackCode.UInt8, value, sizeof(byte));
                break;
            case <= ushort.MaxValue:
                WriteSized(MsgPackCode.UInt16, value, sizeof(ushort));
                break;
            case <= uint.MaxValue:
                WriteSized(MsgPackCode.UInt32, value, sizeof(uint));
                break;
            default:
                WriteSized(MsgPackCode.UInt64, value, sizeof(ulong));
                break;
        }
    }

    public void WriteSigned(long value)
    {
        switch (value)
        {
            case >= 0:
                WriteUnsigned((ulong)value);
                break;
            case >= MsgPackCode.LeastNegativeFixInt:
                WriteCode((byte)value);
                break;
            case >= sbyte.MinValue:
                WriteSized(MsgPackCode.Int8, (ulong)value, sizeof(sbyte));
                break;
            case >= short.MinValue:
                WriteSized(MsgPackCode.Int16, (ulong)value, sizeof(short));
                break;
            case >= int.MinValue:
                WriteSized(MsgPackCode.Int32, (ulong)value, sizeof(int));
                break;
            default:
                WriteSized(MsgPackCode.Int64, (ulong)value, sizeof(long));
                break;
        }
    }

    /// <summary>Writes a number as notepack does, which knows integers by their value alone.</summary>
    public void WriteNumber(double value)
    {
        if (value != Math.Floor(value) || value is < LeastInt64 or >= EndOfUInt64)
        {
            WriteSized(MsgPackCode.Float64, BitConverter.DoubleToUInt64Bits(value), sizeof(double));
        }
        else if (value < 0)
        {
            WriteSigned((long)value);
        }
        else
        {
            WriteUnsigned((ulong)value);
        }
    }

    /// <summary>Writes text that is UTF-8.</summary>
    public void WriteText(ReadOnlySpan<byte> value)
    {
        WriteTextLength(value.Length);
        target.Write(value);
    }

    public void WriteText(string value)
    {
        int length = Encoding.UTF8.GetByteCount(value);
        WriteTextLength(length);
        target.Advance(Encoding.UTF8.GetBytes(value, target.GetSpan(length)));
    }

    public void WriteBinary(ReadOnlySpan<byte> value)
    {
        WriteLength(MsgPackCode.Binary8, value.Length);
        target.Write(value);
    }

    public void BeginArray(int count) => WriteCount(MsgPackCode.FixArray, MsgPackCode.Array16, count);

    /// <summary>Begins a map of so many members: a key and a value each.</summary>
    public void BeginMap(int count) => WriteCount(MsgPackCode.FixMap, MsgPackCode.Map16, count);

    private void WriteCount(byte fix, byte of16, int count)
    {
        if (count <= MsgPackCode.LargestFixCount)
        {
            WriteCode((byte)(fix | count));
        }
        else if (count <= ushort.MaxValue)
        {
            WriteSized(of16, (ulong)count, sizeof(ushort));
        }
        else
        {
            WriteSized((byte)(of16 + 1), (ulong)count, sizeof(uint));
        }
    }

    private void WriteTextLength(int length)
    {
        if (length <= MsgPackCode.LargestFixText)
        {
            WriteCode((byte)(MsgPackCode.FixText | length));
        }
        else
        {
            WriteLength(MsgPackCode.Text8, length);
        }
    }

    private void WriteLength(byte of8, int length)
    {
        if (length <= byte.MaxValue)
        {
            WriteSized(of8, (ulong)length, sizeof(byte));
        }
        else if (length <= ushort.MaxValue)
        {
            WriteSized((byte)(of8 + 1), (ulong)length, sizeof(ushort));
        }
        else
        {
            WriteSized((byte)(of8 + 2), (ulong)length, sizeof(uint));
        }
    }

    private void WriteCode(byte code)
    {
        target.GetSpan(1)[0] = code;
        target.Advance(1);
    }

    // the last bytes of the value, big end first
    private void WriteSized(byte code, ulong value, int size)
    {
        Span<byte> span = target.GetSpan(1 + sizeof(ulong));
        span[0] = code;
        BinaryPrimitives.WriteUInt64BigEndian(span[1..], value << (8 * (sizeof(ulong) - size)));
        target.Advance(1 + size);
    }
}
