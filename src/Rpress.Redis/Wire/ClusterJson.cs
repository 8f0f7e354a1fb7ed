using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Unicode;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Reads the JSON of messages between servers; what is not of the right kind is as if it were not there.</summary>
internal static class ClusterJson
{
    // what a server may send, its clients' limits do not bound
    private static readonly JsonDocumentOptions _options = new() { MaxDepth = ReceivedBroadcast.Limits.MaxJsonDepth };

    /// <summary>Whether a message is JSON; the others are msgpack, where no message begins so.</summary>
    public static bool Is(ReadOnlyMemory<byte> message) => message.Span is [(byte)'{', ..];

    /// <summary>Reads a message so that all text in it can be read.</summary>
    /// <exception cref="FormatException">It is not UTF-8.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> message) => Utf8.IsValid(message.Span)
        ? JsonDocument.Parse(SurrogateHalves.Replace(message), _options)
        : throw new FormatException("It is not UTF-8.");

    public static int? NumberOf(JsonElement json, string name) =>
        json.MemberOf(name, JsonValueKind.Number) is { } number && number.TryGetInt32(out int value) ? value : null;

    /// <summary>The texts of a member; none if it is no array.</summary>
    public static IEnumerable<string> TextsOf(JsonElement json, string name) => json.MemberOf(name, JsonValueKind.Array) is { } list ? TextsIn(list) : [];

    /// <summary>The texts of an array; a room of JavaScript may be a number.</summary>
    public static IEnumerable<string> TextsIn(JsonElement list) =>
        list.EnumerateArray().Where(item => item.ValueKind is JsonValueKind.String or JsonValueKind.Number).Select(item => item.ToString());

    /// <summary>The sockets that rooms and exceptions describe.</summary>
    public static BroadcastOptions SocketsOf(JsonElement options) => new()
    {
        Rooms = TextsOf(options, "rooms").ToHashSet(StringComparer.Ordinal),
        Except = TextsOf(options, "except").ToHashSet(StringComparer.Ordinal),
    };

    /// <summary>A member's own bytes, copied; empty if it is not there.</summary>
    public static ReadOnlyMemory<byte> RawOf(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) ? JsonMarshal.GetRawUtf8Value(value).ToArray() : ReadOnlyMemory<byte>.Empty;
}
