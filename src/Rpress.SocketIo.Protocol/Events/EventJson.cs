using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Rpress.SocketIo.Protocol;

/// <summary>The types that events know beyond plain JSON: binary values and received arguments. It stands first in the resolver chain.</summary>
internal sealed class EventJson : IJsonTypeInfoResolver
{
    private static readonly EventJson _instance = new();

    // one for all who have none of their own: what JSON learns of types is learned once
    private static readonly Lazy<JsonSerializerOptions> _default = new(() => Complete(JsonDefaults.Complete(null, null)));

    private EventJson()
    {
    }

    /// <summary>JSON options for events, of an application's options.</summary>
    public static JsonSerializerOptions Complete(JsonSerializerOptions application)
    {
        var options = new JsonSerializerOptions(application);
        options.TypeInfoResolverChain.Insert(0, _instance);
        if (options.Encoder is null || ReferenceEquals(options.Encoder, JavaScriptEncoder.UnsafeRelaxedJsonEscaping))
        {
            // the defaults; an application that chose another encoder keeps it
            options.Encoder = NodeJsonEncoder.Instance;
        }

        options.MakeReadOnly();
        return options;
    }

    /// <summary>JSON options for events, of what was set where there is no application.</summary>
    public static JsonSerializerOptions Of(JsonSerializerOptions? given, IJsonTypeInfoResolver? context) =>
        given is null && context is null ? _default.Value : Complete(JsonDefaults.Complete(given, context));

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options) =>
        type == typeof(byte[]) ? Binary(options, bytes => bytes.ToArray(), (byte[] value) => value)
        : type == typeof(ReadOnlyMemory<byte>) ? Binary(options, bytes => bytes, (ReadOnlyMemory<byte> value) => value)
        : type == typeof(Memory<byte>) ? Binary(options, bytes => bytes.ToArray(), (Memory<byte> value) => value)
        : type == typeof(ArraySegment<byte>) ? Binary(options, bytes => new ArraySegment<byte>(bytes.ToArray()), (ArraySegment<byte> value) => value)
        : type == typeof(object) ? Element<object>(options, ToObject, (value, writer) => WriteObject(value, writer, options))
        : type == typeof(JsonElement) ? Element(options, element => element, (value, writer) => value.WriteTo(writer))
        : type == typeof(JsonDocument) ? Element(options, element => ToDocument(element, options.MaxDepth), (value, writer) => value.WriteTo(writer))
        : type == typeof(JsonNode) ? Element(options, ToNode, (value, writer) => value.WriteTo(writer, options))
        : type == typeof(JsonObject) ? Element(options, ToNode<JsonObject>, (value, writer) => value.WriteTo(writer, options))
        : type == typeof(JsonArray) ? Element(options, ToNode<JsonArray>, (value, writer) => value.WriteTo(writer, options))
        : type == typeof(JsonValue) ? Element(options, ToNode<JsonValue>, (value, writer) => value.WriteTo(writer, options))
        : type == typeof(EventArgument) ? Value(options, new EventArgumentConverter())
        : type == typeof(EventArguments) ? Value(options, new EventArgumentsConverter())
        : null;

    private static JsonTypeInfo<T> Binary<T>(JsonSerializerOptions options, Func<ReadOnlyMemory<byte>, T> fromBytes, Func<T, ReadOnlyMemory<byte>> toBytes) =>
        Value(options, new BinaryConverter<T>(fromBytes, toBytes));

    private static JsonTypeInfo<T> Element<T>(JsonSerializerOptions options, Func<JsonElement, T?> fromElement, Action<T, Utf8JsonWriter> write) =>
        Value(options, new ElementConverter<T>(fromElement, write));

    private static JsonTypeInfo<T> Value<T>(JsonSerializerOptions options, JsonConverter<T> converter) =>
        JsonMetadataServices.CreateValueInfo<T>(options, converter);

    private static object? ToObject(JsonElement element) => element.ValueKind == JsonValueKind.Null ? null : element;

    private static void WriteObject(object value, Utf8JsonWriter writer, JsonSerializerOptions options)
    {
        switch (value)
        {
            case JsonNode node:
                node.WriteTo(writer, options);
                break;
            case var plain when plain.GetType() == typeof(object):
                writer.WriteStartObject();
                writer.WriteEndObject();
                break;
            default:
                JsonSerializer.Serialize(writer, value, options.GetTypeInfo(value.GetType()));
                break;
        }
    }

    private static JsonDocument? ToDocument(JsonElement element, int maxDepth) => element.ValueKind == JsonValueKind.Null
        ? null
        : JsonDocument.Parse(JsonMarshal.GetRawUtf8Value(element).ToArray(), new JsonDocumentOptions { MaxDepth = maxDepth });

    private static JsonNode? ToNode(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Object => JsonObject.Create(element),
        JsonValueKind.Array => JsonArray.Create(element),
        _ => JsonValue.Create(element),
    };

    private static T? ToNode<T>(JsonElement element)
        where T : JsonNode =>
        ToNode(element) switch
        {
            null => null,
            T node => node,
            _ => throw new JsonException($"The value is no {typeof(T).Name}."),
        };
}
