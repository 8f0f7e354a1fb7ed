using System.Globalization;
using StackExchange.Redis;

namespace Rpress;

/// <summary>A message as an entry of a stream has it, in the form of npm's @socket.io/redis-streams-adapter.</summary>
/// <param name="Id">The entry.</param>
/// <param name="Uid">The server that added it.</param>
/// <param name="Namespace">The namespace that it is about; null in what is no message.</param>
/// <param name="Type">What it is.</param>
/// <param name="Data">JSON, or Base64 of msgpack; empty without.</param>
internal readonly record struct StreamEntryMessage(StreamId Id, string? Uid, string? Namespace, EnvelopeType? Type, ReadOnlyMemory<byte> Data)
{
    /// <summary>The fields of an entry, in Node's order.</summary>
    public static NameValueEntry[] Fields(EnvelopeData message, string uid, string @namespace) =>
    [
        new("uid", uid),
        new("nsp", @namespace),
        new("type", ((int)message.Type).ToString(CultureInfo.InvariantCulture)),
        new("data", Envelope.EncodeData(message)),
    ];

    /// <summary>The fields of an entry that says nothing: a stream that has one has an end, from which clients can go on.</summary>
    public static NameValueEntry[] FirstFields(string uid, string @namespace) => [new("uid", uid), new("nsp", @namespace), new("type", "2")];

    /// <summary>Reads what XRANGE and XREAD answer for a stream: a list of ids and fields.</summary>
    public static IEnumerable<StreamEntryMessage> ReadAll(RedisResult entries) => ((RedisResult[])entries!).Select(Read);

    private static StreamEntryMessage Read(RedisResult entry)
    {
        var parts = (RedisResult[])entry!;
        StreamId id = StreamId.TryParse((string?)parts[0], out StreamId parsed) ? parsed : throw new FormatException("An entry has no id.");
        string? uid = null, ns = null;
        EnvelopeType? type = null;
        byte[] data = [];
        var fields = (RedisValue[]?)parts[1] ?? [];
        for (int i = 0; i + 1 < fields.Length; i += 2)
        {
            switch ((string?)fields[i])
            {
                case "uid":
                    uid = fields[i + 1];
                    break;
                case "nsp":
                    ns = fields[i + 1];
                    break;
                case "type" when int.TryParse((string?)fields[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out int number):
                    type = (EnvelopeType)number;
                    break;
                case "data":
                    data = (byte[])fields[i + 1]!;
                    break;
            }
        }

        return new(id, uid, ns, type, data);
    }

    /// <summary>What the server that added it wants; null if it is nothing.</summary>
    /// <exception cref="FormatException">It cannot be read.</exception>
    /// <exception cref="System.Text.Json.JsonException">It cannot be read.</exception>
    /// <exception cref="SocketIo.Protocol.PacketFormatException">It cannot be read.</exception>
    public ClusterMessage? ReadMessage()
    {
        if (Type is not { } type || Data.IsEmpty)
        {
            return null;
        }

        using ReceivedEnvelope envelope = ReceivedEnvelope.ReadData(type, Uid, Namespace, Data);
        return envelope.ReadMessage();
    }
}
