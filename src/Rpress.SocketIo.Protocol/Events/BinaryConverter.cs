using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rpress.SocketIo.Protocol;

/// <summary>Binary values of one type: attachments where a packet is read or written, Base64 text elsewhere.</summary>
internal sealed class BinaryConverter<T>(Func<ReadOnlyMemory<byte>, T> fromBytes, Func<T, ReadOnlyMemory<byte>> toBytes) : JsonConverter<T>
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return fromBytes(reader.GetBytesFromBase64());
        }

        ReadOnlyMemory<byte>[] attachments = ReceivedBinary.Current;
        return Placeholders.ReadNumber(ref reader) is { } number && (uint)number < (uint)attachments.Length
            ? fromBytes(attachments[number])
            : throw new JsonException("The value is not binary.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        ReadOnlyMemory<byte> bytes = toBytes(value);
        if (ArgumentWriter.Current is { } packet)
        {
            packet.WriteBinary(writer, bytes);
        }
        else
        {
            writer.WriteBase64StringValue(bytes.Span);
        }
    }
}
