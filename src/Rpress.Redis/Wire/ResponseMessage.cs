using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Writes answers as npm's @socket.io/redis-adapter does, member by member in its order.</summary>
internal static class ResponseMessage
{
    /// <summary>The ids of sockets.</summary>
    public static byte[] Sockets(string requestId, IEnumerable<string> ids) => RequestMessage.WriteObject(json =>
    {
        json.WriteString("requestId"u8, requestId);
        RequestMessage.WriteList(json, "sockets"u8, ids);
    });

    /// <summary>The names of rooms.</summary>
    public static byte[] AllRooms(string requestId, IEnumerable<string> rooms) => RequestMessage.WriteObject(json =>
    {
        json.WriteString("requestId"u8, requestId);
        RequestMessage.WriteList(json, "rooms"u8, rooms);
    });

    /// <summary>Sockets with all that is known of them.</summary>
    public static byte[] FetchSockets(string requestId, IEnumerable<SocketDetails> sockets) => RequestMessage.WriteObject(json =>
    {
        json.WriteString("requestId"u8, requestId);
        json.WriteStartArray("sockets"u8);
        foreach (SocketDetails socket in sockets)
        {
            socket.WriteTo(json);
        }

        json.WriteEndArray();
    });

    /// <summary>Nothing but that it is done, as older versions want it.</summary>
    public static byte[] Done(string requestId) => RequestMessage.WriteObject(json => json.WriteString("requestId"u8, requestId));

    /// <summary>The answer to an event for servers.</summary>
    public static byte[] ServerSideEmit(string requestId, EventArgument answer) => RequestMessage.WriteObject(json =>
    {
        json.WriteNumber("type"u8, (int)ClusterMessageType.ServerSideEmit);
        json.WriteString("requestId"u8, requestId);
        if (answer.IsDefined)
        {
            json.WritePropertyName("data"u8);
            NodeBuffers.Write(json, answer.Json, answer.Attachments);
        }
    });

    /// <summary>How many clients a server asks for an ack.</summary>
    public static byte[] ClientCount(string requestId, int count) => RequestMessage.WriteObject(json =>
    {
        json.WriteNumber("type"u8, (int)ClusterMessageType.BroadcastClientCount);
        json.WriteString("requestId"u8, requestId);
        json.WriteNumber("clientCount"u8, count);
    });

    /// <summary>The ack of a client: in msgpack, as it may be binary.</summary>
    public static byte[] Ack(string requestId, EventArgument answer)
    {
        using JsonToMsgPack values = JsonToMsgPack.Rent();
        MsgPackWriter writer = values.Writer;
        writer.BeginMap(3);
        writer.WriteText("type"u8);
        writer.WriteUnsigned((ulong)ClusterMessageType.BroadcastAck);
        writer.WriteText("requestId"u8);
        writer.WriteText(requestId);
        writer.WriteText("packet"u8);
        if (answer.IsDefined)
        {
            values.WriteValue(answer.Json.Span, answer.Attachments);
        }
        else
        {
            writer.WriteNil();
        }

        return values.Written.ToArray();
    }
}
