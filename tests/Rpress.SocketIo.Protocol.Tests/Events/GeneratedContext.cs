using System.Text.Json.Serialization;

namespace Rpress.SocketIo.Protocol.Tests.Events;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(GeneratedUpload))]
[JsonSerializable(typeof(GeneratedShape))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class GeneratedContext : JsonSerializerContext;
