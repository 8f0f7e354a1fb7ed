using System.Text;

namespace Rpress.Emitter.Tests.Wire;

/// <summary>The texts of npm's @socket.io/redis-adapter 8.3 and @socket.io/redis-emitter 5.1.</summary>
public sealed class RequestMessageTests
{
    private static readonly BroadcastOptions _room1 = BroadcastOptions.Everyone.WithRooms(["room1"]);

    [Fact]
    public void Sockets_OfRooms_AreAskedFor() => AssertText(
        """{"uid":"aB3dE9","requestId":"Zx81pQ","type":0,"rooms":["room1"]}""", RequestMessage.Sockets("aB3dE9", "Zx81pQ", ["room1"]));

    [Fact]
    public void AllRooms_AreAskedFor_WithoutMore() => AssertText(
        """{"uid":"aB3dE9","requestId":"Zx81pQ","type":1}""", RequestMessage.AllRooms("aB3dE9", "Zx81pQ"));

    [Fact]
    public void Join_OfAServer_HasItsId() => AssertText(
        """{"uid":"aB3dE9","type":2,"opts":{"rooms":["r1"],"except":[]},"rooms":["r2"]}""",
        RequestMessage.Move("aB3dE9", ClusterMessageType.Join, BroadcastOptions.Everyone.WithRooms(["r1"]), ["r2"]));

    [Fact]
    public void Leave_OfAnEmitter_HasNoId() => AssertText(
        """{"type":3,"opts":{"rooms":["r1"],"except":["a","b"]},"rooms":["r2"]}""",
        RequestMessage.Move(null, ClusterMessageType.Leave, BroadcastOptions.Everyone.WithRooms(["r1"]).WithExcept(["a", "b"]), ["r2"]));

    [Theory]
    [InlineData("aB3dE9", true, """{"uid":"aB3dE9","type":4,"opts":{"rooms":["room1"],"except":[]},"close":true}""")]
    [InlineData(null, false, """{"type":4,"opts":{"rooms":["room1"],"except":[]},"close":false}""")]
    public void Disconnect_OfRooms_SaysWhetherToClose(string? uid, bool close, string expected) =>
        AssertText(expected, RequestMessage.Disconnect(uid, _room1, close));

    [Fact]
    public void FetchSockets_OfRooms_AreAskedFor() => AssertText(
        """{"uid":"aB3dE9","requestId":"Zx81pQ","type":5,"opts":{"rooms":["room1"],"except":[]}}""", RequestMessage.FetchSockets("aB3dE9", "Zx81pQ", _room1));

    [Theory]
    [InlineData("emitter", null, """{"uid":"emitter","type":6,"data":["hello",1]}""")]
    [InlineData("aB3dE9", "Zx81pQ", """{"uid":"aB3dE9","requestId":"Zx81pQ","type":6,"data":["hello",1]}""")]
    public void ServerSideEvent_WithAndWithoutAck_IsItsData(string uid, string? requestId, string expected) =>
        AssertText(expected, RequestMessage.ServerSideEmit(uid, requestId, Events.Of("hello", 1)));

    [Fact]
    public void ServerSideEvent_WithBinary_HasABufferAsNodeWritesIt() => AssertText(
        """{"uid":"emitter","type":6,"data":["hello",{"type":"Buffer","data":[1,255]},{"x":{"type":"Buffer","data":[]}}]}""",
        RequestMessage.ServerSideEmit("emitter", null, Events.Of("hello", new byte[] { 1, 255 }, new Dictionary<string, byte[]> { ["x"] = [] })));

    [Fact]
    public void Texts_InARequest_AreEscapedAsJavaScriptDoes() => AssertText(
        "{\"uid\":\"u\",\"requestId\":\"i\",\"type\":0,\"rooms\":[\"é\\\"\\\\<>&'+😀\\n\"]}", RequestMessage.Sockets("u", "i", ["é\"\\<>&'+😀\n"]));

    private static void AssertText(string expected, byte[] message) => Assert.Equal(expected, Encoding.UTF8.GetString(message));
}
