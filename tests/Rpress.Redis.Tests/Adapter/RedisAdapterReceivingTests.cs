using System.Text;
using System.Text.Json;
using Rpress.RedisKit;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.Adapter;

/// <summary>What other servers and emitters publish, byte by byte.</summary>
public sealed class RedisAdapterReceivingTests(GarnetFixture garnet) : RedisAdapterFixture(garnet), IClassFixture<GarnetFixture>
{
    private const string HelloWorld = "83 a474797065 02 a464617461 92 a568656c6c6f a5776f726c64 a36e7370 a12f";

    [Fact]
    public async Task Broadcast_OfAServer_ReachesAll()
    {
        await using SocketIoWire client = await ConnectAsync();

        await Foreign.PublishAsync("#/#", Hex.Bytes($"93 a6614233644539 {HelloWorld} 83 a5726f6f6d73 90 a6657863657074 90 a5666c616773 80"));

        Assert.Equal("""42["hello","world"]""", await client.ReadAsync());
    }

    [Fact]
    public async Task Broadcast_OfAnEmitter_ReachesItsRoom()
    {
        await using SocketIoWire inside = await ConnectAsync();
        await using SocketIoWire outside = await ConnectAsync();
        await SocketOf(inside).JoinAsync("room1");

        await Foreign.PublishAsync("#/#room1#", Hex.Bytes($"93 a7656d6974746572 {HelloWorld} 83 a5726f6f6d73 91 a5726f6f6d31 a5666c616773 80 a6657863657074 90"));
        await FenceAsync();

        Assert.Equal("""42["hello","world"]""", await inside.ReadAsync());
        Assert.Equal("""42["fence"]""", await inside.ReadAsync());
        Assert.Equal("""42["fence"]""", await outside.ReadAsync());
    }

    [Fact]
    public async Task Binary_OfAServer_ArrivesAsAttachment()
    {
        await using SocketIoWire client = await ConnectAsync();

        await Foreign.PublishAsync("#/#", Hex.Bytes(
            "93 a6614233644539 83 a474797065 02 a464617461 92 a568656c6c6f c40401020304 a36e7370 a12f 83 a5726f6f6d73 90 a6657863657074 90 a5666c616773 80"));

        Assert.Equal(["""451-["hello",{"_placeholder":true,"num":0}]""", "bAQIDBA=="], await client.ReadAsync(2));
    }

    // a client may send it as an ordinary object; with no binary beside it, it stands for nothing
    [Fact]
    public async Task Broadcast_WithWhatLooksLikeAPlaceholder_ArrivesAsItIs()
    {
        await using SocketIoWire client = await ConnectAsync();

        await Foreign.PublishAsync("#/#", Hex.Bytes(
            "93 a161 83 a474797065 02 a464617461 92 a178 82 ac5f706c616365686f6c646572 c3 a36e756d 00 a36e7370 a12f 83 a5726f6f6d73 90 a6657863657074 90 a5666c616773 80"));

        Assert.Equal("""42["x",{"_placeholder":true,"num":0}]""", await client.ReadAsync());
    }

