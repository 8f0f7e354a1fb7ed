using System.Text.Json;
using System.Text.Json.Serialization;

namespace CompressionSample;

// What the sample reads and writes as JSON, known at build time: no reflection, so it also works under native AOT.
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(List<Product>))]
internal sealed partial class SampleJson : JsonSerializerContext;
