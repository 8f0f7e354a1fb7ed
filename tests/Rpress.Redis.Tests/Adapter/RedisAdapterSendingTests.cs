using System.Text;
using System.Text.Json;
using Rpress.RedisKit;
using Rpress.SocketIo.Protocol;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.Adapter;

/// <summary>What the adapter publishes, and what it makes of the answers, good ones and bad ones.</summary>
public sealed class RedisAdapterSendingTests(GarnetFixture garnet) : RedisAdapterFixture(garnet), IClassFixture<GarnetFixture>
{
    private SocketIoAdapter Adapter => Io.Of("/").Adapter;

    [Fact]
    public async Task Broadcast_ToAll_IsPublishedWithTheServersId()
    {
        await Io.EmitAsync("hello", "world");

        byte[] message = await Foreign.ReadBytesAsync("#/#");
        Assert.Equal(62, message.Length);
        Assert.Matches("^[A-Za-z0-9]{6}$", Encoding.ASCII.GetString(message, 2, 6));
    }

    [Theory]
    [InlineData("#/#room1#", "room1")]
    [InlineData("#/#", "room1", "room2")]
    public async Task Broadcast_ToRooms_IsPublishedOnTheirChannel(string channel, params string[] rooms)
    {
        await Io.To(rooms).EmitAsync("hello");

        await Foreign.ReadBytesAsync(channel);
    }

    [Fact]
    public async Task Broadcast_ThatIsLocal_IsNotPublished()
    {
        await Io.Local.EmitAsync("local");
        await Io.Local.SocketsJoinAsync("r");
        await Io.Local.SocketsLeaveAsync("r");
        await Io.Local.DisconnectSocketsAsync();
        await Io.Local.Timeout(TimeSpan.FromSeconds(5)).EmitWithAckAsync<int[]>("local", TestContext.Current.CancellationToken);
        await Io.EmitAsync("fence");

        await Foreign.ReadBytesAsync("#/#");
        Assert.Single(Foreign.On("#/#"));
        Assert.Empty(Foreign.On("-request#/#"));
    }

    [Fact]
    public async Task Moves_OfManySockets_ArePublishedAndDoneAtOnce()
    {
        await using SocketIoWire client = await ConnectAsync();
        RpressSocket socket = SocketOf(client);

        await Io.SocketsJoinAsync("a", "b");
        Assert.Equal([client.Id, "a", "b"], socket.Rooms);
        await Io.To("a").SocketsLeaveAsync("b");
        Assert.Equal([client.Id, "a"], socket.Rooms);
        await Io.To("a").Except("z").DisconnectSocketsAsync(close: true);
        Assert.Empty(Io.Sockets);

        await Eventually.TrueAsync(() => Foreign.On("-request#/#").Count() == 3, "three requests");
        string[] requests = [.. Foreign.On("-request#/#").Select(Encoding.UTF8.GetString)];
        string uid = requests[0][8..14];
        Assert.Equal($$"""{"uid":"{{uid}}","type":2,"opts":{"rooms":[],"except":[]},"rooms":["a","b"]}""", requests[0]);
        Assert.Equal($$"""{"uid":"{{uid}}","type":3,"opts":{"rooms":["a"],"except":[]},"rooms":["b"]}""", requests[1]);
        Assert.Equal($$"""{"uid":"{{uid}}","type":4,"opts":{"rooms":["a"],"except":["z"]},"close":true}""", requests[2]);
    }

    [Fact]
    public async Task Questions_WithoutOtherServers_AreAnsweredAtOnceAndNotPublished()
    {
        await using SocketIoWire client = await ConnectAsync();

        Assert.Equal(1, await Adapter.GetServerCountAsync());
        Assert.Equal(client.Id, Assert.Single(await Io.FetchSocketsAsync()).Id);
        Assert.Equal([client.Id], await Adapter.GetSocketIdsAsync([]));
        Assert.Equal([client.Id], await Adapter.GetAllRoomsAsync());
        Assert.Empty((await Io.ServerSide.EmitWithAckAsync<int[]>("x", TestContext.Current.CancellationToken))!);
        Assert.Empty(Foreign.On("-request#/#"));
    }

