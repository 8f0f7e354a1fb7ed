using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Rpress.SocketIo.Protocol.Tests.SocketIo;

namespace Rpress.SocketIo.Protocol.Tests.Events;

/// <summary>What becomes of a value that is sent as an argument.</summary>
public sealed class EmitArgumentTests
{
    [Fact]
    public void Emit_OfPlainValues_WritesJson()
    {
        Assert.Equal("[null]", Emit([null]));
        Assert.Equal("""["é漢\"\u001e😀"]""", Emit(["é漢\"\u001e😀"]));
        Assert.Equal("[1,-2,3,4.5,0.10,true,false]", Emit([1, -2L, (byte)3, 4.5, 0.10m, true, false]));
        Assert.Equal("""["2026-01-02T03:04:05Z","00000000-0000-0000-0000-000000000000","x",5]""", Emit(
            [new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), Guid.Empty, 'x', DayOfWeek.Friday]));
    }

    [Fact]
    public void Emit_OfNoNumber_WritesNull() => Assert.Equal(
        "[null,null,null,null,null,null]",
        Emit([double.NaN, double.PositiveInfinity, double.NegativeInfinity, float.NaN, float.PositiveInfinity, float.NegativeInfinity]));

    [Fact]
    public void Emit_OfHalfASurrogatePair_WritesTheReplacement() => Assert.Equal("""["a\ufffdb"]""", Emit(["a\ud800b"]));

    [Fact]
    public void Emit_OfBinary_PutsItAside()
    {
        byte[] bytes = [1, 2];

        Assert.Equal("""[{"_placeholder":true,"num":0}]|0102""", Emit([bytes]));
        Assert.Equal("""[{"_placeholder":true,"num":0}]|0102""", Emit([(ReadOnlyMemory<byte>)bytes]));
        Assert.Equal("""[{"_placeholder":true,"num":0}]|0102""", Emit([(Memory<byte>)bytes]));
        Assert.Equal("""[{"_placeholder":true,"num":0}]|02""", Emit([new ArraySegment<byte>(bytes, 1, 1)]));
        Assert.Equal("""[{"_placeholder":true,"num":0}]|""", Emit([Array.Empty<byte>()]));
    }

    [Fact]
    public void Emit_OfNestedBinary_NumbersItInOrder()
    {
        object?[] arguments =
        [
            new { a = new byte[] { 1 }, b = new List<byte[]?> { new byte[] { 2 }, null } },
            new Dictionary<string, object> { ["c"] = new byte[] { 3 }, ["d"] = new { e = (ReadOnlyMemory<byte>)new byte[] { 4 } } },
            new Upload("x", [5]),
            new object?[] { new byte[] { 6 }, null },
        ];

        Assert.Equal(
            """
            [{"a":{"_placeholder":true,"num":0},"b":[{"_placeholder":true,"num":1},null]},
            {"c":{"_placeholder":true,"num":2},"d":{"e":{"_placeholder":true,"num":3}}},
            {"name":"x","data":{"_placeholder":true,"num":4}},[{"_placeholder":true,"num":5},null]]|01|02|03|04|05|06
            """.ReplaceLineEndings(""),
            Emit(arguments));
    }

    [Fact]
    public void Emit_OfSameBinaryTwice_SendsItTwice()
    {
        byte[] bytes = [1];

        Assert.Equal("""[{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]|01|01""", Emit([bytes, bytes]));
    }

    [Fact]
    public void Emit_OfJson_WritesItAsItIs()
    {
        Assert.Equal("""[{"a":1e400}]""", Emit([JsonElement.Parse("""{"a":1e400}""")]));
        Assert.Equal("""[{"a":1.0}]""", Emit([JsonNode.Parse("""{"a":1.0}""")]));
        Assert.Equal("[[1]]", Emit([new JsonArray(1)]));
        Assert.Equal("""["x"]""", Emit([JsonValue.Create("x")]));
        Assert.Equal("[{}]", Emit([new object()]));
        Assert.Equal("[[1]]", Emit([JsonDocument.Parse("[1]")]));
        Assert.Equal("""[{"a":{"b":"x"},"c":[null]}]""", Emit([new { a = new JsonObject { ["b"] = "x" }, c = new object?[] { null } }]));
        Assert.Equal("""[{"a":"x"}]""", Emit([new Dictionary<string, object> { ["a"] = JsonValue.Create("x") }]));
    }

    [Fact]
    public void Emit_OfUndefinedArgument_WritesNull() => Assert.Equal("[null]", Emit([default(EventArgument)]));

    [Fact]
    public void Emit_OfCycle_NamesTheType()
    {
        var cycle = new List<object>();
        cycle.Add(cycle);

        Assert.Contains("List", Assert.Throws<ArgumentException>(() => Emit([cycle])).Message);
    }

    [Fact]
    public void Emit_AfterOneThatFailed_StartsAfresh()
    {
        Assert.Throws<ArgumentException>(() => Emit([new byte[] { 1 }, new { a = double.NaN }]));

        Assert.Equal("""[{"_placeholder":true,"num":0}]|02""", Emit([new byte[] { 2 }]));
    }

    [Fact]
    public void Emit_WithinAConverter_KeepsThePacketsApart()
    {
        var socket = new TestSocket();
        var outer = new JsonSerializerOptions(JsonSerializerDefaults.Web) { Converters = { new EmittingConverter(socket) } };

        string packet = Packets.WireOf(SocketIoEncoder.Event("/", null, "out", [new byte[] { 1 }, new Emitting(), new byte[] { 3 }], Reflection.Complete(outer)));

        Assert.Equal("""52-["out",{"_placeholder":true,"num":0},"emitted",{"_placeholder":true,"num":1}]|01|03""", packet);
        Assert.Equal(["""51-["inner",{"_placeholder":true,"num":0}]|02"""], socket.Sent);
    }

    [Fact]
    public async Task EmitAsync_OfArray_IsOneArgument()
    {
        var socket = new TestSocket();

        await socket.EmitAsync("ev", new[] { "a", "b" });
        await socket.EmitArgumentsAsync("ev", new[] { "a", "b" });
        await socket.EmitAsync("ev", null);
        await socket.EmitAsync("ev");

        Assert.Equal(["""2["ev",["a","b"]]""", """2["ev","a","b"]""", """2["ev",null]""", """2["ev"]"""], socket.Sent);
    }

    [Fact]
    public async Task EmitAsync_OfUpToSixArguments_SendsThem()
    {
        var socket = new TestSocket();

        await socket.EmitAsync("ev", 1);
        await socket.EmitAsync("ev", 1, 2);
        await socket.EmitAsync("ev", 1, 2, 3);
        await socket.EmitAsync("ev", 1, 2, 3, 4);
        await socket.EmitAsync("ev", 1, 2, 3, 4, 5);
        await socket.EmitAsync("ev", 1, 2, 3, 4, 5, 6);

        Assert.Equal(
            ["""2["ev",1]""", """2["ev",1,2]""", """2["ev",1,2,3]""", """2["ev",1,2,3,4]""", """2["ev",1,2,3,4,5]""", """2["ev",1,2,3,4,5,6]"""],
            socket.Sent);
    }

    [Fact]
    public async Task EmitAsync_OfReservedName_Throws() =>
        await Assert.ThrowsAsync<ArgumentException>(() => new TestSocket().EmitAsync("connect"));

    // the array that goes out, without the event's name
    private static string Emit(object?[] arguments)
    {
        string wire = Packets.WireOf(SocketIoEncoder.Ack("/", 0, arguments, Packets.Json));
        return wire[wire.IndexOf('[')..];
    }

    private sealed record Upload(string Name, byte[] Data);

    private sealed record Emitting;

    private sealed class EmittingConverter(TestSocket socket) : JsonConverter<Emitting>
    {
        public override Emitting Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, Emitting value, JsonSerializerOptions options)
        {
            socket.EmitAsync("inner", new byte[] { 2 }).GetAwaiter().GetResult();
            writer.WriteStringValue("emitted");
        }
    }
}
