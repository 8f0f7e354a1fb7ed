using System.Text.Json;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Reads what another server wants.</summary>
internal static class ReceivedRequest
{
    /// <summary>Reads a request.</summary>
    /// <param name="message">The message.</param>
    /// <param name="uid">Whose requests are not read: the server's own.</param>
    /// <param name="namespace">The namespace.</param>
    /// <returns>Null for what is not read.</returns>
    /// <exception cref="FormatException">It is no request.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="PacketFormatException">It is no msgpack, or its event is none.</exception>
    public static ClusterMessage? Read(ReadOnlyMemory<byte> message, string uid, string @namespace) =>
        ClusterJson.Is(message) ? ReadJson(message, uid, @namespace) : ReadMsgPack(message.Span, uid, @namespace);

    private static ClusterMessage? ReadJson(ReadOnlyMemory<byte> message, string own, string @namespace)
    {
        using JsonDocument document = ClusterJson.Parse(message);
        JsonElement request = document.RootElement;
        if (ClusterJson.NumberOf(request, "type") is not { } type)
        {
            throw new FormatException("The request has no type.");
        }

        string? uid = request.TextOf("uid");
        return uid == own ? null : new((ClusterMessageType)type)
        {
            Uid = uid,
            RequestId = request.TextOf("requestId"),
            Options = request.MemberOf("opts", JsonValueKind.Object) is { } options ? ClusterJson.SocketsOf(options) : null,
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
    private static ClusterMessage? ReadMsgPack(ReadOnlySpan<byte> message, string own, string @namespace)
    {
        ClusterFields fields = ClusterFields.Read(message);
        if (fields.Uid == own)
        {
            return null;
        }

        return fields is { Type: ClusterMessageType.Broadcast, RequestId: not null, Packet.IsEmpty: false, Options.IsEmpty: false }
            ? new(ClusterMessageType.Broadcast)
            {
                Uid = fields.Uid,
                RequestId = fields.RequestId,
                Packet = ReceivedBroadcast.ReadPacket(fields.Packet, @namespace),
                Options = ReceivedBroadcast.ReadOptions(fields.Options),
            }
            : throw new FormatException("It is no broadcast that asks for acks.");
    }
}
