using System.Text.Json.Serialization;

namespace MiddlewareSample;

internal sealed record Token([property: JsonPropertyName("token")] string Value);
