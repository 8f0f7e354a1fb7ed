using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rpress.AotCheck;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(List<Item>))]
internal sealed partial class AotJson : JsonSerializerContext;
