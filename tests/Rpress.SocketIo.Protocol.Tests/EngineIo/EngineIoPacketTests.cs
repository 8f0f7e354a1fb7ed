using System.Text;

namespace Rpress.SocketIo.Protocol.Tests.EngineIo;

/// <summary>engine.io v4, "Packet encoding": a digit and data, or Base64 behind a b.</summary>
public sealed class EngineIoPacketTests
{
    [Theory]
    [InlineData("0{}", EngineIoPacketType.Open, "{}")]
    [InlineData("1", EngineIoPacketType.Close, "")]
    [InlineData("2", EngineIoPacketType.Ping, "")]
    [InlineData("2probe", EngineIoPacketType.Ping, "probe")]
    [InlineData("3probe", EngineIoPacketType.Pong, "probe")]
    [InlineData("4hello", EngineIoPacketType.Message, "hello")]
    [InlineData("4", EngineIoPacketType.Message, "")]
    [InlineData("4€", EngineIoPacketType.Message, "€")]
    [InlineData("5", EngineIoPacketType.Upgrade, "")]
    [InlineData("6", EngineIoPacketType.Noop, "")]
    public void TryParse_OfTextPacket_GivesTypeAndData(string text, object type, string data)
    {
        bool isParsed = EngineIoPacket.TryParse(Encoding.UTF8.GetBytes(text), out EngineIoPacket packet);

        Assert.True(isParsed);
        Assert.Equal(type, packet.Type);
        Assert.Equal(data, Encoding.UTF8.GetString(packet.Data.Span));
        Assert.False(packet.IsBinary);
    }

    [Theory]
    [InlineData("b", "")]
    [InlineData("bAQIDBA==", "01020304")]
    [InlineData("bAQID", "010203")]
    [InlineData("b+/+/", "FBFFBF")]
    public void TryParse_OfBase64_GivesBinaryMessage(string text, string hex)
    {
        bool isParsed = EngineIoPacket.TryParse(Encoding.UTF8.GetBytes(text), out EngineIoPacket packet);

        Assert.True(isParsed);
        Assert.Equal(EngineIoPacketType.Message, packet.Type);
        Assert.Equal(hex, Convert.ToHexString(packet.Data.Span));
        Assert.True(packet.IsBinary);
    }

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("/")]
    [InlineData("abc")]
    [InlineData(" 4")]
    [InlineData("B")]
    [InlineData("bA")]
    [InlineData("bAQIDBA=")]
    [InlineData("bAQIDBA")]
    [InlineData("b-_-_")]
    [InlineData("bAQ€=")]
    public void TryParse_OfAnythingElse_IsFalse(string text) => Assert.False(EngineIoPacket.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void TryParse_OfText_SharesItsMemory()
    {
        byte[] text = "4hello"u8.ToArray();

        Assert.True(EngineIoPacket.TryParse(text, out EngineIoPacket packet));

        Assert.True(packet.Data.Span.Overlaps(text));
    }

    [Fact]
    public void MarkerOf_EachType_IsItsDigit() =>
        Assert.Equal("0123456"u8.ToArray(), Enum.GetValues<EngineIoPacketType>().Select(EngineIoPacket.MarkerOf));
}
