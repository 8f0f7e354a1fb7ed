using System.Collections.Frozen;
using Rpress.SocketIo.Protocol;

namespace Rpress.Emitter.Tests.Wire;

/// <summary>The bytes of npm's @socket.io/redis-adapter 8.3 and @socket.io/redis-emitter 5.1.</summary>
public sealed class BroadcastMessageTests
{
    private const string HelloWorld = "83 a474797065 02 a464617461 92 a568656c6c6f a5776f726c64 a36e7370 a12f";

    [Fact]
    public void Broadcast_OfAServer_HasItsIdAndTheOptionsInItsOrder()
    {
        byte[] message = BroadcastMessage.Encode("aB3dE9", Events.Of("hello", "world"), BroadcastOptions.Everyone);

        Assert.Equal(62, message.Length);
        Assert.Equal(Hex.Bytes($"93 a6614233644539 {HelloWorld} 83 a5726f6f6d73 90 a6657863657074 90 a5666c616773 80"), message);
    }

    [Fact]
    public void Broadcast_OfAnEmitter_HasTheOptionsInItsOrder()
    {
        byte[] message = BroadcastMessage.Encode(
            BroadcastMessage.EmitterUid, Events.Of("hello", "world"), BroadcastOptions.Everyone.WithRooms(["room1"]));

        Assert.Equal(69, message.Length);
        Assert.Equal(Hex.Bytes($"93 a7656d6974746572 {HelloWorld} 83 a5726f6f6d73 91 a5726f6f6d31 a5666c616773 80 a6657863657074 90"), message);
    }

    [Fact]
    public void Broadcast_ThatAsksForAcks_IsAMapWithItsTimeout()
    {
        var options = new BroadcastOptions { Rooms = FrozenSet.Create("room1"), Timeout = TimeSpan.FromSeconds(5) };

        byte[] message = BroadcastMessage.EncodeRequest("aB3dE9", "Zx81pQ", Events.Of("hello", "world"), options);

        Assert.Equal(118, message.Length);
        Assert.Equal(
            Hex.Bytes($"85 a3756964 a6614233644539 a9726571756573744964 a65a7838317051 a474797065 07 a67061636b6574 {HelloWorld} "
                + "a46f707473 83 a5726f6f6d73 91 a5726f6f6d31 a6657863657074 90 a5666c616773 81 a774696d656f7574 cd1388"),
            message);
    }

    [Fact]
    public void Binary_InABroadcast_StandsWhereItIs()
    {
        byte[] message = BroadcastMessage.Encode("aB3dE9", Events.Of("hello", new byte[] { 1, 2, 3, 4 }), BroadcastOptions.Everyone);

        Assert.Equal(
            Hex.Bytes("93 a6614233644539 83 a474797065 02 a464617461 92 a568656c6c6f c40401020304 a36e7370 a12f 83 a5726f6f6d73 90 a6657863657074 90 a5666c616773 80"),
            message);
    }

    [Theory]
    [InlineData(true, true, "81 a8766f6c6174696c65 c3")]
    [InlineData(false, false, "81 a8636f6d7072657373 c2")]
    [InlineData(true, false, "82 a8766f6c6174696c65 c3 a8636f6d7072657373 c2")]
    public void Flags_OfABroadcast_AreThoseThatWereSet(bool isVolatile, bool isCompressed, string flags)
    {
        var options = new BroadcastOptions { IsVolatile = isVolatile, IsCompressed = isCompressed };

        byte[] message = BroadcastMessage.Encode("aB3dE9", Events.Of("hello", "world"), options);

        Assert.Equal(Hex.Bytes($"93 a6614233644539 {HelloWorld} 83 a5726f6f6d73 90 a6657863657074 90 a5666c616773 {flags}"), message);
    }

    [Fact]
    public void Exceptions_AndNamespace_AreWritten()
    {
        BroadcastOptions options = BroadcastOptions.Everyone.WithExcept(["é"]);

        byte[] message = BroadcastMessage.Encode("aB3dE9", Events.In("/admin", "x"), options);

        Assert.Equal(
            Hex.Bytes("93 a6614233644539 83 a474797065 02 a464617461 91 a178 a36e7370 a62f61646d696e 83 a5726f6f6d73 90 a6657863657074 91 a2c3a9 a5666c616773 80"),
            message);
    }
}
