using System.Text.Json;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>
/// A message as npm's ClusterAdapter has it: an object of type, data, uid and namespace. It is written as JSON in which placeholders stand for binary, and
/// goes out as that where there is no binary, or as msgpack.
/// </summary>
internal static class Envelope
{
    /// <summary>A message whole, as JSON, or as msgpack if it has binary.</summary>
    public static byte[] Encode(EnvelopeData message, string uid, string @namespace) =>
        message.Attachments.Length == 0 ? Write(message, uid, @namespace) : ToMsgPack(Write(message, uid, @namespace), message.Attachments);

    /// <summary>A message whole, as msgpack in any case.</summary>
    public static byte[] EncodeMsgPack(EnvelopeData message, string uid, string @namespace) => ToMsgPack(Write(message, uid, @namespace), message.Attachments);

    /// <summary>The data alone, as JSON, or as Base64 of msgpack if it has binary.</summary>
    public static string EncodeData(EnvelopeData message) => message.Attachments.Length == 0
        ? System.Text.Encoding.UTF8.GetString(message.Json)
        : Convert.ToBase64String(ToMsgPack(message.Json, message.Attachments));

    /// <summary>What servers want, as data of an envelope.</summary>
    public static EnvelopeData DataOf(ClusterMessage message) => new(TypeOf(message.Type), message.Packet?.AttachmentArray ?? [], RequestMessage.WriteObject(json =>
    {
        switch (message.Type)
        {
            case ClusterMessageType.Broadcast:
                WritePacket(json, message.Packet!);
                WriteRequestId(json, message);
                WriteSockets(json, message.Options!);
                break;
            case ClusterMessageType.Join or ClusterMessageType.Leave:
                WriteSockets(json, message.Options!);
                RequestMessage.WriteList(json, "rooms"u8, message.Rooms);
                break;
            case ClusterMessageType.Disconnect:
                WriteSockets(json, message.Options!);
                json.WriteBoolean("close"u8, message.Close);
                break;
            case ClusterMessageType.FetchSockets:
                WriteSockets(json, message.Options!);
                WriteRequestId(json, message);
                break;
            case ClusterMessageType.SessionTaken:
                json.WriteString("sid"u8, message.SocketId);
                break;
            default:
                WriteRequestId(json, message);
                WriteRaw(json, "packet"u8, message.Packet!.Data);
                break;
        }
    }));

    /// <summary>What a server answers, as data of an envelope.</summary>
    public static EnvelopeData DataOf(ClusterResponse response) => new(ResponseTypeOf(response.Type), response.Answer.Attachments, RequestMessage.WriteObject(json =>
    {
        json.WriteString("requestId"u8, response.RequestId);
        switch (response.Type)
        {
            case ClusterMessageType.FetchSockets:
                json.WriteStartArray("sockets"u8);
                foreach (SocketDetails socket in response.Sockets)
                {
                    socket.WriteTo(json);
                }

                json.WriteEndArray();
                break;
            case ClusterMessageType.BroadcastClientCount:
                json.WriteNumber("clientCount"u8, response.ClientCount);
                break;
            case var _ when response.Answer.IsDefined: // JSON.stringify leaves out what is undefined
                WriteRaw(json, "packet"u8, response.Answer.Json);
                break;
        }
    }));

    private static byte[] Write(EnvelopeData message, string uid, string @namespace) => RequestMessage.WriteObject(json =>
    {
        json.WriteNumber("type"u8, (int)message.Type);
        WriteRaw(json, "data"u8, message.Json);
        json.WriteString("uid"u8, uid);
        json.WriteString("nsp"u8, @namespace);
    });

    private static byte[] ToMsgPack(byte[] json, ReadOnlyMemory<byte>[] attachments)
    {
        using JsonToMsgPack values = JsonToMsgPack.Rent();
        values.WriteValue(json, attachments);
        return values.Written.ToArray();
    }

    private static EnvelopeType TypeOf(ClusterMessageType type) => type switch
    {
        ClusterMessageType.Broadcast => EnvelopeType.Broadcast,
        ClusterMessageType.Join => EnvelopeType.Join,
        ClusterMessageType.Leave => EnvelopeType.Leave,
        ClusterMessageType.Disconnect => EnvelopeType.Disconnect,
        ClusterMessageType.FetchSockets => EnvelopeType.FetchSockets,
        ClusterMessageType.ServerSideEmit => EnvelopeType.ServerSideEmit,
        ClusterMessageType.SessionTaken => EnvelopeType.SessionTaken,
        _ => throw new NotSupportedException($"An envelope has no {type}."),
    };

    private static EnvelopeType ResponseTypeOf(ClusterMessageType type) => type switch
    {
        ClusterMessageType.FetchSockets => EnvelopeType.FetchSocketsResponse,
        ClusterMessageType.ServerSideEmit => EnvelopeType.ServerSideEmitResponse,
        ClusterMessageType.BroadcastClientCount => EnvelopeType.BroadcastClientCount,
        ClusterMessageType.BroadcastAck => EnvelopeType.BroadcastAck,
        _ => throw new NotSupportedException($"An envelope has no answer to {type}."),
    };

    private static void WritePacket(Utf8JsonWriter json, SocketIoPacket packet)
    {
        json.WriteStartObject("packet"u8);
        json.WriteNumber("type"u8, (int)packet.Type);
        WriteRaw(json, "data"u8, packet.Data);
        json.WriteString("nsp"u8, packet.Namespace);
        json.WriteEndObject();
    }

    private static void WriteRequestId(Utf8JsonWriter json, ClusterMessage message)
    {
        if (message.RequestId is { } id)
        {
            json.WriteString("requestId"u8, id);
        }
    }

    private static void WriteSockets(Utf8JsonWriter json, BroadcastOptions options)
    {
        json.WriteStartObject("opts"u8);
        RequestMessage.WriteList(json, "rooms"u8, options.Rooms);
        RequestMessage.WriteList(json, "except"u8, options.Except);
        json.WriteStartObject("flags"u8);
        if (options.IsVolatile)
        {
            json.WriteBoolean("volatile"u8, true);
        }

        if (!options.IsCompressed)
        {
            json.WriteBoolean("compress"u8, false);
        }

        if (options.Timeout is { } timeout)
        {
            json.WriteNumber("timeout"u8, (long)Math.Ceiling(timeout.TotalMilliseconds));
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRaw(Utf8JsonWriter json, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> value)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(value.Span, skipInputValidation: true);
    }
}
