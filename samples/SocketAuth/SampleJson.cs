using System.Text.Json;
using System.Text.Json.Serialization;

namespace SocketAuthSample;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(Login))]
[JsonSerializable(typeof(Token))]
[JsonSerializable(typeof(User))]
[JsonSerializable(typeof(Refusal))]
internal sealed partial class SampleJson : JsonSerializerContext;
