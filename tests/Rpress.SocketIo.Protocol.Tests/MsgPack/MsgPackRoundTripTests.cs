using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Rpress.SocketIo.Protocol.Tests.SocketIo;

namespace Rpress.SocketIo.Protocol.Tests.MsgPack;

/// <summary>What is encoded as msgpack is decoded again as the same packet.</summary>
public sealed class MsgPackRoundTripTests
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
            return (AreSame(packet, received) && received.EventName == sent.Name).Label($"{Packets.WireOf(packet)} became {Packets.WireOf(received)}");
        }).Check(_config);
    }

    [Fact]
    public void Ack_EncodedAndDecoded_IsTheSame() =>
        Prop.ForAll(Arb.From(Trees.Namespace), Arb.From(Trees.Id), Arb.From(Trees.Arguments), (name, id, arguments) =>
        {
            SocketIoPacket packet = SocketIoEncoder.Ack(name, id ?? 5, [.. arguments], Packets.Json);
            return AreSame(packet, DecodeAgain(packet));
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
    public void Arguments_ReceivedAndSentOn_AreTheSameBytes() =>
        Prop.ForAll(Arb.From(Trees.Arguments), arguments =>
        {
            SocketIoPacket sent = SocketIoEncoder.Event("/", null, "ev", [.. arguments], Packets.Json);
            object?[] echo = [.. new EventArguments(DecodeAgain(sent), Packets.Json).Select(argument => (object?)argument)];
            SocketIoPacket sentOn = SocketIoEncoder.Event("/", null, "ev", echo, Packets.Json);
            return Encode(sentOn).SequenceEqual(Encode(sent));
        }).Check(_config);

    private static SocketIoPacket DecodeAgain(SocketIoPacket packet) => MsgPackHex.Decode(Encode(packet), _limits);

    private static ReadOnlySpan<byte> Encode(SocketIoPacket packet) => SocketIoParser.MsgPack.Encode(packet).First.Span;

    private static bool AreSame(SocketIoPacket one, SocketIoPacket other) =>
        one.Type == other.Type && one.Namespace == other.Namespace && one.Id == other.Id && Describe(one) == Describe(other);

    // numbers by their value: msgpack does not keep how they were written
    private static string Describe(SocketIoPacket packet) =>
        packet.Data.IsEmpty ? "" : Normalize(Trees.Describe(JsonElement.Parse(packet.Data.Span), packet.Attachments));

    private static string Normalize(string text) =>
        text.Replace("1E-07", "1e-7", StringComparison.Ordinal).Replace("1e-07", "1e-7", StringComparison.Ordinal);
}
