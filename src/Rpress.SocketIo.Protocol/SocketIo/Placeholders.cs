using System.Text.Json;

namespace Rpress.SocketIo.Protocol;

/// <summary>The objects that stand for attachments: <c>{"_placeholder":true,"num":0}</c>.</summary>
internal static class Placeholders
{
    private const int NoNumber = -1;

    public static ReadOnlySpan<byte> Marker => "_placeholder"u8;

    public static ReadOnlySpan<byte> Number => "num"u8;

    /// <summary>Whether every placeholder in the text points to one of so many attachments.</summary>
    /// <exception cref="JsonException">The text is malformed or too deep.</exception>
    public static bool AreValid(ReadOnlySpan<byte> json, int attachments, JsonReaderOptions options)
    {
        var reader = new Utf8JsonReader(json, options);
        var open = new Stack<(bool IsPlaceholder, int Number)>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject:
                    open.Push((false, NoNumber));
                    break;
                case JsonTokenType.EndObject:
                    (bool isPlaceholder, int number) = open.Pop();
                    if (isPlaceholder && (number < 0 || number >= attachments))
                    {
                        return false;
                    }

                    break;
                case JsonTokenType.PropertyName:
                    ReadProperty(ref reader, open);
                    break;
            }
        }

        return true;
    }

    /// <summary>The number of the attachment that an object stands for; null if it is an ordinary object.</summary>
    public static int? NumberOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty(Marker, out JsonElement marker) && marker.ValueKind == JsonValueKind.True
        && value.TryGetProperty(Number, out JsonElement number) && number.TryGetInt32(out int index)
            ? index
            : null;

    public static void Write(Utf8JsonWriter writer, int number)
    {
        writer.WriteStartObject();
        writer.WriteBoolean(Marker, true);
        writer.WriteNumber(Number, number);
        writer.WriteEndObject();
    }

    private static void ReadProperty(ref Utf8JsonReader reader, Stack<(bool IsPlaceholder, int Number)> open)
    {
        bool isMarker = reader.ValueTextEquals(Marker);
        if (!isMarker && !reader.ValueTextEquals(Number))
        {
            return;
        }

        // only a plain value is taken here: objects and arrays are walked through by the caller
        Utf8JsonReader value = reader;
        value.Read();
        (bool isPlaceholder, int number) = open.Pop();
        open.Push(isMarker
            ? (value.TokenType == JsonTokenType.True, number)
            : (isPlaceholder, value.TokenType == JsonTokenType.Number && value.TryGetInt32(out int index) ? index : NoNumber));
    }
}
