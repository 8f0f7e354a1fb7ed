using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Writes broadcasts as npm's @socket.io/redis-adapter does: in msgpack, binary values where they stand.</summary>
internal static class BroadcastMessage
{
    /// <summary>What emitters have in a server's id's place.</summary>
    public const string EmitterUid = "emitter";

    /// <summary>The array of sender, packet and options.</summary>
    public static byte[] Encode(string uid, SocketIoPacket packet, BroadcastOptions options)
    {
        using JsonToMsgPack values = JsonToMsgPack.Rent();
        MsgPackWriter writer = values.Writer;
        writer.BeginArray(3);
        writer.WriteText(uid);
        WritePacket(values, packet);
        WriteOptions(writer, options, isOfEmitter: uid == EmitterUid);
        return values.Written.ToArray();
    }

    /// <summary>A broadcast whose clients are asked for an ack.</summary>
    public static byte[] EncodeRequest(string uid, string requestId, SocketIoPacket packet, BroadcastOptions options)
    {
        using JsonToMsgPack values = JsonToMsgPack.Rent();
        MsgPackWriter writer = values.Writer;
        writer.BeginMap(5);
        writer.WriteText("uid"u8);
        writer.WriteText(uid);
        writer.WriteText("requestId"u8);
        writer.WriteText(requestId);
        writer.WriteText("type"u8);
        writer.WriteUnsigned((ulong)ClusterMessageType.Broadcast);
        writer.WriteText("packet"u8);
        WritePacket(values, packet);
        writer.WriteText("opts"u8);
        WriteOptions(writer, options, isOfEmitter: false);
        return values.Written.ToArray();
    }

    private static void WritePacket(JsonToMsgPack values, SocketIoPacket packet)
    {
        MsgPackWriter writer = values.Writer;
        writer.BeginMap(3);
        writer.WriteText("type"u8);
        writer.WriteUnsigned((ulong)packet.Type);
        writer.WriteText("data"u8);
        values.WriteValue(packet.Data.Span, packet.AttachmentArray);
        writer.WriteText("nsp"u8);
        writer.WriteText(packet.Namespace);
    }

    // nobody minds the order of the members, but npm's two packages have one each
    private static void WriteOptions(MsgPackWriter writer, BroadcastOptions options, bool isOfEmitter)
    {
        writer.BeginMap(3);
        WriteList(writer, "rooms"u8, options.Rooms);
        if (isOfEmitter)
        {
            WriteFlags(writer, options);
        }

        WriteList(writer, "except"u8, options.Except);
        if (!isOfEmitter)
        {
            WriteFlags(writer, options);
        }
    }

    private static void WriteFlags(MsgPackWriter writer, BroadcastOptions options)
    {
        writer.WriteText("flags"u8);
        writer.BeginMap((options.IsVolatile ? 1 : 0) + (options.IsCompressed ? 0 : 1) + (options.Timeout is null ? 0 : 1));
        if (options.IsVolatile)
        {
            writer.WriteText("volatile"u8);
            writer.WriteBoolean(true);
        }

        if (!options.IsCompressed)
        {
            writer.WriteText("compress"u8);
            writer.WriteBoolean(false);
        }

        if (options.Timeout is { } timeout)
        {
            writer.WriteText("timeout"u8);
            writer.WriteNumber(Math.Ceiling(timeout.TotalMilliseconds));
        }
    }

    private static void WriteList(MsgPackWriter writer, ReadOnlySpan<byte> name, IReadOnlySet<string> texts)
    {
        writer.WriteText(name);
        writer.BeginArray(texts.Count);
        foreach (string text in texts)
        {
            writer.WriteText(text);
        }
    }
}
