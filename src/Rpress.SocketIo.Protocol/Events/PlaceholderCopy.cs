using System.Buffers;

namespace Rpress.SocketIo.Protocol;

/// <summary>Copies JSON text letter by letter, but for the placeholders.</summary>
internal static class PlaceholderCopy
{
    /// <summary>Writes the text, and in place of each placeholder what is written for its attachment.</summary>
    public static ArrayBufferWriter<byte> Write(
        ReadOnlySpan<byte> json, List<Placeholder> placeholders, ReadOnlyMemory<byte>[] attachments, Action<IBufferWriter<byte>, ReadOnlyMemory<byte>> write)
    {
        var copy = new ArrayBufferWriter<byte>(json.Length);
        int position = 0;
        foreach (Placeholder placeholder in placeholders)
        {
            if ((uint)placeholder.Number < (uint)attachments.Length)
            {
                copy.Write(json[position..placeholder.Start]);
                write(copy, attachments[placeholder.Number]);
                position = placeholder.End;
            }
        }

        copy.Write(json[position..]);
        return copy;
    }

    /// <summary>Writes an attachment as Base64 text.</summary>
    public static void WriteText(IBufferWriter<byte> writer, ReadOnlyMemory<byte> attachment)
    {
        using var json = new System.Text.Json.Utf8JsonWriter(writer);
        json.WriteBase64StringValue(attachment.Span);
    }

    /// <summary>Writes the placeholder of an attachment that goes out with a packet.</summary>
    public static void WriteAgain(ArgumentWriter packet, IBufferWriter<byte> writer, ReadOnlyMemory<byte> attachment)
    {
        using var json = new System.Text.Json.Utf8JsonWriter(writer);
        packet.WriteBinary(json, attachment);
    }
}
