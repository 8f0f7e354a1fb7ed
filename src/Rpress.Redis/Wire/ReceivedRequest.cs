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

    /// <summary>Reads a request.</summary>
    /// <param name="message">The message.</param>
    /// <param name="uid">Whose requests are not read: the server's own.</param>
    /// <param name="namespace">The namespace.</param>
    /// <returns>Null for what is not read.</returns>
    /// <exception cref="FormatException">It is no request.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="PacketFormatException">It is no msgpack, or its event is none.</exception>
    public static ReceivedRequest? Read(ReadOnlyMemory<byte> message, string uid, string @namespace) =>
        ClusterJson.Is(message) ? ReadJson(message, uid, @namespace) : ReadMsgPack(message.Span, uid, @namespace);

    private static ReceivedRequest? ReadJson(ReadOnlyMemory<byte> message, string own, string @namespace)
    {
        using JsonDocument document = ClusterJson.Parse(message);
        JsonElement request = document.RootElement;
        if (ClusterJson.NumberOf(request, "type") is not { } type)
        {
            throw new FormatException("The request has no type.");
        }

        string? uid = request.TextOf("uid");
        return uid == own ? null : new((ClusterMessageType)type, uid, request.TextOf("requestId"))
        {
            Options = request.MemberOf("opts", JsonValueKind.Object) is { } options
                ? new() { Rooms = ClusterJson.TextsOf(options, "rooms").ToHashSet(StringComparer.Ordinal), Except = ClusterJson.TextsOf(options, "except").ToHashSet(StringComparer.Ordinal) }
                : null,
            Rooms = [.. ClusterJson.TextsOf(request, "rooms"), .. request.TextOf("room") is { } room ? [room] : (string[])[]],
            SocketId = request.TextOf("sid"),
            Close = request.MemberOf("close", JsonValueKind.True) is not null,
            Packet = (ClusterMessageType)type == ClusterMessageType.ServerSideEmit ? ReadEvent(request, @namespace) : null,
        };
    }

    private static SocketIoPacket ReadEvent(JsonElement request, string @namespace)
    {
        ReadOnlyMemory<byte> data = NodeBuffers.Read(ClusterJson.RawOf(request, "data"), out ReadOnlyMemory<byte>[] attachments);
        return SocketIoPacket.Create(SocketIoPacketType.Event, @namespace, null, data.Span, attachments, ReceivedBroadcast.Limits);
    }

    // the only requests in msgpack are broadcasts
    private static ReceivedRequest? ReadMsgPack(ReadOnlySpan<byte> message, string own, string @namespace)
    {
        ClusterFields fields = ClusterFields.Read(message);
        if (fields.Uid == own)
        {
            return null;
        }

        return fields is { Type: ClusterMessageType.Broadcast, RequestId: not null, Packet.IsEmpty: false, Options.IsEmpty: false }
            ? new(ClusterMessageType.Broadcast, fields.Uid, fields.RequestId)
            {
                Packet = ReceivedBroadcast.ReadPacket(fields.Packet, @namespace),
                Options = ReceivedBroadcast.ReadOptions(fields.Options),
            }
            : throw new FormatException("It is no broadcast that asks for acks.");
    }
}
