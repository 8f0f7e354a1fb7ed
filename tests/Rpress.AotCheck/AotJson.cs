using System.Text.Json;
using System.Text.Json.Serialization;

namespace Rpress.AotCheck;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Item))]
[JsonSerializable(typeof(List<Item>))]
[JsonSerializable(typeof(Claims))]
[JsonSerializable(typeof(Parcel))]
[JsonSerializable(typeof(double?))]
internal sealed partial class AotJson : JsonSerializerContext;
