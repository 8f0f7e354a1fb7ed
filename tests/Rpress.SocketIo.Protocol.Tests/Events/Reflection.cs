using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Rpress.SocketIo.Protocol.Tests.Events;

/// <summary>JSON options for events as an application has them that runs with reflection.</summary>
internal static class Reflection
{
    public static JsonSerializerOptions Complete(JsonSerializerOptions options)
    {
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver();
        return EventJson.Complete(options);
    }
}
