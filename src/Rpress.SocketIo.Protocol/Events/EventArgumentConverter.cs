using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rpress.SocketIo.Protocol;

/// <summary>Arguments within other values: kept as they came, with their attachments.</summary>
internal sealed class EventArgumentConverter : JsonConverter<EventArgument>
{
    public override bool HandleNull => true;

    public override EventArgument Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        EventArgument.Parse(JsonElement.ParseValue(ref reader), ReceivedBinary.Current, options);

    public override void Write(Utf8JsonWriter writer, EventArgument value, JsonSerializerOptions options) => value.WriteTo(writer);
}
