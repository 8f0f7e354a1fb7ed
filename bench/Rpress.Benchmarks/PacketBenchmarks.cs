using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BenchmarkDotNet.Attributes;
using Rpress.SocketIo.Protocol;

namespace Rpress.Benchmarks;

/// <summary>Reading and writing the packets of Socket.IO: a chat message, an event of 1 KB, one with an attachment.</summary>
[MemoryDiagnoser]
public class PacketBenchmarks
{
    private static readonly JsonSerializerOptions _json =
        EventJson.Complete(new(JsonSerializerDefaults.Web) { TypeInfoResolver = new DefaultJsonTypeInfoResolver() });

    private readonly SocketIoDecoder _decoder = new(new DecoderLimits());
    private readonly object?[] _hello = ["hello"];
    private readonly object?[] _order = [new Order("Anna Muster", [.. Enumerable.Range(1, 22).Select(i => new Position(i, $"article {i}", i * 1.25))])];
    private readonly object?[] _upload = ["photo.png", new byte[1024]];
    private readonly byte[] _attachment = new byte[1024];
    private readonly byte[] _helloText = """2["message","hello"]"""u8.ToArray();
    private readonly byte[] _uploadText = """51-["message","photo.png",{"_placeholder":true,"num":0}]"""u8.ToArray();
    private byte[] _orderText = [];

    [GlobalSetup]
    public void Encode()
    {
        _orderText = EncodeOrder().Encoded.Text.ToArray();
        if (_orderText.Length is < 1000 or > 1100)
        {
            throw new InvalidOperationException($"The event is no 1 KB but {Encoding.UTF8.GetString(_orderText)}.");
        }
    }

    [Benchmark]
    public SocketIoPacket? DecodeHello() => _decoder.Add(_helloText);

    [Benchmark]
    public SocketIoPacket? DecodeOrder() => _decoder.Add(_orderText);

    [Benchmark]
    public SocketIoPacket? DecodeUpload()
    {
        _decoder.Add(_uploadText);
        return _decoder.AddAttachment(_attachment);
    }

    [Benchmark]
    public string? BindHello() => new EventArguments(_decoder.Add(_helloText)!, _json)[0].Get<string>();

    [Benchmark]
    public byte[]? BindUpload() => new EventArguments(DecodeUpload()!, _json)[1].Get<byte[]>();

    [Benchmark]
    public SocketIoPacket EncodeHello() => SocketIoEncoder.Event("/", null, "message", _hello, _json);

    [Benchmark]
    public SocketIoPacket EncodeOrder() => SocketIoEncoder.Event("/", null, "message", _order, _json);

    [Benchmark]
    public SocketIoPacket EncodeUpload() => SocketIoEncoder.Event("/", null, "message", _upload, _json);

    private sealed record Position(int Number, string Name, double Price);

    private sealed record Order(string Customer, Position[] Positions);
}
