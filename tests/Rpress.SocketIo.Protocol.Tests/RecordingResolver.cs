using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Rpress.SocketIo.Protocol.Tests;

/// <summary>A resolver that knows nothing and remembers what it was asked.</summary>
internal sealed class RecordingResolver : IJsonTypeInfoResolver
{
    public List<Type> Asked { get; } = [];

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        Asked.Add(type);
        return null;
    }
}
