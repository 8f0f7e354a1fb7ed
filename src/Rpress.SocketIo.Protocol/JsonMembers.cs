using System.Text.Json;

namespace Rpress.SocketIo.Protocol;

/// <summary>Reads the members of JSON that others have written; what is not of the right kind is as if it were not there.</summary>
internal static class JsonMembers
{
    public static JsonElement? MemberOf(this JsonElement json, string name, JsonValueKind kind) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value) && value.ValueKind == kind ? value : null;

    public static string? TextOf(this JsonElement json, string name) => json.MemberOf(name, JsonValueKind.String)?.GetString();
}
