using System.Text.Json;
using Rpress.SocketIo.Protocol;

namespace Rpress.Redis.Tests.Streams;

/// <summary>Saved sessions in the form of npm's @socket.io/redis-streams-adapter.</summary>
public sealed class StoredSessionTests
{
    private const string Owner = "52a1c5f0b3e99d01";
    private const string Pid = "aPrivateIdOf20Chars0";
    private const string SocketId = "aSocketIdOf20Chars00";

    // made by @msgpack/msgpack of {sid, pid, rooms: [sid, "room1"], data: {name: "anna", age: 41, raw: Buffer.from([1, 2])}}
    private const string OfNode =
        "hKNzaWS0YVNvY2tldElkT2YyMENoYXJzMDCjcGlktGFQcml2YXRlSWRPZjIwQ2hhcnMwpXJvb21zkrRhU29ja2V0SWRPZjIwQ2hhcnMwMKVyb29tMaRkYXRhg6RuYW1lpGFubmGjYWdlKaNyYXfEAgEC";

    private static readonly JsonSerializerOptions _json = EventJson.Of(null, null);

    [Fact]
    public void Session_OfNode_IsRead()
    {
        (SavedSession session, string? ns, string? owner) = StoredSession.Decode(Pid, OfNode, _json);

        Assert.Equal((Pid, SocketId), (session.Pid, session.SocketId));
        Assert.Equal([SocketId, "room1"], session.Rooms);
        Assert.Equal(("anna", 41), (session.Data.Get<string>("name"), session.Data.Get<int>("age")));
        Assert.Equal([1, 2], session.Data.Get<byte[]>("raw")!);
        Assert.Null(session.Auth);
        Assert.Null(session.Offset);
        Assert.Equal((null, null), (ns, owner));
        Assert.Null(StoredSession.OwnerOf(OfNode));
    }

    [Fact]
    public void Session_OfOurs_HasWhatNodeHasAndMore()
    {
        var data = new SocketData(_json) { ["name"] = "anna" };
        var session = new SavedSession(Pid, SocketId, [SocketId, "room1"], data, AuthValues.Claims(new Dictionary<string, int> { ["user"] = 7 }, _json), "1719300000000-0");

        string stored = StoredSession.Encode(session, "/admin", Owner);

        string start = $"""
            85 a3736964 b4 {Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(SocketId))}
               a3706964 b4 {Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(Pid))}
               a5726f6f6d73 92 b4 {Convert.ToHexString(System.Text.Encoding.ASCII.GetBytes(SocketId))} a5726f6f6d31
               a464617461 81 a46e616d65 a4616e6e61
               a6{Convert.ToHexString("rpress"u8)}
            """;
        Assert.Equal(Hex.Bytes(start), Convert.FromBase64String(stored)[..Hex.Bytes(start).Length]);
        (SavedSession read, string? ns, string? owner) = StoredSession.Decode(Pid, stored, _json);
        Assert.Equal((7, "1719300000000-0", "anna"), (read.Auth!.Get<int>("user"), read.Offset, read.Data.Get<string>("name")));
        Assert.Equal(("/admin", Owner, Owner), (ns, owner, StoredSession.OwnerOf(stored)));
    }

    [Fact]
    public void Data_OfAnyKind_IsReadToTheLetter()
    {
        var data = new SocketData(_json) { ["sent"] = JsonElement.Parse("""{"_placeholder":true,"num":0}"""), ["amount"] = 12345678901234567.89m };

        SavedSession read = Again(new(Pid, SocketId, [SocketId], data, null, null));

        Assert.Equal("""{"_placeholder":true,"num":0}""", read.Data.Get<JsonElement>("sent").GetRawText());
        Assert.Equal(12345678901234567.89m, read.Data.Get<decimal>("amount"));
        Assert.Null(read.Auth);
    }

    [Fact]
    public void Claims_ThatAreNoObject_AreKept() =>
        Assert.Equal("anna", Again(new(Pid, SocketId, [SocketId], new(_json), AuthValues.Claims("anna", _json), null)).Auth?.As<string>());

    [Theory]
    [InlineData("")]
    [InlineData("no base64")]
    [InlineData("gA==")] // an empty map
    [InlineData("hA==")]
    public void Text_ThatIsNoSession_IsRefused(string stored)
    {
        Exception? error = Record.Exception(() => StoredSession.Decode(Pid, stored, _json));

        Assert.True(error is FormatException or PacketFormatException or JsonException, error?.ToString());
        Assert.Null(StoredSession.OwnerOf(stored));
    }

    private static SavedSession Again(SavedSession session) => StoredSession.Decode(Pid, StoredSession.Encode(session, "/", Owner), _json).Session;
}
