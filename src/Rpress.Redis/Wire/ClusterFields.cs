using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>The members of a message between servers that is msgpack, in whatever order they came; what else stands there is passed over.</summary>
internal ref struct ClusterFields
{
    /// <summary>What it is; null if it does not say.</summary>
    public ClusterMessageType? Type { get; private set; }

    public string? Uid { get; private set; }

    public string? RequestId { get; private set; }

    /// <summary>One value of msgpack: an event, or an answer; empty without one.</summary>
    public ReadOnlySpan<byte> Packet { get; private set; }

    /// <summary>One value of msgpack; empty without one.</summary>
    public ReadOnlySpan<byte> Options { get; private set; }

    /// <exception cref="PacketFormatException">The message is no such map.</exception>
    public static ClusterFields Read(ReadOnlySpan<byte> message)
    {
        var fields = default(ClusterFields);
        var reader = new MsgPackReader(message);
        for (int left = reader.BeginMap(); left > 0; left -= 2)
        {
            fields.ReadMember(ref reader);
        }

        return fields;
    }

    private void ReadMember(ref MsgPackReader reader)
    {
        string? name = reader.Read().Text;
        ReadOnlySpan<byte> content = reader.Skip();
        MsgPackToken value = new MsgPackReader(content).Read();
        switch (name)
        {
            case "type":
                Type = value is { Kind: MsgPackKind.Unsigned, Unsigned: <= (ulong)ClusterMessageType.BroadcastAck } ? (ClusterMessageType)value.Unsigned : null;
                break;
            case "uid":
                Uid = value.Text;
                break;
            case "requestId":
                RequestId = value.Text;
                break;
            case "packet":
                Packet = content;
                break;
            case "opts":
                Options = content;
                break;
        }
    }
}
