using System.Text;
using Rpress.SocketIo.Protocol.Tests.SocketIo;

namespace Rpress.SocketIo.Protocol.Tests.MsgPack;

/// <summary>Values and packets as bytes of msgpack in hex; spaces are for the eye.</summary>
internal static class MsgPackHex
{
    /// <summary>The JSON of one value, and each attachment in hex behind a bar.</summary>
    public static string JsonOf(string hex, DecoderLimits? limits = null)
    {
        var reader = new MsgPackReader(Bytes(hex));
        using MsgPackToJson values = MsgPackToJson.Rent(limits ?? new());
        values.Read(ref reader);
        Assert.True(reader.IsAtEnd, "something stands behind the value");
        return Encoding.UTF8.GetString(values.Written) + string.Concat(values.Attachments.Select(bytes => "|" + Convert.ToHexString(bytes.Span)));
    }

    /// <summary>What is wrong with one value.</summary>
    public static PacketFormatError ErrorOfValue(string hex, DecoderLimits? limits = null) =>
        Assert.Throws<PacketFormatException>(() => JsonOf(hex, limits)).Error;

    /// <summary>The bytes of one JSON value.</summary>
    public static string Of(string json, params byte[][] attachments)
    {
        using JsonToMsgPack values = JsonToMsgPack.Rent();
        values.WriteValue(Encoding.UTF8.GetBytes(json), [.. attachments.Select(bytes => (ReadOnlyMemory<byte>)bytes)]);
        return Convert.ToHexString(values.Written);
    }

    public static SocketIoPacket Decode(string hex, DecoderLimits? limits = null) => Decode(Bytes(hex), limits);

    public static SocketIoPacket Decode(ReadOnlySpan<byte> message, DecoderLimits? limits = null) =>
        SocketIoParser.MsgPack.CreateDecoder(limits ?? new()).AddBinary(message)!;

    /// <summary>The packet in the form of the default parser.</summary>
    public static string WireOf(string hex, DecoderLimits? limits = null) => Packets.WireOf(Decode(hex, limits));

    /// <summary>What is wrong with a packet.</summary>
    public static PacketFormatError ErrorOf(string hex, DecoderLimits? limits = null) => ErrorOf(Bytes(hex), limits);

    public static PacketFormatError ErrorOf(byte[] message, DecoderLimits? limits = null) =>
        Assert.Throws<PacketFormatException>(() => Decode(message, limits)).Error;

    /// <summary>The hex of text: its length, and itself.</summary>
    public static string Text(string text)
    {
        Assert.InRange(Encoding.UTF8.GetByteCount(text), 0, 31);
        return Convert.ToHexString([(byte)(0xa0 + Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)]);
    }

    /// <summary>The hex of an event in the main namespace with these arguments.</summary>
    public static string Event(params string[] arguments) =>
        $"83{Text("type")}02{Text("data")}{0x91 + arguments.Length:X2}{Text("ev")}{string.Concat(arguments)}{Text("nsp")}{Text("/")}";

    public static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
}
