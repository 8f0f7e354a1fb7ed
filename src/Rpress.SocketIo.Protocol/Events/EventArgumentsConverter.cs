using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rpress.SocketIo.Protocol;

/// <summary>A list of received arguments as one value: an array.</summary>
internal sealed class EventArgumentsConverter : JsonConverter<EventArguments>
{
    public override EventArguments Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("EventArguments is what a handler gets; ask for EventArgument within other values.");

    public override void Write(Utf8JsonWriter writer, EventArguments value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        for (int i = 0; i < value.Count; i++)
        {
            value[i].WriteTo(writer);
        }

        writer.WriteEndArray();
    }
}
