using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Rpress.SocketIo.Protocol;

namespace Rpress.Redis.Tests.Wire;

/// <summary>The messages of npm's ClusterAdapter, both ways, as its sharded adapter has them.</summary>
public sealed class EnvelopeTests
{
    private const string Uid = "52a1c5f0b3e99d01";
    private const string Id = "9f86d081884c7d65";
    private const string NoSockets = """{"rooms":[],"except":[],"flags":{}}""";
    private const string Room1 = """{"rooms":["room1"],"except":[],"flags":{}}""";

    private static readonly BroadcastOptions _room1 = new() { Rooms = new HashSet<string> { "room1" } };

    [Fact]
    public void Broadcast_ToARoom_IsJson() => AssertBothWays(
        $$"""{"type":3,"data":{"packet":{"type":2,"data":["hello","world"],"nsp":"/"},"opts":{{Room1}}},"uid":"{{Uid}}","nsp":"/"}""",
        new(ClusterMessageType.Broadcast) { Packet = Event("""["hello","world"]"""), Options = _room1 });

    [Fact]
    public void Broadcast_ThatAsksForAcks_HasAnIdAndATimeout() => AssertBothWays(
        $$$$"""{"type":3,"data":{"packet":{"type":2,"data":["hello"],"nsp":"/"},"requestId":"{{{{Id}}}}","opts":{"rooms":[],"except":[],"flags":{"timeout":1000}}},"uid":"{{{{Uid}}}}","nsp":"/"}""",
        new(ClusterMessageType.Broadcast) { RequestId = Id, Packet = Event("""["hello"]"""), Options = new() { Timeout = TimeSpan.FromSeconds(1) } });

    [Fact]
    public void Broadcast_WithFlags_KeepsThem() => AssertBothWays(
        $$$$"""{"type":3,"data":{"packet":{"type":2,"data":["hello"],"nsp":"/"},"opts":{"rooms":[],"except":["a","b"],"flags":{"volatile":true,"compress":false}}},"uid":"{{{{Uid}}}}","nsp":"/"}""",
        new(ClusterMessageType.Broadcast) { Packet = Event("""["hello"]"""), Options = new() { Except = new HashSet<string> { "a", "b" }, IsVolatile = true, IsCompressed = false } });

    [Theory]
    [InlineData(ClusterMessageType.Join, 4)]
    [InlineData(ClusterMessageType.Leave, 5)]
    internal void Move_OfSockets_NamesTheRooms(ClusterMessageType type, int number) => AssertBothWays(
        $$"""{"type":{{number}},"data":{"opts":{{Room1}},"rooms":["r2","部屋"]},"uid":"{{Uid}}","nsp":"/"}""", new(type) { Options = _room1, Rooms = ["r2", "部屋"] });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Disconnect_OfSockets_SaysWhetherConnectionsEnd(bool close) => AssertBothWays(
        $$"""{"type":6,"data":{"opts":{{Room1}},"close":{{(close ? "true" : "false")}}},"uid":"{{Uid}}","nsp":"/"}""",
        new(ClusterMessageType.Disconnect) { Options = _room1, Close = close });

    [Fact]
    public void FetchSockets_OfAll_HasAnId() => AssertBothWays(
        $$"""{"type":7,"data":{"opts":{{NoSockets}},"requestId":"{{Id}}"},"uid":"{{Uid}}","nsp":"/"}""",
        new(ClusterMessageType.FetchSockets) { RequestId = Id, Options = BroadcastOptions.Everyone });

    [Fact]
    public void ServerSideEmit_WithAnId_WantsAnAnswer() => AssertBothWays(
        $$"""{"type":9,"data":{"requestId":"{{Id}}","packet":["ping",1]},"uid":"{{Uid}}","nsp":"/"}""",
        new(ClusterMessageType.ServerSideEmit) { RequestId = Id, Packet = Event("""["ping",1]""") });

    [Fact]
    public void ServerSideEmit_WithoutAnId_WantsNone() => AssertBothWays(
        $$"""{"type":9,"data":{"packet":["ping",1]},"uid":"{{Uid}}","nsp":"/"}""", new(ClusterMessageType.ServerSideEmit) { Packet = Event("""["ping",1]""") });

