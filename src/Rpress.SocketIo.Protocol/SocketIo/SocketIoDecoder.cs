using System.Text.Unicode;

namespace Rpress.SocketIo.Protocol;

/// <summary>Reads packets of the protocol's own form: text, with an attachment for each binary value.</summary>
internal sealed class SocketIoDecoder(DecoderLimits limits) : SocketIoPacketDecoder
{
    private SocketIoPacket? _incomplete;
    private int _received;
    private string _lastEvent = "";

    public override SocketIoPacket? Add(ReadOnlySpan<byte> text)
    {
        if (_incomplete is not null)
        {
            throw new PacketFormatException(PacketFormatError.UnexpectedText, "Text came where the packet before still waits for attachments.");
        }

        if (!Utf8.IsValid(text))
        {
            throw new PacketFormatException(PacketFormatError.InvalidUtf8, "The packet is not UTF-8.");
        }

        PacketHeader header = PacketHeader.Read(text, limits);
        ReadOnlyMemory<byte>[] attachments = header.Attachments == 0 ? [] : new ReadOnlyMemory<byte>[header.Attachments];
        SocketIoPacket packet = PacketPayload.Read(header, text[header.Length..], attachments, limits, ref _lastEvent);
        if (header.Attachments == 0)
        {
            return packet;
        }

        PacketPayload.CheckPlaceholders(packet);
        _incomplete = packet;
        _received = 0;
        return null;
    }

    public override SocketIoPacket? AddBinary(ReadOnlySpan<byte> message) => AddAttachment(message.ToArray());

    /// <summary>Reads a binary message, an attachment of the packet before; null while that waits for more.</summary>
    /// <param name="data">The attachment; it is kept, so it must not change.</param>
    /// <exception cref="PacketFormatException">No packet waits for attachments.</exception>
    public SocketIoPacket? AddAttachment(ReadOnlyMemory<byte> data)
    {
        if (_incomplete is not { } packet)
        {
            throw new PacketFormatException(PacketFormatError.UnexpectedBinary, "Binary data came where no packet waits for attachments.");
        }

        packet.AttachmentArray[_received++] = data;
        if (_received < packet.AttachmentArray.Length)
        {
            return null;
        }

        _incomplete = null;
        return packet;
    }
}
