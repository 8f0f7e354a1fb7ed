using System.Text;
using System.Text.Json;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>A message of another server, taken out of JSON or msgpack: its data is JSON in which placeholders stand for binary.</summary>
internal sealed class ReceivedEnvelope : IDisposable
{
    private readonly JsonDocument _document;
    private readonly ReadOnlyMemory<byte>[] _attachments;
    private readonly JsonElement _data;

    private ReceivedEnvelope(JsonDocument document, ReadOnlyMemory<byte>[] attachments)
    {
        _document = document;
        _attachments = attachments;
        JsonElement root = document.RootElement;
        Type = (EnvelopeType?)ClusterJson.NumberOf(root, "type");
        Uid = root.TextOf("uid");
        Namespace = root.TextOf("nsp");
        _data = root.MemberOf("data", JsonValueKind.Object) ?? default;
    }

    private ReceivedEnvelope(EnvelopeType type, string? uid, string? @namespace, JsonDocument document, ReadOnlyMemory<byte>[] attachments)
    {
        _document = document;
        _attachments = attachments;
        Type = type;
        Uid = uid;
        Namespace = @namespace;
        _data = document.RootElement;
    }

    /// <summary>What it is; null if it does not say.</summary>
    public EnvelopeType? Type { get; }

    /// <summary>The server that sent it.</summary>
    public string? Uid { get; }

    /// <summary>The namespace that it is about.</summary>
    public string? Namespace { get; }

    /// <summary>What it asks with, or answers to; null without.</summary>
    public string? RequestId => _data.TextOf("requestId");

    /// <summary>The answer that it is.</summary>
    public ReceivedResponse Response => new(_data, _attachments);

    /// <summary>Reads a whole message.</summary>
    /// <exception cref="FormatException">It is no such message.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="PacketFormatException">It is no msgpack.</exception>
    public static ReceivedEnvelope Read(ReadOnlyMemory<byte> message)
    {
        var envelope = new ReceivedEnvelope(Parse(message, isTextOnly: false, out ReadOnlyMemory<byte>[] attachments), attachments);
        if (attachments.Length == 0 || envelope.Type != EnvelopeType.FetchSocketsResponse)
        {
            return envelope;
        }

        // what is kept with sockets is read as JSON, where binary is Base64
        envelope.Dispose();
        return new(Parse(message, isTextOnly: true, out attachments), attachments);
    }

    /// <summary>Reads a message whose data is told apart from the rest, as an entry of a stream has it.</summary>
    /// <param name="type">What it is.</param>
    /// <param name="uid">The server that sent it.</param>
    /// <param name="namespace">The namespace that it is about.</param>
    /// <param name="data">JSON, or Base64 of msgpack.</param>
    /// <exception cref="FormatException">It is no such message.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="PacketFormatException">It is no msgpack.</exception>
    public static ReceivedEnvelope ReadData(EnvelopeType type, string? uid, string? @namespace, ReadOnlyMemory<byte> data)
    {
        ReadOnlyMemory<byte> message = ClusterJson.Is(data) ? data : Convert.FromBase64String(Encoding.UTF8.GetString(data.Span));
        return new(type, uid, @namespace, Parse(message, isTextOnly: false, out ReadOnlyMemory<byte>[] attachments), attachments);
    }

