using System.Text.Json;
using System.Text.Json.Serialization;

namespace UploadsSample;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StoredFile))]
[JsonSerializable(typeof(UploadResult))]
internal sealed partial class SampleJson : JsonSerializerContext;
