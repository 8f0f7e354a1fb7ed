using System.Text.Json;
using System.Text.Json.Serialization;

namespace MiddlewareSample;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Login))]
[JsonSerializable(typeof(Token))]
internal sealed partial class SampleJson : JsonSerializerContext;