    [Fact]
    public async Task FetchSockets_OfAnotherServer_AreReadFromNodesForm()
    {
        await Foreign.JoinAsync();

        Task<IReadOnlyList<RemoteSocket>> fetching = Io.To("room1").FetchSocketsAsync();
        string id = await IdOfRequestAsync(5, ",\"opts\":{\"rooms\":[\"room1\"],\"except\":[]}}");
        await Foreign.PublishAsync("-response#/#", $$$"""
            {"requestId":"{{{id}}}","sockets":[{"id":"abc","handshake":{"headers":{"origin":"x","set-cookie":["a","b"]},"time":"Tue","address":"::1",
            "xdomain":true,"secure":true,"issued":1719300000000,"url":"/socket.io/?EIO=4&transport=polling","query":{"EIO":"4"},"auth":{"token":"t"}},
            "rooms":["abc","room1"],"data":{"name":"anna","age":41,"none":null}}]}
            """);

        RemoteSocket socket = Assert.Single(await fetching);
        Assert.Equal("abc", socket.Id);
        Assert.Equal(["abc", "room1"], socket.Rooms);
        Assert.Equal("anna", socket.Data.Get<string>("name"));
        Assert.Equal(41, socket.Data.Get<int>("age"));
        Assert.Null(socket.Data.Get<string>("none"));
        Assert.Equal("x", socket.Handshake.Headers["Origin"]);
        Assert.Equal("a, b", socket.Handshake.Headers["Set-Cookie"]);
        Assert.True(socket.Handshake.IsSecure);
        Assert.True(socket.Handshake.IsCrossDomain);
        Assert.Equal("::1", socket.Handshake.Address!.ToString());
        Assert.Equal("polling", socket.Handshake.Query["transport"]);
        Assert.Equal("t", socket.Handshake.Auth.Get<string>("token"));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1719300000000), socket.Handshake.IssuedAt);
    }

    // JSON.stringify escapes half of a surrogate pair; what a client of Node's sends to join is told as it is
    [Fact]
    public async Task FetchSockets_WithHalfOfASurrogatePair_AreRead()
    {
        await Foreign.JoinAsync();

        Task<IReadOnlyList<RemoteSocket>> fetching = Io.FetchSocketsAsync();
        string id = await IdOfRequestAsync(5);
        await Foreign.PublishAsync("-response#/#", $$$"""
            {"requestId":"{{{id}}}","sockets":[{"id":"abc","handshake":{"auth":{"token":"t\ud800"}},"rooms":["r\udc00\ud800"],"data":{"\ud83d":"\ud83d\ude00"}}]}
            """);

        RemoteSocket socket = Assert.Single(await fetching);
        Assert.Equal(["r\ufffd\ufffd"], socket.Rooms);
        Assert.Equal("\U0001F600", socket.Data.Get<string>("\ufffd"));
        Assert.Equal("t\ufffd", socket.Handshake.Auth.Get<string>("token"));
    }

    [Fact]
    public async Task Ack_ThatLooksLikeAPlaceholder_IsTakenAsItIs()
    {
        await Foreign.JoinAsync();

        Task<EventArgument[]?> asking = Io.Timeout(TimeSpan.FromSeconds(30)).EmitWithAckAsync<EventArgument[]>("x", TestContext.Current.CancellationToken);
        byte[] request = await Foreign.ReadBytesAsync("-request#/#");
        string id = Encoding.ASCII.GetString(request, request.AsSpan().IndexOf("requestId"u8) + 10, 6);
        await Foreign.PublishAsync("-response#/#", $$"""{"type":8,"requestId":"{{id}}","clientCount":1}""");
        await Foreign.PublishAsync("-response#/#", Hex.Bytes(
            $"83 a474797065 09 a9726571756573744964 a6{Convert.ToHexString(Encoding.ASCII.GetBytes(id))} a67061636b6574 82 ac5f706c616365686f6c646572 c3 a36e756d 00"));

        Assert.Equal("""{"_placeholder":true,"num":0}""", Assert.Single((await asking)!).ToString());
    }

    [Fact]
    public async Task FetchSockets_OfAServerThatTellsLittle_HaveWhatIsThere()
    {
        await Foreign.JoinAsync();

        Task<IReadOnlyList<RemoteSocket>> fetching = Io.FetchSocketsAsync();
        string id = await IdOfRequestAsync(5);
        await Foreign.PublishAsync("-response#/#", $$"""{"requestId":"{{id}}"}""");
        await Foreign.PublishAsync("-response#/#", $$"""{"requestId":"{{id}}","sockets":[{"name":"no id"}]}""");
        await Foreign.PublishAsync(
            "-response#/#",
            $$$"""{"requestId":"{{{id}}}","sockets":[{"id":"abc","handshake":{"issued":1e300,"address":7,"headers":[],"auth":"x"},"rooms":[1,null],"data":[]}]}""");

        RemoteSocket socket = Assert.Single(await fetching);
        Assert.Empty(socket.Rooms);
        Assert.Empty(socket.Data);
        Assert.Empty(socket.Handshake.Headers);
        Assert.Null(socket.Handshake.Address);
    }

    [Fact]
    public async Task Questions_ThatAServerDoesNotAnswer_TimeOut()
    {
        await Foreign.JoinAsync();

        await AssertTimesOutAsync("timeout reached while waiting for fetchSockets response", Io.FetchSocketsAsync());
        await AssertTimesOutAsync("timeout reached while waiting for sockets response", Adapter.GetSocketIdsAsync([]));
        await AssertTimesOutAsync("timeout reached while waiting for allRooms response", Adapter.GetAllRoomsAsync());
        Assert.Equal(0, ((RedisAdapter)Adapter).PendingCount);
    }

    [Fact]
    public async Task ServerSideEvent_ThatOneServerDoesNotAnswer_FailsWithTheAnswersOfTheOthers()
    {
        await Foreign.JoinAsync();
        await using ForeignServer second = await StartForeignAsync();
        await second.JoinAsync();
        await using SocketIoWire client = await ConnectAsync();

        Task<int[]?> asking = Io.ServerSide.EmitWithAckAsync<int[]>("count", TestContext.Current.CancellationToken);
        string id = await IdOfRequestAsync(6);
        await Foreign.PublishAsync("-response#/#", $$"""{"type":6,"requestId":"{{id}}","data":7}""");
        await Foreign.PublishAsync("#/#", BroadcastMessage.Encode("fence1", SocketIoEncoder.Event("/", null, "fence", [], JsonSerializerOptions.Default), BroadcastOptions.Everyone));
        Assert.Equal("""42["fence"]""", await client.ReadAsync()); // the answer came before
        await RunOutAsync(asking);

        AckTimeoutException error = await Assert.ThrowsAsync<AckTimeoutException>(() => asking);
        Assert.Equal("timeout reached: only 1 responses received out of 2", error.Message);
        Assert.Equal(7, Assert.Single(error.Responses).Get<int>());
    }

    [Fact]
    public async Task BroadcastWithAck_OfSeveralServers_HasTheAnswersOfAll()
    {
        await Foreign.JoinAsync();
        await using SocketIoWire client = await ConnectAsync();

        Task<EventArgument[]?> asking = Io.To(client.Id, "r").Timeout(TimeSpan.FromSeconds(30)).EmitWithAckAsync<EventArgument[]>("ask", TestContext.Current.CancellationToken);
        byte[] request = await Foreign.ReadBytesAsync("-request#/#");
        string id = ReceivedRequest.Read(request, "me", "/")!.RequestId!;
        string packet = await client.ReadAsync();
        await client.SendAsync($"43{packet[2..packet.IndexOf('[', StringComparison.Ordinal)]}[\"here\"]");
        await Foreign.PublishAsync("-response#/#", ResponseMessage.Ack(id, new EventArgument("""{"_placeholder":true,"num":0}"""u8.ToArray(), [new byte[] { 1, 2 }], JsonSerializerOptions.Default)));
        await Foreign.PublishAsync("-response#/#", ResponseMessage.ClientCount(id, 1));

        EventArgument[] answers = (await asking)!;
        Assert.Equal(2, answers.Length);
        Assert.Contains(answers, answer => answer.ToString() == "\"here\"");
        Assert.Equal([1, 2], answers.Single(answer => answer.IsBinary).Get<byte[]>());
        Assert.Equal(0, ((RedisAdapter)Adapter).PendingCount);
    }

    private async Task AssertTimesOutAsync(string message, Task asking)
    {
        await RunOutAsync(asking);
        Assert.Equal(message, (await Assert.ThrowsAsync<TimeoutException>(() => asking)).Message);
    }

    private async Task<string> IdOfRequestAsync(int type, string rest = "")
    {
        string request = await Foreign.ReadAsync("-request#/#", text => text.Contains($"\"type\":{type}", StringComparison.Ordinal));
        Assert.EndsWith(rest, request, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(request);
        return document.RootElement.GetProperty("requestId").GetString()!;
    }
}
