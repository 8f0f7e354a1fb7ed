using System.Text;
using Rpress.SocketIo.Protocol;

namespace Rpress.Redis.Tests.Wire;

/// <summary>The answers of npm's @socket.io/redis-adapter, both ways.</summary>
public sealed class ResponseMessageTests
{
    [Fact]
    public void Sockets_OfAServer_AreListed() => AssertText("""{"requestId":"Zx81pQ","sockets":["a","b"]}""", ResponseMessage.Sockets("Zx81pQ", ["a", "b"]));

    [Fact]
    public void Rooms_OfAServer_AreListed() => AssertText("""{"requestId":"Zx81pQ","rooms":["a","room1"]}""", ResponseMessage.AllRooms("Zx81pQ", ["a", "room1"]));

    [Fact]
    public void Move_OfOlderVersions_IsConfirmed() => AssertText("""{"requestId":"Zx81pQ"}""", ResponseMessage.Done("Zx81pQ"));

    [Fact]
    public void ClientCount_OfAServer_IsANumber() => AssertText("""{"type":8,"requestId":"Zx81pQ","clientCount":2}""", ResponseMessage.ClientCount("Zx81pQ", 2));

    [Theory]
    [InlineData("\"pong\"", """{"type":6,"requestId":"Zx81pQ","data":"pong"}""")]
    [InlineData("""{"x":[1,null]}""", """{"type":6,"requestId":"Zx81pQ","data":{"x":[1,null]}}""")]
    [InlineData("""{"_placeholder":true,"num":0}""", """{"type":6,"requestId":"Zx81pQ","data":{"type":"Buffer","data":[7,8]}}""")]
    [InlineData("", """{"type":6,"requestId":"Zx81pQ"}""")]
    public void ServerSideAnswer_OfAServer_IsOneValue(string value, string expected) => AssertText(expected, ResponseMessage.ServerSideEmit("Zx81pQ", Value(value)));

    [Theory]
    [InlineData("\"pong\"", "a4706f6e67")]
    [InlineData("""{"_placeholder":true,"num":0}""", "c4020708")]
    [InlineData("""[1,{"a":{"_placeholder":true,"num":0}}]""", "92 01 81 a161 c4020708")]
    [InlineData("", "c0")]
    public void Ack_OfAClient_IsOneValueOfMsgPack(string value, string bytes)
    {
        byte[] message = ResponseMessage.Ack("Zx81pQ", Value(value));

        Assert.Equal(Hex.Bytes($"83 a474797065 09 a9726571756573744964 a65a7838317051 a67061636b6574 {bytes}"), message);
        ReceivedAck read = ReceivedAck.Read(message);
        Assert.Equal("Zx81pQ", read.RequestId);
        EventArgument answer = read.ReadAnswer(EventJson.Of(null, null));
        Assert.Equal(value.Length == 0 ? "null" : value, answer.ToString());
    }

    [Theory]
    [InlineData("83 a474797065 08 a9726571756573744964 a65a7838317051 a67061636b6574 01")]
    [InlineData("82 a9726571756573744964 a65a7838317051 a67061636b6574 01")]
    [InlineData("80")]
    public void Message_ThatIsNoAck_NamesNoRequest(string bytes) => Assert.Null(ReceivedAck.Read(Hex.Bytes(bytes)).RequestId);

    private static EventArgument Value(string json) => new(Encoding.UTF8.GetBytes(json), [new byte[] { 7, 8 }], EventJson.Of(null, null));

    private static void AssertText(string expected, byte[] message) => Assert.Equal(expected, Encoding.UTF8.GetString(message));
}
