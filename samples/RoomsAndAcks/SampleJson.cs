using System.Text.Json;
using System.Text.Json.Serialization;

namespace RoomsSample;

/// <summary>The types that events carry beside the common ones.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Note))]
[JsonSerializable(typeof(SharedFile))]
[JsonSerializable(typeof(int?))]
internal sealed partial class SampleJson : JsonSerializerContext;
