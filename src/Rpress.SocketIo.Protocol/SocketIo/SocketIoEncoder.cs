using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Rpress.SocketIo.Protocol;

/// <summary>Makes packets ready to be sent; each is encoded once, however many receive it.</summary>
internal static class SocketIoEncoder
{
    private const int BinaryTypeDistance = 3;
    private const int LongestNumber = 20;

    /// <exception cref="ArgumentException">The name is reserved, or an argument cannot be written as JSON.</exception>
    public static SocketIoPacket Event(string @namespace, ulong? id, string name, IReadOnlyList<object?> arguments, JsonSerializerOptions json)
    {
        ReservedEvents.ThrowIfReserved(name);
        ArgumentNullException.ThrowIfNull(arguments);
        using ArgumentWriter writer = ArgumentWriter.Rent(json);
        writer.WriteArray(name, arguments);
        return Make(SocketIoPacketType.Event, @namespace, id, writer, name);
    }

    /// <exception cref="ArgumentException">An argument cannot be written as JSON.</exception>
    public static SocketIoPacket Ack(string @namespace, ulong id, IReadOnlyList<object?> arguments, JsonSerializerOptions json)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        using ArgumentWriter writer = ArgumentWriter.Rent(json);
        writer.WriteArray(null, arguments);
        return Make(SocketIoPacketType.Ack, @namespace, id, writer);
    }

    /// <summary>Asks to join a namespace.</summary>
    /// <param name="namespace">The namespace.</param>
    /// <param name="auth">A JSON object; empty without one.</param>
    public static SocketIoPacket Connect(string @namespace, ReadOnlySpan<byte> auth) => Make(SocketIoPacketType.Connect, @namespace, auth);

    /// <summary>Says that a namespace was joined, and by which socket.</summary>
    /// <param name="namespace">The namespace.</param>
    /// <param name="socketId">The socket's id.</param>
    /// <param name="pid">The private id by which the client can come back; null where it cannot.</param>
    public static SocketIoPacket Connected(string @namespace, string socketId, string? pid = null) =>
        Make(SocketIoPacketType.Connect, @namespace, pid is null ? WriteObject(("sid", socketId)) : WriteObject(("sid", socketId), ("pid", pid)));

    public static SocketIoPacket Disconnect(string @namespace) => Make(SocketIoPacketType.Disconnect, @namespace, []);

    /// <summary>Says why a namespace was not joined.</summary>
    /// <exception cref="ArgumentException">The data cannot be written as JSON.</exception>
    public static SocketIoPacket ConnectError(string @namespace, string message, object? data, JsonSerializerOptions json)
    {
        if (data is null)
        {
            return Make(SocketIoPacketType.ConnectError, @namespace, WriteObject(("message", message)));
        }

        using ArgumentWriter writer = ArgumentWriter.Rent(json);
        writer.WriteError(message, data);
        return Make(SocketIoPacketType.ConnectError, @namespace, writer.Written);
    }

    /// <summary>Encodes a packet that came from elsewhere.</summary>
    public static EncodedPacket Encode(SocketIoPacket packet) =>
        Encode(packet.Type, packet.Namespace, packet.Id, packet.Data.Span, packet.AttachmentArray.Length);

    private static SocketIoPacket Make(SocketIoPacketType type, string @namespace, ReadOnlySpan<byte> data) =>
        Make(type, @namespace, null, data, [], "");

    private static SocketIoPacket Make(SocketIoPacketType type, string @namespace, ulong? id, ArgumentWriter writer, string name = "") =>
        Make(type, @namespace, id, writer.Written, writer.Attachments, name);

    private static SocketIoPacket Make(
        SocketIoPacketType type, string @namespace, ulong? id, ReadOnlySpan<byte> data, ReadOnlyMemory<byte>[] attachments, string name)
    {
        EncodedPacket encoded = Encode(type, @namespace, id, data, attachments.Length);
        return new(type, @namespace, id, encoded.Data, attachments) { EventName = name, Encoded = encoded };
    }

    private static EncodedPacket Encode(SocketIoPacketType type, string @namespace, ulong? id, ReadOnlySpan<byte> data, int attachments)
    {
        // socket.io-protocol v5, "Packet encoding": the main namespace is left out, binary has types of its own
        bool isMain = @namespace == SocketIoPacket.MainNamespace;
        Span<byte> numbers = stackalloc byte[LongestNumber * 2];
        int countLength = attachments == 0 ? 0 : Format((ulong)attachments, numbers);
        int idLength = id is { } ackId ? Format(ackId, numbers[countLength..]) : 0;
        int length = 1
            + (attachments == 0 ? 0 : countLength + 1)
            + (isMain ? 0 : Encoding.UTF8.GetByteCount(@namespace) + 1)
            + idLength;

        var buffer = new byte[EncodedPacket.Headroom + length + data.Length];
        int position = EncodedPacket.Headroom;
        buffer[position++] = (byte)('0' + (int)type + (attachments == 0 ? 0 : BinaryTypeDistance));
        if (attachments > 0)
        {
            numbers[..countLength].CopyTo(buffer.AsSpan(position));
            position += countLength;
            buffer[position++] = (byte)'-';
        }

        if (!isMain)
        {
            position += Encoding.UTF8.GetBytes(@namespace, buffer.AsSpan(position));
            buffer[position++] = (byte)',';
        }

        numbers.Slice(countLength, idLength).CopyTo(buffer.AsSpan(position));
        position += idLength;
        data.CopyTo(buffer.AsSpan(position));
        return new(buffer, position);
    }

    private static int Format(ulong number, Span<byte> target)
    {
        Utf8Formatter.TryFormat(number, target, out int written);
        return written;
    }

    private static byte[] WriteObject(params ReadOnlySpan<(string Name, string Value)> members)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = NodeJsonEncoder.Instance }))
        {
            json.WriteStartObject();
            foreach ((string name, string value) in members)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        return buffer.ToArray();
    }
}
