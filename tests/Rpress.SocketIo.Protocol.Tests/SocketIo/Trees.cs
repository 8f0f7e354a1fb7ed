using System.Globalization;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Rpress.SocketIo.Protocol.Tests.SocketIo;

/// <summary>Random values that an application might send, and one way to write down what was sent and what arrived.</summary>
internal static class Trees
{
    public static Gen<string> Text { get; } =
        Gen.Elements("a", "b", "\"", "\\", "\n", "\u001e", "\u0000", "/", "[", "é", "漢", "😀", "\u2028", "7", "_placeholder")
            .ListOf().Select(parts => string.Concat(parts));

    public static Gen<string> EventName { get; } = Text.Where(name => !ReservedEvents.Contains(name));

    public static Gen<string> Namespace { get; } =
        Gen.OneOf(Gen.Constant("/"), Gen.Elements("a", "0", "-", "/", "?", "[", "\"", "é", "😀", " ").ListOf().Select(parts => "/" + string.Concat(parts)));

    public static Gen<ulong?> Id { get; } = Gen.Elements<ulong?>(null, 0, 1, 12, 9007199254740993, ulong.MaxValue);

    public static Gen<byte[]> Binary { get; } = Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();

    public static Gen<object?> Value(int depth) => depth == 0 ? Leaf() : Gen.Frequency(
        (3, Leaf()),
        (1, Value(depth - 1).ListOf().Select(object? (items) => items.ToList())),
        (1, Member(depth).ListOf().Select(object? (members) => members.DistinctBy(member => member.Key).ToDictionary())));

    public static Gen<List<object?>> Arguments { get; } = Value(3).ListOf();

    /// <summary>A value as it was sent.</summary>
    public static string Describe(object? value) => value switch
    {
        null => "null",
        string text => JsonSerializer.Serialize(text),
        byte[] bytes => $"<{Convert.ToHexString(bytes)}>",
        bool flag => flag ? "true" : "false",
        List<object?> items => $"[{string.Join(',', items.Select(Describe))}]",
        Dictionary<string, object?> members => $"{{{string.Join(',', members.Select(member => $"{JsonSerializer.Serialize(member.Key)}:{Describe(member.Value)}"))}}}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentException($"{value.GetType()} is not among the random values."),
    };

    /// <summary>A value as it was received.</summary>
    public static string Describe(JsonElement value, IReadOnlyList<ReadOnlyMemory<byte>> attachments) => value.ValueKind switch
    {
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(item => Describe(item, attachments)))}]",
        JsonValueKind.Object when value.TryGetProperty("_placeholder", out JsonElement marker) && marker.ValueKind == JsonValueKind.True =>
            $"<{Convert.ToHexString(attachments[value.GetProperty("num").GetInt32()].Span)}>",
        JsonValueKind.Object =>
            $"{{{string.Join(',', value.EnumerateObject().Select(member => $"{JsonSerializer.Serialize(member.Name)}:{Describe(member.Value, attachments)}"))}}}",
        JsonValueKind.String => JsonSerializer.Serialize(value.GetString()),
        _ => value.GetRawText(),
    };

    private static Gen<object?> Leaf() => Gen.OneOf(
        Gen.Constant<object?>(null),
        Gen.Elements<object?>(true, false, 0, -1, int.MaxValue, long.MinValue, ulong.MaxValue, 0.5, 1e-7, 12345678901234567890m),
        Text.Select(object? (text) => text),
        Binary.Select(object? (bytes) => bytes));

    private static Gen<KeyValuePair<string, object?>> Member(int depth) =>
        from name in Text
        from value in Value(depth - 1)
        select KeyValuePair.Create(name, name == "_placeholder" ? "no" : value);
}