    [Theory]
    [InlineData(ClusterMessageType.ServerSideEmit, "\"pong\"", """{"type":10,"data":{"requestId":"9f86d081884c7d65","packet":"pong"},"uid":"52a1c5f0b3e99d01","nsp":"/"}""")]
    [InlineData(ClusterMessageType.BroadcastAck, "[1]", """{"type":12,"data":{"requestId":"9f86d081884c7d65","packet":[1]},"uid":"52a1c5f0b3e99d01","nsp":"/"}""")]
    [InlineData(ClusterMessageType.BroadcastAck, "", """{"type":12,"data":{"requestId":"9f86d081884c7d65"},"uid":"52a1c5f0b3e99d01","nsp":"/"}""")]
    internal void Answer_OfOneValue_IsThatOrNothing(ClusterMessageType type, string value, string expected)
    {
        EventArgument answer = new(Encoding.UTF8.GetBytes(value), [], EventJson.Of(null, null));

        byte[] message = Envelope.Encode(Envelope.DataOf(new ClusterResponse(type, Id) { Answer = answer }), Uid, "/");

        Assert.Equal(expected, Encoding.UTF8.GetString(message));
        using ReceivedEnvelope read = ReceivedEnvelope.Read(message);
        Assert.Equal((type, Id), (read.ResponseType, read.RequestId));
        Assert.Equal(value, ReceivedEnvelope.ReadAnswer(read.Response, EventJson.Of(null, null)).ToString());
    }

    [Fact]
    public void ClientCount_OfAServer_IsANumber()
    {
        byte[] message = Envelope.Encode(Envelope.DataOf(new ClusterResponse(ClusterMessageType.BroadcastClientCount, Id) { ClientCount = 2 }), Uid, "/");

        Assert.Equal($$"""{"type":11,"data":{"requestId":"{{Id}}","clientCount":2},"uid":"{{Uid}}","nsp":"/"}""", Encoding.UTF8.GetString(message));
    }

    // notepack.io: the same object with the bytes where they stand
    [Fact]
    public void Broadcast_WithBinary_IsMsgPack()
    {
        byte[] message = Envelope.Encode(Envelope.DataOf(new ClusterMessage(ClusterMessageType.Broadcast) { Packet = Binary(), Options = BroadcastOptions.Everyone }), Uid, "/");

        Assert.Equal(
            Hex.Bytes("""
                84 a474797065 03
                   a464617461 82
                      a67061636b6574 83 a474797065 02 a464617461 92 a568656c6c6f c404 01020304 a36e7370 a12f
                      a46f707473 83 a5726f6f6d73 90 a6657863657074 90 a5666c616773 80
                   a3756964 b0 35326131633566306233653939643031
                   a36e7370 a12f
                """),
            message);
        using ReceivedEnvelope read = ReceivedEnvelope.Read(message);
        ClusterMessage broadcast = read.ReadMessage()!;
        Assert.Equal("""["hello",{"_placeholder":true,"num":0}]""", Encoding.UTF8.GetString(broadcast.Packet!.Data.Span));
        Assert.Equal([1, 2, 3, 4], Assert.Single(broadcast.Packet.Attachments).ToArray());
    }

    [Fact]
    public void Sockets_WithBinaryData_AreReadWithText()
    {
        byte[] message = Hex.Bytes("""
            84 a474797065 08
               a464617461 82
                  a9726571756573744964 a131
                  a7736f636b657473 91 82 a26964 a161 a464617461 81 a4627974 65 c402 0102
               a3756964 a178
               a36e7370 a12f
            """.Replace("a4627974 65", "a462797465", StringComparison.Ordinal));

        using ReceivedEnvelope read = ReceivedEnvelope.Read(message);

        Assert.Equal("AQI=", read.Response.Json.GetProperty("sockets")[0].GetProperty("data").GetProperty("byte").GetString());
    }

    [Fact]
    public void Broadcast_OfAnotherNamespace_HasNoPacket()
    {
        using ReceivedEnvelope read = ReceivedEnvelope.Read(Encoding.UTF8.GetBytes(
            $$"""{"type":3,"data":{"packet":{"type":2,"data":["x"],"nsp":"/admin"},"opts":{{NoSockets}}},"uid":"x","nsp":"/"}"""));

        Assert.Null(read.ReadMessage()!.Packet);
    }