    /// <summary>What the other server wants; null if it is no such message.</summary>
    /// <exception cref="FormatException">What it needs is not there.</exception>
    /// <exception cref="PacketFormatException">Its event is none.</exception>
    public ClusterMessage? ReadMessage() => Type switch
    {
        EnvelopeType.Broadcast => Message(ClusterMessageType.Broadcast, ReadSockets()) with { Packet = ReadPacket() },
        EnvelopeType.Join => Message(ClusterMessageType.Join, ReadSockets()) with { Rooms = [.. ClusterJson.TextsOf(_data, "rooms")] },
        EnvelopeType.Leave => Message(ClusterMessageType.Leave, ReadSockets()) with { Rooms = [.. ClusterJson.TextsOf(_data, "rooms")] },
        EnvelopeType.Disconnect => Message(ClusterMessageType.Disconnect, ReadSockets()) with { Close = _data.MemberOf("close", JsonValueKind.True) is not null },
        EnvelopeType.FetchSockets => Message(ClusterMessageType.FetchSockets, ReadSockets()),
        EnvelopeType.ServerSideEmit => Message(ClusterMessageType.ServerSideEmit, null) with { Packet = Event(ClusterJson.RawOf(_data, "packet")) },
        EnvelopeType.SessionTaken => new(ClusterMessageType.SessionTaken) { Uid = Uid, SocketId = _data.TextOf("sid") },
        _ => null,
    };

    /// <summary>The kind of answer that it is; null if it is none.</summary>
    public ClusterMessageType? ResponseType => Type switch
    {
        EnvelopeType.FetchSocketsResponse => ClusterMessageType.FetchSockets,
        EnvelopeType.ServerSideEmitResponse => ClusterMessageType.ServerSideEmit,
        EnvelopeType.BroadcastClientCount => ClusterMessageType.BroadcastClientCount,
        EnvelopeType.BroadcastAck => ClusterMessageType.BroadcastAck,
        _ => null,
    };

    /// <summary>The value that a client or a server has answered with.</summary>
    public static EventArgument ReadAnswer(ReceivedResponse response, JsonSerializerOptions json) =>
        new(ClusterJson.RawOf(response.Json, "packet"), response.Attachments, json);

    public void Dispose() => _document.Dispose();

    private static JsonDocument Parse(ReadOnlyMemory<byte> message, bool isTextOnly, out ReadOnlyMemory<byte>[] attachments)
    {
        if (ClusterJson.Is(message))
        {
            attachments = [];
            return ClusterJson.Parse(message);
        }

        using MsgPackToJson values = MsgPackToJson.Rent(ReceivedBroadcast.Limits, isTextOnly, isOfServer: true);
        values.Read(message.Span);
        attachments = values.Attachments;
        return ClusterJson.Parse(values.Written.ToArray());
    }

    private ClusterMessage Message(ClusterMessageType type, BroadcastOptions? sockets) =>
        new(type) { Uid = Uid, RequestId = RequestId, Options = sockets };

    private BroadcastOptions ReadSockets()
    {
        JsonElement options = _data.MemberOf("opts", JsonValueKind.Object) ?? throw new FormatException("The message does not say which sockets.");
        JsonElement? flags = options.MemberOf("flags", JsonValueKind.Object);
        return ClusterJson.SocketsOf(options) with
        {
            IsVolatile = flags?.MemberOf("volatile", JsonValueKind.True) is not null,
            IsCompressed = flags?.MemberOf("compress", JsonValueKind.False) is null,
            Timeout = flags?.MemberOf("timeout", JsonValueKind.Number) is { } timeout && timeout.TryGetUInt64(out ulong milliseconds)
                ? AckTime.OfMilliseconds(milliseconds)
                : null,
        };
    }

    // one of another namespace is no broadcast to this one's sockets
    private SocketIoPacket? ReadPacket()
    {
        JsonElement packet = _data.MemberOf("packet", JsonValueKind.Object) ?? throw new FormatException("The broadcast has no packet.");
        if (packet.TextOf("nsp") is { } @namespace && @namespace != Namespace)
        {
            return null;
        }

        return ClusterJson.NumberOf(packet, "type") == (int)SocketIoPacketType.Event
            ? Event(ClusterJson.RawOf(packet, "data"))
            : throw new FormatException("The packet is no event.");
    }

    private SocketIoPacket Event(ReadOnlyMemory<byte> data) =>
        SocketIoPacket.Create(SocketIoPacketType.Event, Namespace ?? SocketIoPacket.MainNamespace, null, data.Span, _attachments, ReceivedBroadcast.Limits);
}
