using System.Text.Json.Serialization;

namespace Rpress.LoadServer;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(AllocationReport))]
internal sealed partial class AllocationJson : JsonSerializerContext;