    [Theory]
    [InlineData("""{"type":1,"uid":"x","nsp":"/"}""")] // heartbeats are of other adapters
    [InlineData("""{"type":2,"uid":"x","nsp":"/"}""")]
    [InlineData("""{"type":13,"uid":"x","nsp":"/"}""")]
    [InlineData("""{"type":99,"data":{},"uid":"x","nsp":"/"}""")]
    [InlineData("""{"uid":"x"}""")]
    [InlineData("{}")]
    public void Message_OfAnotherType_IsNone(string text)
    {
        using ReceivedEnvelope read = ReceivedEnvelope.Read(Encoding.UTF8.GetBytes(text));

        Assert.Null(read.ReadMessage());
        Assert.Null(read.ResponseType);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("""{"type":3}""")]
    [InlineData("""{"type":3,"data":{"opts":{}}}""")]
    [InlineData("""{"type":3,"data":{"packet":{"type":3,"data":[1],"nsp":"/"},"opts":{}},"nsp":"/"}""")]
    [InlineData("""{"type":3,"data":{"packet":{"type":2,"data":[],"nsp":"/"},"opts":{}},"nsp":"/"}""")]
    [InlineData("""{"type":3,"data":{"packet":{"type":2,"data":["disconnect"],"nsp":"/"},"opts":{}},"nsp":"/"}""")]
    [InlineData("""{"type":4,"data":{"rooms":["x"]}}""")]
    [InlineData("""{"type":9,"data":{"packet":"x"}}""")]
    [InlineData("")]
    public void Message_ThatIsMalformed_IsRefused(string text) => AssertRefused(Encoding.UTF8.GetBytes(text), mustBe: true);

    [Fact]
    public void Message_CutAnywhere_IsRefused()
    {
        foreach (SocketIoPacket packet in (SocketIoPacket[])[Event("""["hello","world"]"""), Binary()])
        {
            byte[] message = Envelope.Encode(Envelope.DataOf(new ClusterMessage(ClusterMessageType.Broadcast) { Packet = packet, Options = _room1 }), Uid, "/");
            for (int length = 0; length < message.Length; length++)
            {
                AssertRefused(message[..length], mustBe: true);
            }
        }
    }

    [Fact]
    public void Message_OfAnyBytes_IsReadOrRefused() => Prop.ForAll<byte[]>(bytes =>
    {
        AssertRefused(bytes, mustBe: false);
        AssertRefused([(byte)'{', .. bytes], mustBe: false);
        AssertRefused([0x84, 0xa4, 0x74, 0x79, 0x70, 0x65, 0x03, .. bytes], mustBe: false);
    }).QuickCheckThrowOnFailure();

    private static void AssertBothWays(string expected, ClusterMessage message)
    {
        byte[] written = Envelope.Encode(Envelope.DataOf(message), Uid, "/");
        Assert.Equal(expected, Encoding.UTF8.GetString(written));
        AssertRead(message, written);
        AssertRead(message, Envelope.EncodeMsgPack(Envelope.DataOf(message), Uid, "/"));
    }

    private static void AssertRead(ClusterMessage message, byte[] written)
    {
        using ReceivedEnvelope read = ReceivedEnvelope.Read(written);
        ClusterMessage again = read.ReadMessage()!;
        Assert.Equal((message.Type, Uid, message.RequestId, message.Close, "/"), (again.Type, again.Uid, again.RequestId, again.Close, read.Namespace));
        Assert.Equal(message.Rooms, again.Rooms);
        Assert.Equal(message.Options?.Rooms, again.Options?.Rooms);
        Assert.Equal(message.Options?.Except, again.Options?.Except);
        Assert.Equal(
            (message.Options?.IsVolatile, message.Options?.IsCompressed, message.Options?.Timeout), (again.Options?.IsVolatile, again.Options?.IsCompressed, again.Options?.Timeout));
        Assert.Equal(message.Packet?.Data.ToArray(), again.Packet?.Data.ToArray());
    }

    private static void AssertRefused(byte[] message, bool mustBe)
    {
        Exception? error = Record.Exception(() =>
        {
            using ReceivedEnvelope read = ReceivedEnvelope.Read(message);
            Assert.True(read.ReadMessage() is not null || !mustBe);
        });
        Assert.True((error is null && !mustBe) || error is PacketFormatException or FormatException or JsonException, error?.ToString());
    }

    private static SocketIoPacket Event(string data) =>
        SocketIoPacket.Create(SocketIoPacketType.Event, "/", null, Encoding.UTF8.GetBytes(data), [], ReceivedBroadcast.Limits);

    private static SocketIoPacket Binary() => SocketIoPacket.Create(
        SocketIoPacketType.Event, "/", null, """["hello",{"_placeholder":true,"num":0}]"""u8, [new byte[] { 1, 2, 3, 4 }], ReceivedBroadcast.Limits);
}
