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
        bool isAck = false;
        string? requestId = null;
        ReadOnlySpan<byte> answer = default;
        var reader = new MsgPackReader(message);
        for (int left = reader.BeginMap(); left > 0; left -= 2)
        {
            string? name = reader.Read().Text;
            ReadOnlySpan<byte> content = reader.Skip();
            MsgPackToken value = new MsgPackReader(content).Read();
            switch (name)
            {
                case "type":
                    isAck = value is { Kind: MsgPackKind.Unsigned, Unsigned: (ulong)ClusterMessageType.BroadcastAck };
                    break;
                case "requestId":
                    requestId = value.Text;
                    break;
                case "packet":
                    answer = content;
                    break;
            }
        }

        return isAck ? new(requestId, answer) : default;
    }

    /// <exception cref="PacketFormatException">It is malformed, or cannot be said in JSON.</exception>
    public EventArgument ReadAnswer(JsonSerializerOptions json)
    {
        using MsgPackToJson values = MsgPackToJson.Rent(ReceivedBroadcast.Limits, isOfServer: true);
        if (!_answer.IsEmpty)
        {
            var reader = new MsgPackReader(_answer);
            values.Read(ref reader);
        }

        return new(values.Written.ToArray(), values.Attachments, json);
    }
}
