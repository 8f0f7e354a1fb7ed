using System.Buffers;
using System.Text.Json;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Writes what servers want of each other as npm's @socket.io/redis-adapter does: in JSON, member by member in its order.</summary>
internal static class RequestMessage
{
    /// <summary>Puts sockets into rooms, or takes them out.</summary>
    /// <param name="uid">The server that asks; null for an emitter.</param>
    /// <param name="type">Which of the two.</param>
    /// <param name="options">The sockets.</param>
    /// <param name="rooms">The rooms.</param>
    public static byte[] Move(string? uid, ClusterMessageType type, BroadcastOptions options, IEnumerable<string> rooms) => Write(uid, null, type, json =>
    {
        WriteSockets(json, options);
        WriteList(json, "rooms"u8, rooms);
    });

    /// <summary>Disconnects sockets.</summary>
    /// <param name="uid">The server that asks; null for an emitter.</param>
    /// <param name="options">The sockets.</param>
    /// <param name="close">Whether their connections end as well.</param>
    public static byte[] Disconnect(string? uid, BroadcastOptions options, bool close) => Write(uid, null, ClusterMessageType.Disconnect, json =>
    {
        WriteSockets(json, options);
        json.WriteBoolean("close"u8, close);
    });

    /// <summary>An event for the other servers.</summary>
    /// <param name="uid">The server that sends it.</param>
    /// <param name="requestId">What answers are to name; null where none are wanted.</param>
    /// <param name="packet">The event.</param>
    public static byte[] ServerSideEmit(string uid, string? requestId, SocketIoPacket packet) => Write(uid, requestId, ClusterMessageType.ServerSideEmit, json =>
    {
        json.WritePropertyName("data"u8);
        NodeBuffers.Write(json, packet.Data, packet.AttachmentArray);
    });

    /// <summary>Asks for sockets with all that is known of them.</summary>
    public static byte[] FetchSockets(string uid, string requestId, BroadcastOptions options) =>
        Write(uid, requestId, ClusterMessageType.FetchSockets, json => WriteSockets(json, options));

    /// <summary>Asks for the ids of the sockets in rooms; without any, of all sockets.</summary>
    public static byte[] Sockets(string uid, string requestId, IEnumerable<string> rooms) =>
        Write(uid, requestId, ClusterMessageType.Sockets, json => WriteList(json, "rooms"u8, rooms));

    /// <summary>Asks for the names of all rooms.</summary>
    public static byte[] AllRooms(string uid, string requestId) => Write(uid, requestId, ClusterMessageType.AllRooms, static _ => { });

    /// <summary>Writes an object as <c>JSON.stringify</c> does.</summary>
    public static byte[] WriteObject(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer, new() { Encoder = NodeJsonEncoder.Instance, SkipValidation = true });
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static void WriteList(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static byte[] Write(string? uid, string? requestId, ClusterMessageType type, Action<Utf8JsonWriter> writeRest) => WriteObject(json =>
    {
        if (uid is not null)
        {
            json.WriteString("uid"u8, uid);
        }

        if (requestId is not null)
        {
            json.WriteString("requestId"u8, requestId);
        }

        json.WriteNumber("type"u8, (int)type);
        writeRest(json);
    });

    private static void WriteSockets(Utf8JsonWriter json, BroadcastOptions options)
    {
        json.WriteStartObject("opts"u8);
        WriteList(json, "rooms"u8, options.Rooms);
        WriteList(json, "except"u8, options.Except);
        json.WriteEndObject();
    }
}
