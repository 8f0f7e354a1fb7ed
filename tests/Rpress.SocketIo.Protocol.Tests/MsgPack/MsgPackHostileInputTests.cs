using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Rpress.SocketIo.Protocol.Tests.SocketIo;

namespace Rpress.SocketIo.Protocol.Tests.MsgPack;

/// <summary>Whatever arrives is a packet or a PacketFormatException, and what arrived can be bound and sent on.</summary>
public sealed class MsgPackHostileInputTests
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(5000).WithReplay(20261122, 7);

    private static readonly byte[][] _valid =
    [
        MsgPackHex.Bytes(MsgPackHex.Event()),
        MsgPackHex.Bytes(MsgPackHex.Event("a568656c6c6f", "cb3ff8000000000000", "93c2c3c0")),
        MsgPackHex.Bytes(MsgPackHex.Event("c403010203", "81a16192c40101d40000", "d7000000018cc251f400")),
        MsgPackHex.Bytes(MsgPackHex.Event("c7020001ff", "d6ff65920080", "c70cff0000000000000000ffffffff")),
        MsgPackHex.Bytes(MsgPackHex.Event("82ac5f706c616365686f6c646572c2a36e756d00", "c40101")),
        MsgPackHex.Bytes("83a47479706500a46461746181a5746f6b656ea178a36e7370a22f61"),
        MsgPackHex.Bytes("84a47479706503a46461746191c0a36e7370a12fa269640c"),
    ];

    private static readonly string[] _fragments =
    [
        "c0", "c1", "c2", "c3", "c40107", "c7ff", "d40000", "dd00000010", "dfffffffff", "dcffff", "ac5f706c616365686f6c646572c3", "a36e756d00", "9180",
        "cb7ff8000000000000", "cfffffffffffffffff", "d3ffffffffffffffff", "a1ff", "d7ffffffffffffffffff", "91919191919191919191",
    ];

    [Fact]
    public void Decoder_OfRandomBytes_KeepsItsWord() =>
        Prop.ForAll(Arb.From(Bytes()), message => KeepsItsWord(message)).Check(_config);

    [Fact]
    public void Decoder_OfMutatedPackets_KeepsItsWord() =>
        Prop.ForAll(Arb.From(Mutated()), message => KeepsItsWord(message)).Check(_config);

    [Fact]
    public void Decoder_OfRandomFragments_KeepsItsWord()
    {
        Gen<byte[]> message = Gen.Elements(_fragments).NonEmptyListOf().Where(parts => parts.Count < 14)
            .Select(parts => MsgPackHex.Bytes(MsgPackHex.Event([.. parts])));

        Prop.ForAll(Arb.From(message), bytes => KeepsItsWord(bytes)).Check(_config);
    }

    [Fact]
    public void Decoder_OfPacketsCutShort_RefusesAll() => Assert.All(_valid, message =>
    {
        for (int length = 0; length < message.Length; length++)
        {
            MsgPackHex.ErrorOf(message[..length]);
        }
    });

    [Theory]
    [InlineData("c0", 500_000)]
    [InlineData("a101", 300_000)] // a letter that JSON escapes
    [InlineData("80", 500_000)]
    [InlineData("c400", 300_000)]
    [InlineData("81c0c0", 300_000)]
    [InlineData("dd00100000", 1)] // announces a million elements
    [InlineData("df7fffffff", 1)]
    [InlineData("c67fffffff", 1)]
    [InlineData("91", 900_000)]
    public void Decoder_OfMuchOfOneKind_AllocatesAFewTimesItsSize(string kind, int count)
    {
        byte[] element = Convert.FromHexString(kind);
        byte[] array = [0xdd, (byte)(count >> 24), (byte)(count >> 16), (byte)(count >> 8), (byte)count];
        byte[] elements = [.. Enumerable.Repeat(element, count).SelectMany(bytes => bytes)];
        byte[] message = [.. MsgPackHex.Bytes("83a47479706502a36e7370a12fa464617461 92a26576"), .. array, .. elements];

        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            MsgPackHex.Decode(message);
        }
        catch (PacketFormatException)
        {
            // a refusal is as good
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (32 * message.Length) + 100_000);
    }

    private static bool KeepsItsWord(byte[] message)
    {
        try
        {
            Use(MsgPackHex.Decode(message));
        }
        catch (PacketFormatException)
        {
            // the connection would be closed
        }

        return true;
    }

    // whatever is let in can be sent on, and is let in there
    private static void Use(SocketIoPacket packet)
    {
        Assert.True(Placeholders.AreValid(packet.Data.Span, packet.AttachmentArray.Length));
        if (!packet.Data.IsEmpty)
        {
            JsonElement.Parse(packet.Data.Span);
        }

        SocketIoPacket again = MsgPackHex.Decode(SocketIoParser.MsgPack.Encode(packet).First.Span);
        Assert.Equal(Packets.WireOf(packet), Packets.WireOf(again));
    }

    private static Gen<byte[]> Bytes() => Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();

    private static Gen<byte[]> Mutated() =>
        from message in Gen.Elements(_valid)
        from kind in Gen.Choose(0, 4)
        from position in Gen.Choose(0, message.Length - 1)
        from length in Gen.Choose(1, 5)
        from value in Gen.Choose(0, 255)
        from fragment in Gen.Elements(_fragments)
        let end = Math.Min(message.Length, position + length)
        select kind switch
        {
            0 => message,
            1 => [.. message[..position], (byte)value, .. message[(position + 1)..]],
            2 => [.. message[..position], .. message[end..]],
            3 => [.. message[..end], .. message[position..]],
            _ => (byte[])[.. message[..position], .. Convert.FromHexString(fragment), .. message[position..]],
        };
}
