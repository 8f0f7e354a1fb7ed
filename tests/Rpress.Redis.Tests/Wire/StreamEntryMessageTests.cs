using System.Text;
using Rpress.SocketIo.Protocol;
using StackExchange.Redis;

namespace Rpress.Redis.Tests.Wire;

/// <summary>The entries of npm's @socket.io/redis-streams-adapter, both ways.</summary>
public sealed class StreamEntryMessageTests
{
    // made by @msgpack/msgpack
    private const string BinaryData = "gqZwYWNrZXSDpHR5cGUCpGRhdGGSpWhlbGxvxAQBAgMEo25zcKEvpG9wdHODpXJvb21zkaVyb29tMaZleGNlcHSQpWZsYWdzgA==";
    private const string TextData = """{"packet":{"type":2,"data":["hello","wörld"],"nsp":"/"},"opts":{"rooms":["room1"],"except":[],"flags":{}}}""";

    private static readonly BroadcastOptions _room1 = new() { Rooms = new HashSet<string> { "room1" } };

    [Theory]
    [InlineData("""["hello","wörld"]""", false, TextData)]
    [InlineData("""["hello",{"_placeholder":true,"num":0}]""", true, BinaryData)]
    public void Broadcast_AsAnEntry_HasNodesFields(string data, bool isBinary, string expected)
    {
        SocketIoPacket packet = SocketIoPacket.Create(
            SocketIoPacketType.Event, "/", null, Encoding.UTF8.GetBytes(data), isBinary ? [new byte[] { 1, 2, 3, 4 }] : [], ReceivedBroadcast.Limits);

        NameValueEntry[] fields = StreamEntryMessage.Fields(Envelope.DataOf(new ClusterMessage(ClusterMessageType.Broadcast) { Packet = packet, Options = _room1 }), "x", "/");

        Assert.Equal([("uid", "x"), ("nsp", "/"), ("type", "3"), ("data", expected)], fields.Select(field => ((string)field.Name!, (string)field.Value!)));
        ClusterMessage read = Read([.. fields.SelectMany(field => (RedisValue[])[field.Name, field.Value])]).ReadMessage()!;
        Assert.Equal(data, Encoding.UTF8.GetString(read.Packet!.Data.Span));
        Assert.Equal(isBinary ? 1 : 0, read.Packet.Attachments.Count);
        Assert.Equal(["room1"], read.Options!.Rooms);
    }

    [Fact]
    public void Entry_OfOthers_IsNoMessage()
    {
        Assert.Null(Read(["key", "value"]).Namespace);
        Assert.Null(Read(["uid", "x", "nsp", "/", "type", "2"]).ReadMessage());
        Assert.Null(Read(["uid", "x", "nsp", "/", "type", "no number", "data", "{}"]).ReadMessage());
        Assert.Null(Read(["uid"]).ReadMessage());
        Assert.Equal(new(5, 1), Read([]).Id);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("no base64")]
    [InlineData("wQ==")]
    public void Data_ThatIsMalformed_IsRefused(string data)
    {
        StreamEntryMessage entry = Read(["uid", "x", "nsp", "/", "type", "3", "data", data]);

        Exception? error = Record.Exception(() => entry.ReadMessage());

        Assert.True(error is PacketFormatException or FormatException or System.Text.Json.JsonException, error?.ToString());
    }

    private static StreamEntryMessage Read(RedisValue[] fields) => Assert.Single(StreamEntryMessage.ReadAll(RedisResult.Create(
        [RedisResult.Create([RedisResult.Create((RedisValue)"5-1"), RedisResult.Create(fields)])])));
}
