using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Rpress.SocketIo.Protocol;

namespace Rpress.Redis.Tests.Wire;

/// <summary>The bytes of npm's @socket.io/redis-adapter and @socket.io/redis-emitter, as they arrive.</summary>
public sealed class ReceivedBroadcastTests
{
    private const string HelloWorld = "83 a474797065 02 a464617461 92 a568656c6c6f a5776f726c64 a36e7370 a12f";
    private const string NoOptions = "83 a5726f6f6d73 90 a6657863657074 90 a5666c616773 80";

    [Fact]
    public void Broadcast_OfAServer_IsItsEvent()
    {
        Broadcast broadcast = Read($"93 a6614233644539 {HelloWorld} {NoOptions}")!;

        Assert.Equal("""["hello","world"]""", TextOf(broadcast.Packet));
        Assert.Equal("/", broadcast.Packet.Namespace);
        Assert.Empty(broadcast.Options.Rooms);
        Assert.Empty(broadcast.Options.Except);
        Assert.Equal(SendFlags.None, broadcast.Options.SendFlags);
    }

    [Fact]
    public void Broadcast_OfAnEmitter_HasItsRoom()
    {
        Broadcast broadcast = Read($"93 a7656d6974746572 {HelloWorld} 83 a5726f6f6d73 91 a5726f6f6d31 a5666c616773 80 a6657863657074 90")!;

        Assert.Equal(["room1"], broadcast.Options.Rooms);
    }

    [Fact]
    public void Broadcast_OfTheServerItself_IsNotRead() =>
        Assert.Null(ReceivedBroadcast.Read(Hex.Bytes($"93 a6614233644539 {HelloWorld} {NoOptions}"), "aB3dE9", "/"));

    [Fact]
    public void Broadcast_OfAnotherNamespace_IsNotRead() =>
        Assert.Null(ReceivedBroadcast.Read(Hex.Bytes($"93 a6614233644539 {HelloWorld} {NoOptions}"), "me", "/admin"));

    [Theory]
    [InlineData("82 a474797065 02 a464617461 91 a178")]
    [InlineData("83 a474797065 02 a464617461 91 a178 a36e7370 c0")]
    [InlineData("83 a474797065 02 a464617461 91 a178 a36e7370 d40000")]
    public void Packet_WithoutNamespace_IsOfTheMainOne(string packet) => Assert.Equal("/", Read($"93 a178 {packet} {NoOptions}")!.Packet.Namespace);

    [Fact]
    public void Binary_InABroadcast_IsAnAttachment()
    {
        SocketIoPacket packet = Read($"93 a178 83 a474797065 02 a464617461 92 a568656c6c6f c40401020304 a36e7370 a12f {NoOptions}")!.Packet;

        Assert.Equal("""["hello",{"_placeholder":true,"num":0}]""", TextOf(packet));
        Assert.Equal([1, 2, 3, 4], Assert.Single(packet.Attachments).ToArray());
    }

    [Theory]
    [InlineData("c0", "null")] // notepack 3 and 2: undefined
    [InlineData("d40000", "null")]
    [InlineData("d6ff 6553f100", "\"2023-11-14T22:13:20.000Z\"")] // dates
    [InlineData("d700 0000018bcfe56800", "\"2023-11-14T22:13:20.000Z\"")]
    [InlineData("cf 001fffffffffffff", "9007199254740991")]
    [InlineData("cb 3ff8000000000000", "1.5")]
    public void Value_OfEitherNotepack_IsReadAsJson(string value, string json) =>
        Assert.Equal($"[\"x\",{json}]", TextOf(Read($"93 a178 83 a474797065 02 a464617461 92 a178 {value} a36e7370 a12f {NoOptions}")!.Packet));

    [Fact]
    public void Flags_OfABroadcast_AreRead()
    {
        BroadcastOptions options = Read(
            $"93 a178 {HelloWorld} 83 a5726f6f6d73 90 a6657863657074 92 a161 a162 a5666c616773 86 a8766f6c6174696c65 c3 a8636f6d7072657373 c2 "
            + "a774696d656f7574 cd1388 a962726f616463617374 c3 a56c6f63616c c2 a474797065 81 a161 91 01")!.Options;

        Assert.True(options.IsVolatile);
        Assert.False(options.IsCompressed);
        Assert.Equal(TimeSpan.FromSeconds(5), options.Timeout);
        Assert.False(options.IsLocal);
        Assert.Equal(["a", "b"], options.Except.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Rooms_ThatAreNumbers_AreTheirTexts() =>
        Assert.Equal(["-3", "1.5", "42", "r"], Read($"93 a178 {HelloWorld} 82 a5726f6f6d73 94 2a fd cb3ff8000000000000 a172 a6657863657074 c0")!.Options.Rooms.Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("")]
    [InlineData("c0")]
    [InlineData("92 a178 " + HelloWorld)]
    [InlineData("93 a178 c0 " + NoOptions)]
    [InlineData("93 a178 " + HelloWorld + " c0")]
    [InlineData("93 a178 " + HelloWorld + " 81 a5726f6f6d73 91 c3")]
    [InlineData("93 a178 " + HelloWorld + " 81 a5726f6f6d73 a178")]
    [InlineData("93 a178 83 a474797065 03 a464617461 91 a178 a36e7370 a12f " + NoOptions)] // an ack
    [InlineData("93 a178 83 a474797065 02 a464617461 90 a36e7370 a12f " + NoOptions)] // no event's name
    [InlineData("93 a178 83 a474797065 02 a464617461 91 aa646973636f6e6e656374 a36e7370 a12f " + NoOptions)] // a reserved one
    [InlineData("93 a178 83 a474797065 02 a464617461 91 82 ac5f706c616365686f6c646572 c3 a36e756d 00 a36e7370 a12f " + NoOptions)]
    public void Message_ThatIsNoBroadcast_IsRefused(string bytes) => Assert.Throws<PacketFormatException>(() => Read(bytes));

    [Fact]
    public void Message_OfAnyBytes_IsReadOrRefused() => Prop.ForAll<byte[]>(bytes =>
    {
        // what follows the sender's name is what matters
        byte[] message = [0x93, 0xa1, 0x78, .. bytes];
        try
        {
            ReceivedBroadcast.Read(message, "me", "/");
            ReceivedBroadcast.Read(bytes, "me", "/");
        }
        catch (PacketFormatException)
        {
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Broadcast_CutAnywhere_IsRefused()
    {
        byte[] message = Hex.Bytes($"93 a6614233644539 {HelloWorld} {NoOptions}");
        for (int length = 0; length < message.Length; length++)
        {
            Assert.Throws<PacketFormatException>(() => ReceivedBroadcast.Read(message.AsSpan(0, length), "me", "/"));
        }
    }

    private static Broadcast? Read(string hex) =>
        ReceivedBroadcast.Read(Hex.Bytes(hex), "me", "/") is { } message ? new(message.Packet!, message.Options!) : null;

    private static string TextOf(SocketIoPacket packet) => Encoding.UTF8.GetString(packet.Data.Span);

    private sealed record Broadcast(SocketIoPacket Packet, BroadcastOptions Options);
}
