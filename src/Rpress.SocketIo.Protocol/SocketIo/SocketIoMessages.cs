namespace Rpress.SocketIo.Protocol;

/// <summary>A packet as it is sent: one message of text or binary, and the binary messages behind it. Nothing comes between them on the wire.</summary>
public readonly struct SocketIoMessages
{
    private readonly byte[]? _buffer;
    private readonly ReadOnlyMemory<byte>[]? _attachments;

    /// <summary>Takes a buffer whose first bytes are free for what the transport puts there: <see cref="EncodedPacket.Headroom"/> of them.</summary>
    internal SocketIoMessages(byte[] buffer, bool isBinary, ReadOnlyMemory<byte>[] attachments)
    {
        _buffer = buffer;
        IsBinary = isBinary;
        _attachments = attachments;
    }

    /// <summary>Whether the first message is binary, too.</summary>
    public bool IsBinary { get; }

    /// <summary>The first message.</summary>
    public ReadOnlyMemory<byte> First => Buffer.AsMemory(EncodedPacket.Headroom);

    /// <summary>The binary messages behind it.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Attachments => AttachmentArray;

    internal byte[] Buffer => _buffer ?? new byte[EncodedPacket.Headroom];

    internal ReadOnlyMemory<byte>[] AttachmentArray => _attachments ?? [];

    /// <summary>Messages that begin with one of text.</summary>
    /// <param name="text">UTF-8; it is copied.</param>
    /// <param name="attachments">Binary messages; they are not copied.</param>
    public static SocketIoMessages Text(ReadOnlySpan<byte> text, params ReadOnlySpan<ReadOnlyMemory<byte>> attachments) =>
        new(WithHeadroom(text), isBinary: false, attachments.ToArray());

    /// <summary>Messages that are all binary.</summary>
    /// <param name="message">The first; it is copied.</param>
    /// <param name="attachments">The others; they are not copied.</param>
    public static SocketIoMessages Binary(ReadOnlySpan<byte> message, params ReadOnlySpan<ReadOnlyMemory<byte>> attachments) =>
        new(WithHeadroom(message), isBinary: true, attachments.ToArray());

    private static byte[] WithHeadroom(ReadOnlySpan<byte> message)
    {
        var buffer = new byte[EncodedPacket.Headroom + message.Length];
        message.CopyTo(buffer.AsSpan(EncodedPacket.Headroom));
        return buffer;
    }
}
