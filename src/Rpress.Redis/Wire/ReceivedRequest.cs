using System.Text.Json;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>What another server wants: its type, who asks, and the members that the type has.</summary>
internal sealed class ReceivedRequest
{
    private ReceivedRequest(ClusterMessageType type, string? uid, string? requestId)
    {
        Type = type;
        Uid = uid;
        RequestId = requestId;
    }

    public ClusterMessageType Type { get; }

    /// <summary>The server that asks; emitters have none.</summary>
    public string? Uid { get; }

    /// <summary>What an answer has to name; null where none is wanted.</summary>
    public string? RequestId { get; }

    /// <summary>The sockets that are meant; null in the form of older versions, which name one socket.</summary>
    public BroadcastOptions? Options { get; private init; }

    /// <summary>The rooms to join or to leave, or whose sockets are asked for.</summary>
    public string[] Rooms { get; private init; } = [];

    /// <summary>The one socket that older versions name.</summary>
    public string? SocketId { get; private init; }

    /// <summary>Whether connections are to end as well.</summary>
    public bool Close { get; private init; }

    /// <summary>An event: for the servers, or a broadcast whose clients are asked for an ack; null for one of another namespace.</summary>
    public SocketIoPacket? Packet { get; private init; }

    /// <exception cref="FormatException">It is no request.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="PacketFormatException">It is no msgpack, or its event is none.</exception>
    public static ReceivedRequest Read(ReadOnlyMemory<byte> message, string @namespace) =>
        ClusterJson.Is(message) ? ReadJson(message, @namespace) : ReadMsgPack(message.Span, @namespace);

    private static ReceivedRequest ReadJson(ReadOnlyMemory<byte> message, string @namespace)
    {
        using JsonDocument document = ClusterJson.Parse(message);
        JsonElement request = document.RootElement;
        if (ClusterJson.NumberOf(request, "type") is not { } type)
        {
            throw new FormatException("The request has no type.");
        }

        return new((ClusterMessageType)type, ClusterJson.TextOf(request, "uid"), ClusterJson.TextOf(request, "requestId"))
        {
            Options = ClusterJson.MemberOf(request, "opts") is { ValueKind: JsonValueKind.Object } options
                ? new() { Rooms = ClusterJson.TextsOf(options, "rooms").ToHashSet(StringComparer.Ordinal), Except = ClusterJson.TextsOf(options, "except").ToHashSet(StringComparer.Ordinal) }
                : null,
            Rooms = [.. ClusterJson.TextsOf(request, "rooms"), .. ClusterJson.TextOf(request, "room") is { } room ? [room] : (string[])[]],
            SocketId = ClusterJson.TextOf(request, "sid"),
            Close = ClusterJson.MemberOf(request, "close") is { ValueKind: JsonValueKind.True },
            Packet = (ClusterMessageType)type == ClusterMessageType.ServerSideEmit ? ReadEvent(request, @namespace) : null,
        };
    }

    private static SocketIoPacket ReadEvent(JsonElement request, string @namespace)
    {
        ReadOnlyMemory<byte> data = NodeBuffers.Read(ClusterJson.RawOf(request, "data"), out ReadOnlyMemory<byte>[] attachments);
        return SocketIoPacket.Create(SocketIoPacketType.Event, @namespace, null, data.Span, attachments, ReceivedBroadcast.Limits);
    }

    // the only requests in msgpack are broadcasts
    private static ReceivedRequest ReadMsgPack(ReadOnlySpan<byte> message, string @namespace)
    {
        ulong? type = null;
        string? uid = null, requestId = null;
        ReadOnlySpan<byte> packet = default, options = default;
        var reader = new MsgPackReader(message);
        for (int left = reader.BeginMap(); left > 0; left -= 2)
        {
            string? name = reader.Read().Text;
            ReadOnlySpan<byte> content = reader.Skip();
            MsgPackToken value = new MsgPackReader(content).Read();
            switch (name)
            {
                case "type" when value.Kind == MsgPackKind.Unsigned:
                    type = value.Unsigned;
                    break;
                case "uid":
                    uid = value.Text;
                    break;
                case "requestId":
                    requestId = value.Text;
                    break;
                case "packet":
                    packet = content;
                    break;
                case "opts":
                    options = content;
                    break;
            }
        }

        return type == (ulong)ClusterMessageType.Broadcast && requestId is not null && !packet.IsEmpty && !options.IsEmpty
            ? new(ClusterMessageType.Broadcast, uid, requestId)
            {
                Packet = ReceivedBroadcast.ReadPacket(packet, @namespace),
                Options = ReceivedBroadcast.ReadOptions(options),
            }
            : throw new FormatException("It is no broadcast that asks for acks.");
    }
}
