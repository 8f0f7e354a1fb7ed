using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Rpress;

/// <summary>Reads and writes a value as the application's JSON will do, which is not known before the server starts.</summary>
internal sealed class LateConverter<T>(Func<JsonSerializerOptions> json) : JsonConverter<T>
{
    public override bool HandleNull => true;

    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonSerializer.Deserialize(ref reader, TypeInfo());

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, TypeInfo());

    private JsonTypeInfo<T> TypeInfo() => (JsonTypeInfo<T>)json().GetTypeInfo(typeof(T));
}
