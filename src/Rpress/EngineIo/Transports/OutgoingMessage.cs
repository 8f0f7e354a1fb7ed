using System.Buffers;
using System.Buffers.Binary;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>What is sent, ready for every transport: one WebSocket frame with its header in place, and the binary frames that belong behind it.</summary>
/// <remarks>Immutable: all recipients of a broadcast share one, and its compressed form.</remarks>
internal sealed class OutgoingMessage
{
    private const byte FinalText = 0x81;
    private const byte FinalBinary = 0x82;
    private const byte FinalClose = 0x88;
    private const byte FinalPong = 0x8A;
    private const byte Rsv1 = 0x40;
    private const int LargestShortLength = 125;
    private const int LargestHeader = EncodedPacket.Headroom - 1;

    /// <summary>What a message counts for beyond its bytes.</summary>
    public const int Overhead = 64;

    private readonly byte[] _buffer;
    private readonly int _frameStart;
    private readonly int _dataStart;
    private readonly bool _isBinary;
    private readonly ReadOnlyMemory<byte>[] _attachments;
    private OutgoingMessage? _deflated; // made by whoever needs it first; two that do at once make the same

    private OutgoingMessage(byte[] buffer, int frameStart, int dataStart, ReadOnlyMemory<byte>[] attachments, bool isBinary = false)
    {
        _buffer = buffer;
        _frameStart = frameStart;
        _dataStart = dataStart;
        _isBinary = isBinary;
        _attachments = attachments;
        Size = Overhead + buffer.Length - frameStart;
        foreach (ReadOnlyMemory<byte> attachment in attachments)
        {
            Size += attachment.Length;
        }
    }

    public static OutgoingMessage Ping { get; } = Packet(EngineIoPacketType.Ping, []);

    public static OutgoingMessage ProbeAnswer { get; } = Packet(EngineIoPacketType.Pong, "probe"u8);

    /// <summary>What it counts for in a queue, in bytes: its own, and about what it costs to keep it, or the smallest would take many times their size.</summary>
    public int Size { get; }

    /// <summary>Whether binary belongs to it.</summary>
    public bool HasBinary => _isBinary || _attachments.Length > 0;

    /// <summary>A packet of Socket.IO, in the buffer that it was encoded to.</summary>
    public static OutgoingMessage Of(SocketIoMessages packet)
    {
        byte[] buffer = packet.Buffer;
        if (packet.IsBinary)
        {
            return Framed(buffer, packet.AttachmentArray, EncodedPacket.Headroom, FinalBinary);
        }

        buffer[LargestHeader] = EngineIoPacket.MarkerOf(EngineIoPacketType.Message);
        return Framed(buffer, packet.AttachmentArray);
    }

    /// <summary>A packet of Engine.IO.</summary>
    public static OutgoingMessage Packet(EngineIoPacketType type, ReadOnlySpan<byte> data)
    {
        var buffer = new byte[EncodedPacket.Headroom + data.Length];
        buffer[LargestHeader] = EngineIoPacket.MarkerOf(type);
        data.CopyTo(buffer.AsSpan(EncodedPacket.Headroom));
        return Framed(buffer, []);
    }

    /// <summary>A packet of Engine.IO in its text form.</summary>
    public static OutgoingMessage Text(ReadOnlySpan<byte> packet)
    {
        var buffer = new byte[LargestHeader + packet.Length];
        packet.CopyTo(buffer.AsSpan(LargestHeader));
        return Framed(buffer, []);
    }

    /// <summary>A binary message of Engine.IO.</summary>
    public static OutgoingMessage Binary(ReadOnlyMemory<byte> message) => new([], 0, 0, [message]);

    /// <summary>RFC 6455 §5.5.3: the frame that answers a ping.</summary>
    public static OutgoingMessage PongFrame(ReadOnlySpan<byte> payload) => Frame([FinalPong, (byte)payload.Length, .. payload]);

    /// <summary>RFC 6455 §5.5.1: the frame that closes a WebSocket.</summary>
    public static OutgoingMessage CloseFrame(ushort status)
    {
        Span<byte> frame = [FinalClose, sizeof(ushort), 0, 0];
        BinaryPrimitives.WriteUInt16BigEndian(frame[2..], status);
        return Frame(frame);
    }

    /// <summary>The whole of it as one ready frame; empty where there is none.</summary>
    /// <param name="asText">Whether the client asked for binary as Base64.</param>
    public ReadOnlyMemory<byte> SingleFrame(bool asText) => _attachments.Length == 0 && !(asText && _isBinary) ? _buffer.AsMemory(_frameStart) : default;

    /// <summary>Its form for WebSockets with permessage-deflate: each of its frames compressed that becomes smaller by it; itself where none does.</summary>
    public OutgoingMessage Deflated(PerMessageDeflateConfig config) => _deflated ??= Deflate(config);

