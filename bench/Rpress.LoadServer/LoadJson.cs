using System.Text.Json.Serialization;

namespace Rpress.LoadServer;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(Heavy))]
internal sealed partial class LoadJson : JsonSerializerContext;
