using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Rpress.SocketIo.Protocol.Tests.SocketIo;

/// <summary>Whatever arrives is a packet, a part of one, or a PacketFormatException; and what arrived can be bound and sent on.</summary>
public sealed class HostileInputTests
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(5000).WithReplay(20261122, 7);

    private static readonly string[] _valid =
    [
        "0", """0/admin,{"token":"x"}""", "1/admin,", """2["message",1,"2",{"3":[true]}]""", """2/admin,12["ev",[[[]]],null]""", "3/a,12[1]",
        """4{"message":"no"}""", """51-["ev",{"_placeholder":true,"num":0}]""", """52-/a,7["ev",{"a":[{"num":1,"_placeholder":true}]},{"_placeholder":true,"num":0}]""",
        """61-789[{"_placeholder":true,"num":0}]""", """51-["ev",{"\u005fplaceholder":true,"num":0,"\ud800":{"_placeholder":true}}]""",
    ];

    private static readonly string[] _fragments =
    [
        "\"", "\\", "\\u", "\\ud800", "{", "}", "[", "]", ",", ":", "_placeholder", "\"_placeholder\":true", "\"num\":", "\"num\":0", "-", "/", "1e999",
        "0", "99999999999999999999", "null", "true", "\u001e", "é", " ", "\n",
    ];

    [Fact]
    public void Decoder_OfRandomBytes_KeepsItsWord() =>
        Prop.ForAll(Arb.From(Bytes().ListOf()), messages => KeepsItsWord([.. messages])).Check(_config);

    [Fact]
    public void Decoder_OfMutatedPackets_KeepsItsWord() =>
        Prop.ForAll(Arb.From(Mutated().ListOf()), messages => KeepsItsWord([.. messages])).Check(_config);

    [Fact]
    public void Decoder_OfRandomFragments_KeepsItsWord()
    {
        Gen<byte[]> message =
            from start in Gen.Elements("2[\"ev\",", "51-[\"ev\",", "52-[\"ev\",", "0{", "31[")
            from parts in Gen.Elements(_fragments).ListOf()
            from end in Gen.Elements("]", "}", "")
            select Encoding.UTF8.GetBytes(start + string.Concat(parts) + end);

        Prop.ForAll(Arb.From(message), text => KeepsItsWord([text])).Check(_config);
    }

    [Fact]
    public void EngineIoPacket_OfRandomBytes_IsOneOrNone() =>
        Prop.ForAll(Arb.From(Bytes()), bytes => EngineIoPacket.TryParse(bytes, out _) || true).Check(_config);

    [Theory]
    [InlineData("elements")]
    [InlineData("strings")]
    [InlineData("placeholders")]
    [InlineData("nested placeholders")]
    [InlineData("attachments")]
    [InlineData("namespace")]
    [InlineData("ack id")]
    [InlineData("name")]
    public void Decoder_OfAnyMegabyte_AllocatesAFewTimesItsSize(string kind)
    {
        byte[] text = Encoding.UTF8.GetBytes(Megabyte(kind));

        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            new SocketIoDecoder(new DecoderLimits()).Add(text);
        }
        catch (PacketFormatException)
        {
            // a refusal is as good
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, (8 * text.Length) + 100_000);
    }

    private static string Megabyte(string kind) => kind switch
    {
        "elements" => $"2[\"ev\"{Repeat(",1", 500_000)}]",
        "strings" => $"2[\"ev\"{Repeat(",\"\\ud800\"", 100_000)}]",
        "placeholders" => $"59-[\"ev\"{Repeat(""",{"_placeholder":true,"num":0}""", 30_000)}]",
        "nested placeholders" => $$"""51-["ev",[0{{Repeat(""",{"_placeholder":true,"a":{"_placeholder":true}}""", 20_000)}}]]""",
        "attachments" => $"5{new string('9', 1_000_000)}-[\"ev\"]",
        "namespace" => $"0/{new string('x', 1_000_000)},",
        "ack id" => $"2{new string('1', 1_000_000)}[\"ev\"]",
        "name" => $"2[\"{new string('x', 1_000_000)}\"]",
        _ => throw new ArgumentException(kind),
    };

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    // the first byte says whether a message is binary
    private static bool KeepsItsWord(byte[][] messages)
    {
        var decoder = new SocketIoDecoder(new DecoderLimits());
        try
        {
            foreach (byte[] message in messages)
            {
                bool isBinary = message.Length > 0 && message[0] == 0xB1;
                if ((isBinary ? decoder.AddAttachment(message) : decoder.Add(message)) is { } packet)
                {
                    Use(packet);
                }
            }
        }
        catch (PacketFormatException)
        {
            // the connection would be closed
        }

        return true;
    }

    private static void Use(SocketIoPacket packet)
    {
        if (packet.Type is not (SocketIoPacketType.Event or SocketIoPacketType.Ack))
        {
            return;
        }

        var arguments = new EventArguments(packet, Packets.Json);
        foreach (EventArgument argument in arguments)
        {
            _ = argument.IsBinary;
            Try(() => argument.Get<byte[]>());
            Try(() => argument.Get<string>());
            Try(() => argument.Get<int>());
            Try(() => argument.Get<JsonElement>());
            Try(() => argument.Get<JsonNode>());
            Try(() => argument.Get<Dictionary<string, object>>());
            Try(() => argument.Get<Dictionary<string, byte[]>>());
            Try(() => argument.Get<List<EventArgument>>());
        }

        SocketIoEncoder.Event("/", null, "echo", [.. arguments.Select(argument => (object?)argument), arguments], Packets.Json);
    }

    private static void Try<T>(Func<T> read)
    {
        try
        {
            read();
        }
        catch (EventArgumentException)
        {
            // it is something else
        }
    }

    private static Gen<byte[]> Bytes() => Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf();

    private static Gen<byte[]> Mutated() => Gen.Frequency((3, MutatedText()), (1, Bytes().Select(bytes => (byte[])[0xB1, .. bytes])));

    private static Gen<byte[]> MutatedText() =>
        from text in Gen.Elements(_valid)
        from kind in Gen.Choose(0, 5)
        from position in Gen.Choose(0, text.Length - 1)
        from length in Gen.Choose(1, 5)
        from value in Gen.Choose(0, 255)
        from fragment in Gen.Elements(_fragments)
        let bytes = Encoding.UTF8.GetBytes(text)
        let end = Math.Min(bytes.Length, position + length)
        select kind switch
        {
            0 => bytes,
            1 => [.. bytes[..position], (byte)value, .. bytes[(position + 1)..]],
            2 => [.. bytes[..position], .. bytes[end..]],
            3 => [.. bytes[..end], .. bytes[position..]],
            4 => bytes[..position],
            _ => [.. bytes[..position], .. Encoding.UTF8.GetBytes(fragment), .. bytes[position..]],
        };
}