    /// <summary>Writes it as frames, which stay together.</summary>
    /// <param name="output">The connection.</param>
    /// <param name="asText">Whether the client asked for binary as Base64.</param>
    public void WriteFrames(IBufferWriter<byte> output, bool asText)
    {
        if (asText && _isBinary)
        {
            WriteBase64Frame(output, _buffer.AsSpan(_dataStart));
        }
        else
        {
            output.Write(_buffer.AsSpan(_frameStart));
        }

        foreach (ReadOnlyMemory<byte> attachment in _attachments)
        {
            if (asText)
            {
                WriteBase64Frame(output, attachment.Span);
            }
            else
            {
                WriteHeader(output, FinalBinary, attachment.Length);
                output.Write(attachment.Span);
            }
        }
    }

    /// <summary>Writes it as packets of a polling payload.</summary>
    public void WritePayload(ArrayBufferWriter<byte> payload)
    {
        if (_isBinary)
        {
            WriteSeparator(payload);
            EngineIoPayload.WriteBase64(payload, _buffer.AsSpan(_dataStart));
        }
        else if (_dataStart < _buffer.Length)
        {
            WriteSeparator(payload);
            payload.Write(_buffer.AsSpan(_dataStart));
        }

        foreach (ReadOnlyMemory<byte> attachment in _attachments)
        {
            WriteSeparator(payload);
            EngineIoPayload.WriteBase64(payload, attachment.Span);
        }
    }

    // a frame that WebSocket itself asks for, or that is ready for it alone; polling has none
    private static OutgoingMessage Frame(ReadOnlySpan<byte> frame) => new(frame.ToArray(), 0, frame.Length, []);

    private OutgoingMessage Deflate(PerMessageDeflateConfig config)
    {
        if (_buffer.Length - _dataStart < config.Threshold && !Array.Exists(_attachments, attachment => attachment.Length >= config.Threshold))
        {
            return this;
        }

        var frames = new ArrayBufferWriter<byte>();
        bool isSmaller = _dataStart < _buffer.Length && WriteDeflated(frames, _isBinary ? FinalBinary : FinalText, _buffer.AsSpan(_dataStart), config);
        foreach (ReadOnlyMemory<byte> attachment in _attachments)
        {
            isSmaller |= WriteDeflated(frames, FinalBinary, attachment.Span, config);
        }

        return isSmaller ? Frame(frames.WrittenSpan) : this;
    }

    // RFC 7692 §6: a message may go without compression, and says so by its bit
    private static bool WriteDeflated(ArrayBufferWriter<byte> output, byte first, ReadOnlySpan<byte> data, PerMessageDeflateConfig config)
    {
        if (data.Length >= config.Threshold && MessageDeflater.Deflate(data, config.Level) is { IsEmpty: false } deflated)
        {
            WriteHeader(output, (byte)(first | Rsv1), deflated.Length);
            output.Write(deflated.Span);
            return true;
        }

        WriteHeader(output, first, data.Length);
        output.Write(data);
        return false;
    }

    private static void WriteSeparator(ArrayBufferWriter<byte> payload)
    {
        if (payload.WrittenCount > 0)
        {
            payload.Write([EngineIoPayload.Separator]);
        }
    }

    private static OutgoingMessage Framed(byte[] buffer, ReadOnlyMemory<byte>[] attachments, int dataStart = LargestHeader, byte first = FinalText)
    {
        Span<byte> header = stackalloc byte[LargestHeader];
        int headerLength = FormatHeader(header, first, buffer.Length - dataStart);
        header[..headerLength].CopyTo(buffer.AsSpan(dataStart - headerLength));
        return new(buffer, dataStart - headerLength, dataStart, attachments, first == FinalBinary);
    }

    private static void WriteBase64Frame(IBufferWriter<byte> output, ReadOnlySpan<byte> data)
    {
        var text = new ArrayBufferWriter<byte>();
        EngineIoPayload.WriteBase64(text, data);
        WriteHeader(output, FinalText, text.WrittenCount);
        output.Write(text.WrittenSpan);
    }

    private static void WriteHeader(IBufferWriter<byte> output, byte first, int length)
    {
        Span<byte> header = stackalloc byte[LargestHeader];
        output.Write(header[..FormatHeader(header, first, length)]);
    }

    // RFC 6455 §5.2: the shortest form of the length; a server does not mask
    private static int FormatHeader(Span<byte> header, byte first, int length)
    {
        header[0] = first;
        if (length <= LargestShortLength)
        {
            header[1] = (byte)length;
            return 2;
        }

        if (length <= ushort.MaxValue)
        {
            header[1] = 126;
            BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)length);
            return 4;
        }

        header[1] = 127;
        BinaryPrimitives.WriteUInt64BigEndian(header[2..], (ulong)length);
        return 10;
    }
}
