using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Rpress;

/// <summary>A value that is written as JSON by the application's options, or by a type info of its own.</summary>
internal sealed class JsonContent<T>(T value, JsonTypeInfo<T>? typeInfo) : DeferredContent
{
    public override ResponsePayload Resolve(ResponsePayload payload, RequestPayload request)
    {
        byte[] bytes = typeInfo is null
            ? request.Exchange.Settings.JsonBytes.Write(value)
            : JsonSerializer.SerializeToUtf8Bytes(value, typeInfo);
        return payload.WithContent(new BytesContent(bytes));
    }
}
