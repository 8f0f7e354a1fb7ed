using System.Text.Json.Serialization.Metadata;

namespace Rpress.SocketIo.Protocol;

/// <summary>What a handler returned, with the type that it says it returns: a JSON context may know only that one.</summary>
internal sealed record ReturnedValue(object? Value, JsonTypeInfo Type);
