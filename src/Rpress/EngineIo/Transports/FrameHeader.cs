using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Rpress;

/// <summary>The header of a client's frame (RFC 6455 §5.2).</summary>
internal readonly struct FrameHeader
{
    public const int Continuation = 0x0;
    public const int Text = 0x1;
    public const int Binary = 0x2;
    public const int Close = 0x8;
    public const int Ping = 0x9;
    public const int Pong = 0xA;

    /// <summary>RFC 6455 §5.5: the most bytes that a control frame carries.</summary>
    public const int LargestControl = 125;

    private const int Largest = 14;
    private const int Shortest = 2;
    private const int MaskSize = 4;
    private const byte Fin = 0x80;
    private const byte Rsv1 = 0x40;
    private const byte OtherRsv = 0x30;
    private const byte OpcodeBits = 0x0F;
    private const byte Masked = 0x80;
    private const byte LengthBits = 0x7F;

    private readonly byte _first;
    private readonly bool _isMasked;
    private readonly uint _mask;

    private FrameHeader(ReadOnlySpan<byte> bytes, int size, long length)
    {
        _first = bytes[0];
        _isMasked = (bytes[1] & Masked) != 0;
        _mask = _isMasked ? MemoryMarshal.Read<uint>(bytes[(size - MaskSize)..size]) : 0;
        Size = size;
        Length = length;
    }

    /// <summary>How many bytes the header has.</summary>
    public int Size { get; }

    /// <summary>How many the payload has; negative where the length has a bit that it may not have.</summary>
    public long Length { get; }

    public int Opcode => _first & OpcodeBits;

    public bool IsFinal => (_first & Fin) != 0;

    public bool IsControl => Opcode >= Close;

    /// <summary>RFC 7692 §6: whether a compressed message begins.</summary>
    public bool IsCompressed => (_first & Rsv1) != 0;

    /// <summary>Reads the header that the bytes begin with; false while they do not hold all of it.</summary>
    public static bool TryRead(in ReadOnlySequence<byte> buffer, out FrameHeader header)
    {
        header = default;
        scoped ReadOnlySpan<byte> bytes = buffer.FirstSpan;
        Span<byte> copied = stackalloc byte[Largest];
        if (bytes.Length < Largest && !buffer.IsSingleSegment)
        {
            copied = copied[..(int)Math.Min(Largest, buffer.Length)];
            buffer.Slice(0, copied.Length).CopyTo(copied);
            bytes = copied;
        }

        if (bytes.Length < Shortest)
        {
            return false;
        }

        int lengthSize = (bytes[1] & LengthBits) switch { 126 => sizeof(ushort), 127 => sizeof(ulong), _ => 0 };
        int size = Shortest + lengthSize + ((bytes[1] & Masked) != 0 ? MaskSize : 0);
        if (bytes.Length < size)
        {
            return false;
        }

        long length = lengthSize switch
        {
            sizeof(ushort) => BinaryPrimitives.ReadUInt16BigEndian(bytes[Shortest..]),
            sizeof(ulong) => BinaryPrimitives.ReadInt64BigEndian(bytes[Shortest..]),
            _ => bytes[1] & LengthBits,
        };
        header = new(bytes, size, length);
        return true;
    }

    /// <summary>Whether a client may not send such a frame here.</summary>
    /// <param name="isDeflateAgreed">Whether messages may be compressed.</param>
    /// <param name="isInMessage">Whether the message before has not ended yet.</param>
    public bool Violates(bool isDeflateAgreed, bool isInMessage)
    {
        // RFC 6455 §5.1: a client masks. §5.2: the bit of the sign is 0. RFC 7692 §6: RSV1 is on the first frame of a message alone.
        if (!_isMasked || Length < 0 || (_first & OtherRsv) != 0 || (IsCompressed && (!isDeflateAgreed || Opcode is not (Text or Binary))))
        {
            return true;
        }

        return Opcode switch
        {
            // RFC 6455 §5.4: one message after the other
            Text or Binary => isInMessage,
            Continuation => !isInMessage,

            // RFC 6455 §5.5: never in fragments
            Close or Ping or Pong => !IsFinal || Length > LargestControl,
            _ => true,
        };
    }

    /// <summary>Takes the mask off a part of the payload (RFC 6455 §5.3).</summary>
    /// <param name="masked">The part.</param>
    /// <param name="target">Where it goes; may be the same.</param>
    /// <param name="position">Where in the payload the part stands.</param>
    public void Unmask(ReadOnlySpan<byte> masked, Span<byte> target, long position)
    {
        // as the bytes of the mask stand in memory, turned so that the first one is for the first byte of the part
        int turned = 8 * (int)(position % MaskSize);
        uint mask = BitConverter.IsLittleEndian ? BitOperations.RotateRight(_mask, turned) : BitOperations.RotateLeft(_mask, turned);
        var wide = Vector.AsVectorByte(new Vector<uint>(mask));
        int i = 0;
        for (; i <= masked.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            (new Vector<byte>(masked[i..]) ^ wide).CopyTo(target[i..]);
        }

        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<uint>(in mask));
        for (; i < masked.Length; i++)
        {
            target[i] = (byte)(masked[i] ^ bytes[i % MaskSize]);
        }
    }
}
