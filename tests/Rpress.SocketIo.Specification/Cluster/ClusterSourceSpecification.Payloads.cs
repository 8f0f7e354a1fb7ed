using System.Text.Json;

namespace Rpress.SocketIo.Specification.Cluster;

/// <content>What broadcasts carry.</content>
public abstract partial class ClusterSourceSpecification
{
    // no integers of 64 bits and more: Node's encoder of MessagePack loses their upper bits
    private const string AllKinds = """
        [null, true, false, "", "text", "\" \\ \u0000 \n \u2028 é 部屋 😀", [], {}, [[[]]], {"a": {"b": [1, {"c": null}]}, "": "no name", "naïve 😀": 1},
         0, -1, 127, 128, -32, -33, -128, -129, 255, 256, 65535, 65536, -32769, 2147483647, 2147483648, -2147483648, -2147483649,
         4294967295, 4294967296, 9007199254740991, -9007199254740991, 1.5, -0.25, 3.141592653589793, 1e-7, 5e-324]
        """;

    [Fact]
    public async Task Broadcast_WithoutArguments_ArrivesWithoutAny()
    {
        await Source.EmitAsync(ClusterTarget.Everyone, "hello");

        await AssertReceivedAsync(All, """42["hello"]""");
    }

    [Fact]
    public async Task Broadcast_WithAllKindsOfJson_ArrivesAsItIs()
    {
        JsonElement kinds = JsonElement.Parse(AllKinds);

        await Source.EmitAsync(ClusterTarget.Everyone, "kinds", [.. kinds.EnumerateArray().Cast<object?>(), kinds]);

        foreach (int client in All)
        {
            AssertJson($"[\"kinds\",{AllKinds[1..^1]},{AllKinds}]", await Clients[client].ReadAsync());
        }
    }

    [Fact]
    public async Task Broadcast_WithBinary_ArrivesWithItsAttachments()
    {
        await Source.EmitAsync(ClusterTarget.Everyone, "hello", new byte[] { 1, 2, 3, 4 }, "x", Array.Empty<byte>());

        await AssertReceivedAsync(
            All, """452-["hello",{"_placeholder":true,"num":0},"x",{"_placeholder":true,"num":1}]""", "bAQIDBA==", "b");
    }

    [Fact]
    public async Task Broadcast_WithBinaryInside_ArrivesWithItsAttachments()
    {
        await JoinAsync([1, 2], "room");

        await Source.EmitAsync(ClusterTarget.To("room"), "hello", new { a = new object?[] { new byte[] { 1 }, null }, b = new { c = new byte[] { 2, 3 } } });

        await AssertReceivedAsync(
            [1, 2], """452-["hello",{"a":[{"_placeholder":true,"num":0},null],"b":{"c":{"_placeholder":true,"num":1}}}]""", "bAQ==", "bAgM=");
    }

    [Fact]
    public async Task Broadcast_ThatIsLarge_ArrivesWhole()
    {
        string text = string.Concat(Enumerable.Repeat("0123456789 äöü 😀 ", 12_000));
        byte[] bytes = [.. Enumerable.Range(0, 300_000).Select(n => (byte)(n * 31 % 251))];

        await Source.EmitAsync(ClusterTarget.Everyone, "text", text);
        await Source.EmitAsync(ClusterTarget.Everyone, "bytes", bytes);

        foreach (int client in All)
        {
            string[] packets = await Clients[client].ReadAsync(3);
            Assert.Equal(text, JsonElement.Parse(packets[0][2..])[1].GetString());
            Assert.Equal("""451-["bytes",{"_placeholder":true,"num":0}]""", packets[1]);
            Assert.Equal(bytes, Convert.FromBase64String(packets[2][1..]));
        }
    }

    private static void AssertJson(string expected, string packet) => Assert.True(
        JsonElement.DeepEquals(JsonElement.Parse(expected), JsonElement.Parse(packet[2..])), $"Expected: {expected}\nActual:   {packet}");
}
