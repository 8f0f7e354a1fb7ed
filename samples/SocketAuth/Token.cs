using System.Text.Json.Serialization;

namespace SocketAuthSample;

internal sealed record Token([property: JsonPropertyName("token")] string Value);
