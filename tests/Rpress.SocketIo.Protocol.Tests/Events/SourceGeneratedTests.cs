using System.Text.Json;
using Rpress.SocketIo.Protocol.Tests.SocketIo;

namespace Rpress.SocketIo.Protocol.Tests.Events;

/// <summary>Events where a source-generated context is all that knows types, as it is after an ahead-of-time compilation.</summary>
public sealed class SourceGeneratedTests
{
    private static readonly JsonSerializerOptions _json = EventJson.Complete(new(JsonSerializerDefaults.Web) { TypeInfoResolver = GeneratedContext.Default });

    private readonly TestSocket _socket = new(_json);

    [Fact]
    public async Task Handler_OfGeneratedType_GetsAndSendsBinary()
    {
        GeneratedUpload? seen = null;
        _socket.On("ev", (GeneratedUpload upload) =>
        {
            seen = upload;
            return upload;
        });

        string? ack = await _socket.ReceiveAsync(
            """52-1["ev",{"name":"x","data":{"_placeholder":true,"num":0},"parts":[{"data":{"_placeholder":true,"num":1}}]}]""", [1], [2]);

        Assert.Equal("""62-1[{"name":"x","data":{"_placeholder":true,"num":0},"parts":[{"data":{"_placeholder":true,"num":1}}]}]|01|02""", ack);
        Assert.Equal([2], seen!.Parts[0].Data.ToArray());
    }

    [Fact]
    public void GeneratedContext_WithItsOwnOptions_StillPutsBinaryAside()
    {
        JsonSerializerOptions own = EventJson.Complete(GeneratedContext.Default.Options);

        Assert.Equal(
            """51-["ev",{"name":null,"data":{"_placeholder":true,"num":0},"parts":[]}]|05""",
            Packets.WireOf(SocketIoEncoder.Event("/", null, "ev", [new GeneratedUpload(null, [5], [])], own)));
    }

    [Fact]
    public async Task Handler_OfTypesThatEventsKnow_NeedsNoContext()
    {
        _socket.On("ev", (byte[] a, ReadOnlyMemory<byte> b, EventArgument c, JsonElement d, object e) => c);

        Assert.Equal(
            "31[3]",
            await _socket.ReceiveAsync("""21["ev","AQI=","AQI=",3,4,5]"""));
    }

    [Fact]
    public void On_UnregisteredParameter_IsRefusedAtOnce()
    {
        Assert.Throws<NotSupportedException>(() => _socket.On("ev", (Version version) => { }));
        Assert.Throws<NotSupportedException>(() => _socket.On("ev", (string text, Version version) => Task.CompletedTask));
    }

    [Fact]
    public void On_UnregisteredResult_IsRefusedAtOnce()
    {
        Assert.Throws<NotSupportedException>(() => _socket.On("ev", () => new Version(1, 2)));
        Assert.Throws<NotSupportedException>(() => _socket.On("ev", async (string text) => await Task.FromResult(new Version(1, 2))));
        Assert.Throws<NotSupportedException>(() => _socket.On("ev", args => new Version(1, 2)));
    }

    [Fact]
    public void Emit_UnregisteredType_SaysWhich()
    {
        NotSupportedException error = Assert.Throws<NotSupportedException>(() => SocketIoEncoder.Event("/", null, "ev", [new Version(1, 2)], _json));

        Assert.Contains("System.Version", error.Message);
    }

    [Fact]
    public async Task Handler_ThatReturnsAnInterface_SendsByTheDeclaredType()
    {
        _socket.On("ev", () => (IReadOnlyList<string>)new List<string> { "a" });

        Assert.Equal("""31[["a"]]""", await _socket.ReceiveAsync("""21["ev"]"""));
    }

    [Fact]
    public async Task Handler_ThatReturnsABaseType_WritesItsDiscriminator()
    {
        _socket.On("ev", GeneratedShape () => new GeneratedCircle(2));

        Assert.Equal("""31[{"$type":"circle","radius":2}]""", await _socket.ReceiveAsync("""21["ev"]"""));
    }

    [Fact]
    public void Emit_OfJsonNodes_NeedsNoContext() => Assert.Equal(
        """2["ev","x",{"a":"x"}]""",
        Packets.WireOf(SocketIoEncoder.Event(
            "/", null, "ev", [System.Text.Json.Nodes.JsonValue.Create("x"), new System.Text.Json.Nodes.JsonObject { ["a"] = "x" }], _json)));
}
