using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BenchmarkDotNet.Attributes;
using Rpress.SocketIo.Protocol;

namespace Rpress.Benchmarks;

/// <summary>The packets of <see cref="PacketBenchmarks"/> as msgpack, beside the default parser: from bytes to the packet, and from the packet to bytes.</summary>
[MemoryDiagnoser]
public class MsgPackBenchmarks
{
    private static readonly JsonSerializerOptions _json =
        EventJson.Complete(new(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });

    private readonly SocketIoPacketDecoder _msgPack = SocketIoParser.MsgPack.CreateDecoder(new());
    private readonly SocketIoPacketDecoder _default = SocketIoParser.Default.CreateDecoder(new());
    private readonly Dictionary<string, SocketIoPacket> _packets = new()
    {
        ["hello"] = Make("hello"),
        ["order"] = Make(new { Customer = "Anna Muster", Positions = Enumerable.Range(1, 22).Select(i => new { Number = i, Name = $"article {i}", Price = i * 1.25 }) }),
        ["upload"] = Make(new byte[1024]),
    };

    private SocketIoPacket _packet = null!;
    private SocketIoMessages _asMsgPack;
    private SocketIoMessages _asText;

    [Params("hello", "order", "upload")]
    public string Packet { get; set; } = "";

    [GlobalSetup]
    public void Encode()
    {
        _packet = _packets[Packet];
        _asMsgPack = SocketIoParser.MsgPack.Encode(_packet);
        _asText = SocketIoParser.Default.Encode(_packet);
    }

    [Benchmark]
    public SocketIoMessages EncodeMsgPack() => SocketIoParser.MsgPack.Encode(_packet);

    [Benchmark]
    public SocketIoPacket? DecodeMsgPack() => _msgPack.AddBinary(_asMsgPack.First.Span);

    // what is sent is text from the start, so writing it again takes no time; a packet from elsewhere is written here
    [Benchmark]
    public object EncodeDefault() => SocketIoEncoder.Encode(_packet);

    [Benchmark]
    public SocketIoPacket? DecodeDefault()
    {
        SocketIoPacket? packet = _default.Add(_asText.First.Span);
        foreach (ReadOnlyMemory<byte> attachment in _asText.AttachmentArray)
        {
            packet = _default.AddBinary(attachment.Span);
        }

        return packet;
    }

    private static SocketIoPacket Make(object argument) => SocketIoEncoder.Event("/", null, "message", [argument], _json);
}
