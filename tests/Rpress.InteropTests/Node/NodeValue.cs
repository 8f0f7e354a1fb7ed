using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Rpress.InteropTests.Node;

/// <summary>What JSON cannot say, or says at great length, in the words of values.mjs.</summary>
internal static class NodeValue
{
    /// <summary>Bytes: a Buffer there, or what <paramref name="type"/> names: uint8array, arraybuffer.</summary>
    public static JsonObject Bytes(byte[] bytes, string? type = null) => new() { ["$bin"] = Convert.ToBase64String(bytes), ["as"] = type };

    /// <summary>So many bytes that count from 0 to 250, again and again.</summary>
    public static JsonObject ManyBytes(int count) => new() { ["$bytes"] = count };

    /// <summary>So many letters.</summary>
    public static JsonObject LongText(int length) => new() { ["$text"] = length };

    /// <summary>How <see cref="ManyBytes"/> comes back.</summary>
    public static JsonObject SeenBytes(int count) => new()
    {
        ["$bytes"] = count,
        ["sha256"] = Hash([.. Enumerable.Range(0, count).Select(i => (byte)(i % 251))]),
    };

    /// <summary>How <see cref="LongText"/> comes back.</summary>
    public static JsonObject SeenText(int length) => new()
    {
        ["$text"] = length,
        ["sha256"] = Hash(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, length).Select(i => (char)('a' + (i % 10)))))),
    };

    /// <summary>Whether what came is what was expected, as JSON: members in any order.</summary>
    public static void AssertEqual(object? expected, JsonElement actual)
    {
        var node = JsonSerializer.SerializeToNode(expected, JsonSerializerOptions.Web);
        Assert.True(JsonNode.DeepEquals(node, JsonNode.Parse(actual.GetRawText())), $"Expected: {node?.ToJsonString()}\nActual:   {actual.GetRawText()}");
    }

    private static string Hash(byte[] content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
