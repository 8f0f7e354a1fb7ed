using System.Text.Json;

namespace Rpress.SocketIo.Protocol;

/// <summary>Writes a value as it is, but for its placeholders.</summary>
internal static class PlaceholderCopy
{
    /// <summary>Writes the value; the depth is that of a text which the decoder let through.</summary>
    public static void Write(JsonElement value, Utf8JsonWriter json, Action<Utf8JsonWriter, int> writeBinary)
    {
        if (Placeholders.NumberOf(value) is { } number)
        {
            writeBinary(json, number);
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();
                foreach (JsonProperty member in value.EnumerateObject())
                {
                    json.WritePropertyName(member.Name);
                    Write(member.Value, json, writeBinary);
                }

                json.WriteEndObject();
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (JsonElement item in value.EnumerateArray())
                {
                    Write(item, json, writeBinary);
                }

                json.WriteEndArray();
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
