using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Rpress.SocketIo.Protocol;

/// <summary>JSON values that a handler asks for as such: an attachment in them becomes Base64 text, as they cannot hold bytes.</summary>
internal sealed class ElementConverter<T>(Func<JsonElement, T?> fromElement, Action<T, Utf8JsonWriter> write) : JsonConverter<T>
{
    public override bool HandleNull => true;

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // this one heeds what the options say of members with one name
        JsonElement element = JsonMetadataServices.JsonElementConverter.Read(ref reader, typeof(JsonElement), options);
        ReadOnlyMemory<byte>[] attachments = ReceivedBinary.Current;
        return fromElement(attachments.Length == 0 ? element : WithText(element, attachments, options));
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            write(value, writer);
        }
    }

    private static JsonElement WithText(JsonElement element, ReadOnlyMemory<byte>[] attachments, JsonSerializerOptions options)
    {
        ReadOnlySpan<byte> json = JsonMarshal.GetRawUtf8Value(element);
        return Placeholders.Find(json) is { } placeholders
            ? JsonElement.Parse(
                PlaceholderCopy.Write(json, placeholders, attachments, PlaceholderCopy.WriteText).WrittenSpan,
                new JsonDocumentOptions { MaxDepth = options.MaxDepth })
            : element;
    }
}
