using System.Text.Json;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>A client's ack that another server has passed on, in msgpack.</summary>
internal readonly ref struct ReceivedAck
{
    private readonly ReadOnlySpan<byte> _answer; // one value of msgpack; empty without one

    private ReceivedAck(string? requestId, ReadOnlySpan<byte> answer)
    {
        RequestId = requestId;
        _answer = answer;
    }

    /// <summary>What was asked; null if it is no ack.</summary>
    public string? RequestId { get; }

    /// <exception cref="PacketFormatException">It is no map of msgpack.</exception>
    public static ReceivedAck Read(ReadOnlySpan<byte> message)
    {
        ClusterFields fields = ClusterFields.Read(message);
        return fields.Type == ClusterMessageType.BroadcastAck ? new(fields.RequestId, fields.Packet) : default;
    }

    /// <exception cref="PacketFormatException">It is malformed, or cannot be said in JSON.</exception>
    public EventArgument ReadAnswer(JsonSerializerOptions json)
    {
        using MsgPackToJson values = MsgPackToJson.Rent(ReceivedBroadcast.Limits, isOfServer: true);
        values.Read(_answer);
        return new(values.Written.ToArray(), values.Attachments, json);
    }
}
