using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Rpress.SocketIo.Protocol.Tests.SocketIo;

/// <summary>What is encoded is decoded again as the same packet.</summary>
public sealed class RoundTripPropertyTests
{
    private static readonly Config _config = Config.QuickThrowOnFailure.WithMaxTest(1000).WithReplay(20261122, 7);
    private static readonly DecoderLimits _limits = new(MaxAttachments: 100_000);

    [Fact]
    public void Event_EncodedAndDecoded_IsTheSame()
    {
        Gen<(string Namespace, ulong? Id, string Name, List<object?> Arguments)> cases =
            from name in Trees.Namespace
            from id in Trees.Id
            from eventName in Trees.EventName
            from arguments in Trees.Arguments
            select (name, id, eventName, arguments);

        Prop.ForAll(Arb.From(cases), sent =>
        {
            SocketIoPacket packet = SocketIoEncoder.Event(sent.Namespace, sent.Id, sent.Name, [.. sent.Arguments], Packets.Json);
            SocketIoPacket received = DecodeAgain(packet);
            return (AreSame(packet, received)
                && received.EventName == sent.Name
                && Describe(received, skip: 1) == Trees.Describe(sent.Arguments)).Label(Packets.WireOf(packet));
        }).Check(_config);
    }

    [Fact]
    public void Ack_EncodedAndDecoded_IsTheSame() =>
        Prop.ForAll(Arb.From(Trees.Namespace), Arb.From(Trees.Id), Arb.From(Trees.Arguments), (name, id, arguments) =>
        {
            SocketIoPacket packet = SocketIoEncoder.Ack(name, id ?? 5, [.. arguments], Packets.Json);
            SocketIoPacket received = DecodeAgain(packet);
            return AreSame(packet, received) && Describe(received, skip: 0) == Trees.Describe(arguments);
        }).Check(_config);

    [Fact]
    public void ControlPackets_EncodedAndDecoded_AreTheSame() =>
        Prop.ForAll(Arb.From(Trees.Namespace), Arb.From(Trees.Text), (name, text) =>
            new[]
            {
                SocketIoEncoder.Connected(name, text),
                SocketIoEncoder.Disconnect(name),
                SocketIoEncoder.ConnectError(name, text, null, Packets.Json),
                SocketIoEncoder.ConnectError(name, text, new { text, bytes = new byte[] { 1 } }, Packets.Json),
            }.All(packet => AreSame(packet, DecodeAgain(packet)))).Check(_config);

    [Fact]
    public void Arguments_ReceivedAndSentOn_AreTheSame() =>
        Prop.ForAll(Arb.From(Trees.Arguments), arguments =>
        {
            SocketIoPacket received = DecodeAgain(SocketIoEncoder.Event("/", null, "in", [.. arguments], Packets.Json));
            object?[] echo = [.. new EventArguments(received, Packets.Json).Reverse().Select(argument => (object?)argument)];
            SocketIoPacket sentOn = DecodeAgain(SocketIoEncoder.Event("/", null, "out", echo, Packets.Json));
            return Describe(sentOn, skip: 1) == Trees.Describe(arguments.AsEnumerable().Reverse().ToList());
        }).Check(_config);

    [Fact]
    public void Numbers_ReceivedAndSentOn_KeepTheirDigits()
    {
        Gen<string> number =
            from sign in Gen.Elements("", "-")
            from digits in Gen.Elements("0", "1", "12345678901234567890123", "9007199254740993")
            from fraction in Gen.Elements("", ".0", ".1000", ".00000000000000000000000000001")
            from exponent in Gen.Elements("", "e0", "E+05", "e-400", "e400")
            select sign + digits + fraction + exponent;

        Prop.ForAll(Arb.From(number.NonEmptyListOf()), numbers =>
        {
            string array = $"[{string.Join(',', numbers)}]";
            EventArguments received = Packets.Arguments($$"""51-["in",{{array}},{"_placeholder":true,"num":0}]""", [1]);
            return Packets.WireOf(SocketIoEncoder.Event("/", null, "out", [received[0], received[1]], Packets.Json))
                == $$"""51-["out",{{array}},{"_placeholder":true,"num":0}]|01""";
        }).Check(_config);
    }

    private static SocketIoPacket DecodeAgain(SocketIoPacket packet)
    {
        var decoder = new SocketIoDecoder(_limits);
        SocketIoPacket? received = decoder.Add(packet.Encoded.Text.Span);
        foreach (ReadOnlyMemory<byte> attachment in packet.Attachments)
        {
            Assert.Null(received);
            received = decoder.AddAttachment(attachment);
        }

        return received!;
    }

    private static bool AreSame(SocketIoPacket one, SocketIoPacket other) =>
        one.Type == other.Type && one.Namespace == other.Namespace && one.Id == other.Id
        && one.Data.Span.SequenceEqual(other.Data.Span)
        && one.Attachments.Select(bytes => Convert.ToHexString(bytes.Span)).SequenceEqual(other.Attachments.Select(bytes => Convert.ToHexString(bytes.Span)))
        && one.Encoded.Text.Span.SequenceEqual(other.Encoded.Text.Span);

    private static string Describe(SocketIoPacket packet, int skip) =>
        $"[{string.Join(',', JsonElement.Parse(packet.Data.Span).EnumerateArray().Skip(skip).Select(item => Trees.Describe(item, packet.Attachments)))}]";
}
