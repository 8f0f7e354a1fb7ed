using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Rpress.SocketIo.Protocol;

namespace Rpress.Redis.Tests.Wire;

/// <summary>What npm's @socket.io/redis-adapter and @socket.io/redis-emitter ask for, as it arrives.</summary>
public sealed class ReceivedRequestTests
{
    private const string Broadcast = "85 a3756964 a6614233644539 a9726571756573744964 a65a7838317051 a474797065 07 a67061636b6574 "
        + "83 a474797065 02 a464617461 92 a568656c6c6f a5776f726c64 a36e7370 a12f "
        + "a46f707473 83 a5726f6f6d73 91 a5726f6f6d31 a6657863657074 90 a5666c616773 81 a774696d656f7574 cd1388";

    [Theory]
    [InlineData("""{"uid":"aB3dE9","requestId":"Zx81pQ","type":0,"rooms":["room1"]}""", ClusterMessageType.Sockets)]
    [InlineData("""{"uid":"aB3dE9","requestId":"Zx81pQ","type":1}""", ClusterMessageType.AllRooms)]
    [InlineData("""{"uid":"aB3dE9","requestId":"Zx81pQ","type":5,"opts":{"rooms":["room1"],"except":[]}}""", ClusterMessageType.FetchSockets)]
    public void Question_OfAServer_SaysWhoAsks(string text, object type)
    {
        ClusterMessage request = Read(text);

        Assert.Equal(((ClusterMessageType)type, "aB3dE9", "Zx81pQ"), (request.Type, request.Uid, request.RequestId));
    }

    [Fact]
    public void Join_OfSockets_HasThemAndTheRooms()
    {
        ClusterMessage request = Read("""{"uid":"aB3dE9","type":2,"opts":{"rooms":["r1",7],"except":["e"]},"rooms":["r2","r3"]}""");

        Assert.Equal(["7", "r1"], request.Options!.Rooms.Order(StringComparer.Ordinal));
        Assert.Equal(["e"], request.Options.Except);
        Assert.Equal(["r2", "r3"], request.Rooms);
        Assert.Null(request.RequestId);
    }

    [Fact]
    public void Join_OfAnEmitter_HasNoSender() => Assert.Null(Read("""{"type":2,"opts":{"rooms":[],"except":[]},"rooms":["r2"]}""").Uid);

    [Theory]
    [InlineData("""{"type":4,"opts":{"rooms":[],"except":[]},"close":true}""", true)]
    [InlineData("""{"type":4,"opts":{"rooms":[],"except":[]},"close":false}""", false)]
    [InlineData("""{"type":4,"opts":{"rooms":[],"except":[]}}""", false)]
    public void Disconnect_OfSockets_SaysWhetherToClose(string text, bool close) => Assert.Equal(close, Read(text).Close);

    [Fact]
    public void Join_OfOlderVersions_NamesASocket()
    {
        ClusterMessage request = Read("""{"requestId":"Zx81pQ","type":2,"sid":"abc","room":"r"}""");

        Assert.Null(request.Options);
        Assert.Equal("abc", request.SocketId);
        Assert.Equal(["r"], request.Rooms);
    }

    [Fact]
    public void ServerSideEvent_WithABuffer_HasAnAttachment()
    {
        ClusterMessage request = Read("""{"uid":"emitter","type":6,"data":["hello",1,{"type":"Buffer","data":[1,255]}]}""");

        Assert.Equal("""["hello",1,{"_placeholder":true,"num":0}]""", Encoding.UTF8.GetString(request.Packet!.Data.Span));
        Assert.Equal([1, 255], Assert.Single(request.Packet.Attachments).ToArray());
    }

    [Fact]
    public void Broadcast_ThatAsksForAcks_IsReadWithItsTimeout()
    {
        ClusterMessage request = ReceivedRequest.Read(Hex.Bytes(Broadcast), "me", "/")!;

        Assert.Equal((ClusterMessageType.Broadcast, "aB3dE9", "Zx81pQ"), (request.Type, request.Uid, request.RequestId));
        Assert.Equal("""["hello","world"]""", Encoding.UTF8.GetString(request.Packet!.Data.Span));
        Assert.Equal(["room1"], request.Options!.Rooms);
        Assert.Equal(TimeSpan.FromSeconds(5), request.Options.Timeout);
    }

    [Fact]
    public void Broadcast_OfAnotherNamespace_HasNoPacket() => Assert.Null(ReceivedRequest.Read(Hex.Bytes(Broadcast), "me", "/admin")!.Packet);

    [Fact]
    public void Request_OfTheServerItself_IsNotRead()
    {
        Assert.Null(ReceivedRequest.Read(Hex.Bytes(Broadcast), "aB3dE9", "/"));
        Assert.Null(ReceivedRequest.Read("""{"uid":"aB3dE9","type":6,"data":["x"]}"""u8.ToArray(), "aB3dE9", "/"));
    }

    [Fact]
    public void Broadcast_CutAnywhere_IsRefused()
    {
        byte[] message = Hex.Bytes(Broadcast);
        for (int length = 0; length < message.Length; length++)
        {
            Exception? error = Record.Exception(() => ReceivedRequest.Read(message.AsMemory(0, length), "me", "/"));
            Assert.True(error is PacketFormatException or FormatException, error?.ToString());
        }
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"type":"2"}""")]
    [InlineData("""{"type":6}""")]
    [InlineData("""{"type":6,"data":[]}""")]
    [InlineData("""{"type":6,"data":["disconnect"]}""")]
    [InlineData("""{"type":6,"data":[{"x":1}]}""")]
    [InlineData("[1]")]
    [InlineData("")]
    [InlineData("\u0080")] // an empty map of msgpack follows C2
    public void Message_ThatIsNoRequest_IsRefused(string text)
    {
        Exception? error = Record.Exception(() => Read(text));

        Assert.True(error is PacketFormatException or FormatException or JsonException, error?.ToString());
    }

    [Fact]
    public void Message_OfAnyBytes_IsReadOrRefused() => Prop.ForAll<byte[]>(bytes =>
    {
        foreach (byte[] message in (byte[][])[bytes, [(byte)'{', .. bytes], [0x85, 0xa3, 0x75, 0x69, 0x64, .. bytes]])
        {
            Exception? error = Record.Exception(() => ReceivedRequest.Read(message, "me", "/"));
            Assert.True(error is null or PacketFormatException or FormatException or JsonException, error?.ToString());
        }
    }).QuickCheckThrowOnFailure();

    private static ClusterMessage Read(string text) => ReceivedRequest.Read(Encoding.UTF8.GetBytes(text), "me", "/")!;
}
