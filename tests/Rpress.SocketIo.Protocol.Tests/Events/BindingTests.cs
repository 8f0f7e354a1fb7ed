using System.Text.Json;
using System.Text.Json.Nodes;
using Rpress.SocketIo.Protocol.Tests.SocketIo;

namespace Rpress.SocketIo.Protocol.Tests.Events;

/// <summary>What a handler's parameter makes of the argument that was sent for it.</summary>
public sealed class BindingTests
{
    private const string Binary = """{"_placeholder":true,"num":0}""";

    [Fact]
    public void Bind_OfPlainTypes_GivesTheirValues()
    {
        Assert.Equal(1, Bind<int>("1"));
        Assert.Equal(ulong.MaxValue, Bind<ulong>("18446744073709551615"));
        Assert.Equal(1.5, Bind<double>("1.5"));
        Assert.Equal(0.1000m, Bind<decimal>("0.1000"));
        Assert.Equal("é", Bind<string>("\"\\u00e9\""));
        Assert.True(Bind<bool>("true"));
        Assert.Equal([1, 2], Bind<int[]>("[1,2]"));
        Assert.Equal(DayOfWeek.Friday, Bind<DayOfWeek>("5"));
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), Bind<DateTime>("\"2026-01-02T03:04:05Z\""));
        Assert.Null(Bind<string>("null"));
    }

    [Fact]
    public void Bind_OfBinary_GivesItsBytes()
    {
        Assert.Equal([1, 2], Bind<byte[]>(Binary));
        Assert.Equal([1, 2], Bind<ReadOnlyMemory<byte>>(Binary).ToArray());
        Assert.Equal([1, 2], Bind<Memory<byte>>(Binary).ToArray());
        Assert.Equal([1, 2], Bind<ArraySegment<byte>>(Binary).ToArray());
        Assert.Equal([1, 2], Bind<ReadOnlyMemory<byte>?>(Binary)!.Value.ToArray());
    }

    [Fact]
    public void Bind_OfBase64Text_GivesItsBytes() => Assert.Equal([1, 2], Bind<byte[]>("\"AQI=\""));

    [Fact]
    public void Bind_OfRecord_FindsBinaryWithin()
    {
        Upload upload = Bind<Upload>($$"""{"name":"x","parts":[{"data":{{Binary}} },{"data":null}],"tags":{"a":"AQI="} }""");

        Assert.Equal("x", upload.Name);
        Assert.Equal([1, 2], upload.Parts[0].Data);
        Assert.Null(upload.Parts[1].Data);
        Assert.Equal([1, 2], upload.Tags["a"].ToArray());
    }

    [Fact]
    public void Bind_OfJson_TurnsBinaryIntoBase64()
    {
        string json = $$"""{"a":[1e400,{{Binary}}],"b":null}""";
        const string Expected = """{"a":[1e400,"AQI="],"b":null}""";

        Assert.Equal(Expected, Bind<JsonElement>(json).GetRawText());
        Assert.Equal(Expected, Assert.IsType<JsonElement>(Bind<object>(json)).GetRawText());
        Assert.Equal(Expected, Bind<JsonNode>(json).ToJsonString());
        Assert.Equal(Expected, Bind<JsonObject>(json).ToJsonString());
        Assert.Equal(Expected, Bind<JsonDocument>(json).RootElement.GetRawText());
        Assert.Equal("[\"AQI=\"]", Bind<JsonArray>($"[{Binary}]").ToJsonString());
        Assert.Equal("AQI=", Bind<JsonValue>(Binary).GetValue<string>());
        Assert.Equal("AQI=", ((JsonElement)Bind<Dictionary<string, object>>($$"""{"a":{{Binary}} }""")["a"]).GetString());
    }

    [Fact]
    public void Bind_OfNull_GivesNull()
    {
        Assert.Null(Bind<byte[]>("null"));
        Assert.Null(Bind<object>("null"));
        Assert.Null(Bind<JsonNode>("null"));
        Assert.Null(Bind<JsonObject>("null"));
        Assert.Null(Bind<JsonDocument>("null"));
        Assert.Null(Bind<Upload>("null"));
        Assert.Null(Bind<int?>("null"));
        Assert.Null(Bind<ReadOnlyMemory<byte>?>("null"));
        Assert.Null(Bind<Dictionary<string, object?>>("""{"a":null}""")["a"]);
        Assert.Equal(JsonValueKind.Null, Bind<JsonElement>("null").ValueKind);
        Assert.Equal(JsonValueKind.Null, Bind<EventArgument>("null").ValueKind);
    }

    [Fact]
    public void Bind_OfNullToValueType_Throws()
    {
        Assert.Throws<EventArgumentException>(() => Bind<int>("null"));
        Assert.Throws<EventArgumentException>(() => Bind<bool>("null"));
        Assert.Throws<EventArgumentException>(() => Bind<ReadOnlyMemory<byte>>("null"));
        Assert.Throws<EventArgumentException>(() => Bind<DayOfWeek>("null"));
        Assert.Throws<EventArgumentException>(() => Bind<(int, int)>("null"));
    }

    [Fact]
    public void Bind_OfMismatch_Throws()
    {
        Assert.Throws<EventArgumentException>(() => Bind<int>("\"x\""));
        Assert.Throws<EventArgumentException>(() => Bind<int>("1.5"));
        Assert.Throws<EventArgumentException>(() => Bind<int>("2147483648"));
        Assert.Throws<EventArgumentException>(() => Bind<int>(Binary));
        Assert.Throws<EventArgumentException>(() => Bind<string>("1"));
        Assert.Throws<EventArgumentException>(() => Bind<string>(Binary));
        Assert.Throws<EventArgumentException>(() => Bind<string>("\"\\ud800\""));
        Assert.Throws<EventArgumentException>(() => Bind<byte[]>("[1,2]"));
        Assert.Throws<EventArgumentException>(() => Bind<byte[]>("{}"));
        Assert.Throws<EventArgumentException>(() => Bind<byte[]>("5"));
        Assert.Throws<EventArgumentException>(() => Bind<byte[]>("\"no Base64!\""));
        Assert.Throws<EventArgumentException>(() => Bind<byte[]>("\"\\ud800\""));
        Assert.Throws<EventArgumentException>(() => Bind<JsonObject>("[]"));
        Assert.Throws<EventArgumentException>(() => Bind<JsonArray>("{}"));
        Assert.Throws<EventArgumentException>(() => Bind<Upload>("[]"));
        Assert.Throws<EventArgumentException>(() => Bind<List<int>>("{}"));
        Assert.Throws<EventArgumentException>(() => Bind<Guid>("\"x\""));
    }

    [Fact]
    public void Bind_OfMissingArgument_Throws()
    {
        EventArgumentException error = Assert.Throws<EventArgumentException>(() => BindMissing<int>());

        Assert.Contains("has 1 arguments", error.Message);
        Assert.Throws<EventArgumentException>(() => BindMissing<string>());
        Assert.Throws<EventArgumentException>(() => BindMissing<byte[]>());
        Assert.Throws<EventArgumentException>(() => BindMissing<JsonElement>());
        Assert.Throws<EventArgumentException>(() => BindMissing<ReadOnlyMemory<byte>>());
    }

    [Fact]
    public void Bind_OfMissingArgument_FillsNullablesAndArguments()
    {
        Assert.Null(BindMissing<int?>());
        Assert.Null(BindMissing<ReadOnlyMemory<byte>?>());
        Assert.False(BindMissing<EventArgument>().IsDefined);
    }

    [Fact]
    public void Bind_OfEventArgument_KeepsItAsItCame()
    {
        EventArgument argument = Bind<EventArgument>($$"""{"a":{{Binary}},"n":1e400}""");
        EventArgument nested = Bind<Dictionary<string, EventArgument>>($$"""{"a":{{Binary}} }""")["a"];

        Assert.Equal($$"""{"a":{{Binary}},"n":1e400}""", argument.ToString());
        Assert.True(nested.IsBinary);
        Assert.Equal([1, 2], nested.Get<byte[]>());
    }

    [Fact]
    public void Bind_OfDuplicateMembers_IsRefusedWhereTheOptionsSaySo()
    {
        JsonSerializerOptions strict = EventJson.Complete(new(Packets.Json) { AllowDuplicateProperties = false });
        var arguments = new EventArguments(Packets.Decode("""2["ev",{"a":1,"a":2}]"""), strict);

        Assert.Throws<EventArgumentException>(() => arguments[0].Get<JsonElement>());
        Assert.Throws<EventArgumentException>(() => arguments[0].Get<Dictionary<string, int>>());
    }

    [Fact]
    public async Task Handler_WithUnfitArgument_IsNotCalled()
    {
        var socket = new TestSocket();
        int calls = 0;
        socket.On("ev", (int n, string s) => { calls++; });

        await Assert.ThrowsAsync<EventArgumentException>(() => socket.ReceiveAsync("""21["ev","x","y"]"""));
        await Assert.ThrowsAsync<EventArgumentException>(() => socket.ReceiveAsync("""21["ev",1]"""));

        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task AsyncHandler_WithUnfitArgument_Throws()
    {
        var socket = new TestSocket();
        socket.On("ev", async (int n) => await Task.Yield());
        socket.On("value", async (int n) => await Task.FromResult(n));

        await Assert.ThrowsAsync<EventArgumentException>(() => socket.ReceiveAsync("""21["ev","x"]"""));
        await Assert.ThrowsAsync<EventArgumentException>(() => socket.ReceiveAsync("""21["value","x"]"""));
    }

    private static T Bind<T>(string json)
    {
        EventArguments arguments = json.Contains("_placeholder", StringComparison.Ordinal)
            ? Packets.Arguments($"51-[\"ev\",{json},\"further\"]", [1, 2])
            : Packets.Arguments($"2[\"ev\",{json},\"further\"]");
        return arguments.Bind(0, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>)Packets.Json.GetTypeInfo(typeof(T)));
    }

    private static T BindMissing<T>() =>
        Packets.Arguments("""2["ev",1]""").Bind(1, (System.Text.Json.Serialization.Metadata.JsonTypeInfo<T>)Packets.Json.GetTypeInfo(typeof(T)));

    private sealed record Part(byte[]? Data);

    private sealed record Upload(string Name, Part[] Parts, Dictionary<string, ReadOnlyMemory<byte>> Tags);
}
