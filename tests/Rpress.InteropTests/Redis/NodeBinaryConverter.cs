using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rpress.InteropTests.Redis;

/// <summary>Binary in the words of values.mjs, at any depth.</summary>
internal sealed class NodeBinaryConverter : JsonConverter<byte[]>
{
    public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

    public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteBase64String("$bin", value);
        writer.WriteEndObject();
    }
}
