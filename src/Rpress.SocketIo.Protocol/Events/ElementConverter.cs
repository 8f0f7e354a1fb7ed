using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rpress.SocketIo.Protocol;

/// <summary>JSON values that a handler asks for as such: an attachment in them becomes Base64 text, as they cannot hold bytes.</summary>
internal sealed class ElementConverter<T>(Func<JsonElement, T> fromElement, Action<T, Utf8JsonWriter> write) : JsonConverter<T>
{
    public override bool HandleNull => true;

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        JsonElement element = JsonElement.ParseValue(ref reader);
        ReadOnlyMemory<byte>[] attachments = ReceivedBinary.Current;
        return fromElement(attachments.Length == 0 ? element : WithText(element, attachments));
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => write(value, writer);

    private static JsonElement WithText(JsonElement element, ReadOnlyMemory<byte>[] attachments)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            PlaceholderCopy.Write(element, json, (writer, number) => writer.WriteBase64StringValue(attachments[number].Span));
        }

        return JsonElement.Parse(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