    // JSON.stringify escapes half of a surrogate pair; a client of Node's can choose a room that has one
    [Fact]
    public async Task Request_WithHalfOfASurrogatePair_IsDone()
    {
        await using SocketIoWire client = await ConnectAsync();
        RpressSocket socket = SocketOf(client);

        await Foreign.PublishAsync("-request#/#", """{"uid":"aB3dE9","type":2,"opts":{"rooms":[],"except":["\udc00"]},"rooms":["r\ud800"]}""");

        await Eventually.TrueAsync(() => socket.Rooms.Contains("r\ufffd"), "the socket to be in the room");
        Assert.DoesNotContain(Log.Entries, entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    [Fact]
    public async Task Message_ThatCannotBeRead_IsPassedOver()
    {
        await using SocketIoWire client = await ConnectAsync();

        foreach (string channel in (string[])["#/#", "-request#/#", "-response#/#", "#/#no-room#"])
        {
            foreach (string hex in (string[])["", "00", "93a161", "7b", "7b7d", "7b226122", "7b22756964223a22ff222c2274797065223a317d", "80", "c1", "81a474797065 07"])
            {
                await Foreign.PublishAsync(channel, Hex.Bytes(hex));
            }
        }

        await Foreign.PublishAsync("#/other#", Hex.Bytes($"93 a161 {HelloWorld} 83 a5726f6f6d73 90 a6657863657074 90 a5666c616773 80"));
        await FenceAsync();

        Assert.Equal("""42["fence"]""", await client.ReadAsync());
        Assert.DoesNotContain(Log.Entries, entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    [Fact]
    public async Task FetchSockets_OfAServer_AreToldInNodesForm()
    {
        await using SocketIoWire client = await ConnectAsync(auth: """{"token":"x"}""");
        await SocketOf(client).JoinAsync("room1");
        SocketOf(client).Data["name"] = "anna";
        SocketOf(client).Data["timer"] = new CancellationTokenSource().Token; // nothing that JSON can say

        await Foreign.PublishAsync("-request#/#", """{"uid":"aB3dE9","requestId":"Zx81pQ","type":5,"opts":{"rooms":["room1"],"except":[]}}""");

        using var response = JsonDocument.Parse(await Foreign.ReadAsync("-response#/#"));
        Assert.Equal(["requestId", "sockets"], response.RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal("Zx81pQ", response.RootElement.GetProperty("requestId").GetString());
        JsonElement socket = Assert.Single(response.RootElement.GetProperty("sockets").EnumerateArray());
        Assert.Equal(["id", "handshake", "rooms", "data"], socket.EnumerateObject().Select(member => member.Name));
        Assert.Equal(client.Id, socket.GetProperty("id").GetString());
        Assert.Equal($"[\"{client.Id}\",\"room1\"]", socket.GetProperty("rooms").GetRawText());
        Assert.Equal("""{"name":"anna"}""", socket.GetProperty("data").GetRawText());
        JsonElement handshake = socket.GetProperty("handshake");
        Assert.Equal(
            ["headers", "time", "address", "xdomain", "secure", "issued", "url", "query", "auth"], handshake.EnumerateObject().Select(member => member.Name));
        Assert.Equal("127.0.0.1", handshake.GetProperty("address").GetString());
        Assert.Equal("""{"token":"x"}""", handshake.GetProperty("auth").GetRawText());
        Assert.Equal("4", handshake.GetProperty("query").GetProperty("EIO").GetString());
        Assert.Matches("^[A-Z][a-z]{2} [A-Z][a-z]{2} [0-9]{2} [0-9]{4} [0-9:]{8} GMT\\+0000 \\(Coordinated Universal Time\\)$", handshake.GetProperty("time").GetString());
        Assert.Equal($"127.0.0.1:{Server.Port}", handshake.GetProperty("headers").GetProperty("host").GetString());
    }

    [Fact]
    public async Task SocketsAndRooms_ThatAreAskedFor_AreListed()
    {
        await using SocketIoWire client = await ConnectAsync();
        await using SocketIoWire other = await ConnectAsync();
        await SocketOf(client).JoinAsync("room1");

        await Foreign.PublishAsync("-request#/#", """{"uid":"aB3dE9","requestId":"first1","type":0,"rooms":["room1"]}""");
        await Foreign.PublishAsync("-request#/#", """{"uid":"aB3dE9","requestId":"second","type":1}""");

        Assert.Equal($$"""{"requestId":"first1","sockets":["{{client.Id}}"]}""", await Foreign.ReadAsync("-response#/#", text => text.Contains("first1", StringComparison.Ordinal)));
        using var rooms = JsonDocument.Parse(await Foreign.ReadAsync("-response#/#", text => text.Contains("second", StringComparison.Ordinal)));
        Assert.Equal(
            ((string[])[client.Id, other.Id, "room1"]).Order(StringComparer.Ordinal),
            rooms.RootElement.GetProperty("rooms").EnumerateArray().Select(room => room.GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Moves_InTheFormOfOlderVersions_AreDoneAndConfirmed()
    {
        await using SocketIoWire client = await ConnectAsync();
        RpressSocket socket = SocketOf(client);

        await Foreign.PublishAsync("-request#/#", $$"""{"requestId":"joined","type":2,"sid":"{{client.Id}}","room":"r"}""");
        Assert.Equal("""{"requestId":"joined"}""", await Foreign.ReadAsync("-response#/#"));
        Assert.Contains("r", socket.Rooms);
        await Foreign.PublishAsync("-request#/#", $$"""{"requestId":"left","type":3,"sid":"{{client.Id}}","room":"r"}""");
        Assert.Equal("""{"requestId":"left"}""", await Foreign.ReadAsync("-response#/#", text => text.Contains("left", StringComparison.Ordinal)));
        Assert.DoesNotContain("r", socket.Rooms);
        await Foreign.PublishAsync("-request#/#", $$"""{"requestId":"gone","type":4,"sid":"{{client.Id}}","close":false}""");

        Assert.Equal("41", await client.ReadAsync());
        Assert.Equal("""{"requestId":"gone"}""", await Foreign.ReadAsync("-response#/#", text => text.Contains("gone", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task BroadcastWithAck_OfAServer_IsAnsweredByEachClient()
    {
        await using SocketIoWire client = await ConnectAsync();

        await Foreign.PublishAsync("-request#/#", AskingBytes(5000));
        string packet = await client.ReadAsync();
        Assert.Matches("""^42[0-9]+\["hello","world"\]$""", packet);
        await client.SendAsync($"43{packet[2..packet.IndexOf('[', StringComparison.Ordinal)]}[\"pong\"]");

        Assert.Equal("""{"type":8,"requestId":"Zx81pQ","clientCount":1}""", await Foreign.ReadAsync("-response#/#"));
        Assert.Equal(
            Hex.Bytes("83 a474797065 09 a9726571756573744964 a65a7838317051 a67061636b6574 a4706f6e67"),
            await Foreign.ReadBytesAsync("-response#/#", message => message[0] != '{'));
    }

    [Fact]
    public async Task BroadcastWithAck_ThatAClientDoesNotAnswer_IsForgottenAfterItsTime()
    {
        await using SocketIoWire client = await ConnectAsync();
        RpressSocket socket = SocketOf(client);

        await Foreign.PublishAsync("-request#/#", AskingBytes(100));
        await client.ReadAsync();

        await Eventually.TrueAsync(
            () =>
            {
                Clock.Advance(TimeSpan.FromMilliseconds(100));
                return socket.PendingAckCount == 0;
            },
            "the ack to be waited for no longer");
    }

    [Fact]
    public async Task BroadcastWithAck_ToNobody_IsAnsweredByItsCount()
    {
        await Foreign.PublishAsync("-request#/#", AskingBytes(5000));

        Assert.Equal("""{"type":8,"requestId":"Zx81pQ","clientCount":0}""", await Foreign.ReadAsync("-response#/#"));
    }

    [Fact]
    public async Task ServerSideEvent_WithAck_IsAnsweredOnce()
    {
        Io.ServerSide.On("sum", (int a, int b) => a + b);

        await Foreign.PublishAsync("-request#/#", """{"uid":"aB3dE9","requestId":"Zx81pQ","type":6,"data":["sum",1,2]}""");

        Assert.Equal("""{"type":6,"requestId":"Zx81pQ","data":3}""", await Foreign.ReadAsync("-response#/#"));
    }

    [Fact]
    public async Task Join_ToTooManyRooms_IsLoggedAndTheRestDone()
    {
        await using SocketIoWire client = await ConnectAsync();
        string rooms = string.Join(',', Enumerable.Range(0, 1001).Select(n => $"\"{n}\""));

        await Foreign.PublishAsync("-request#/#", $$"""{"type":2,"opts":{"rooms":[],"except":[]},"rooms":[{{rooms}}]}""");
        await FenceAsync();

        Assert.Equal("""42["fence"]""", await client.ReadAsync());
        Assert.Contains("SocketIoConfig.MaxRooms", Assert.Single(Log.At(Microsoft.Extensions.Logging.LogLevel.Warning)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_ToNobodysQuestion_ArePassedOver()
    {
        await using SocketIoWire client = await ConnectAsync();

        await Foreign.PublishAsync("-response#/#", """{"requestId":"nobody","sockets":[]}""");
        await Foreign.PublishAsync("-response#/#", """{"type":8,"requestId":"nobody","clientCount":2}""");
        await Foreign.PublishAsync("-response#/#", ResponseMessage.Ack("nobody", default));
        await FenceAsync();

        Assert.Equal("""42["fence"]""", await client.ReadAsync());
    }

    private static byte[] AskingBytes(ushort timeout) => Hex.Bytes(
        $"85 a3756964 a6614233644539 a9726571756573744964 a65a7838317051 a474797065 07 a67061636b6574 {HelloWorld} "
        + $"a46f707473 83 a5726f6f6d73 90 a6657863657074 90 a5666c616773 81 a774696d656f7574 cd{timeout:x4}");

    private Task FenceAsync() => Foreign.PublishAsync("#/#", Encoding.Latin1.GetBytes("\u0093\u00a1x\u0083\u00a4type\u0002\u00a4data\u0091\u00a5fence\u00a3nsp\u00a1/\u0083\u00a5rooms\u0090\u00a6except\u0090\u00a5flags\u0080"));
}
