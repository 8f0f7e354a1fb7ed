using System.Net;
using Rpress.TestKit;

namespace Rpress.InteropTests.SocketIo.Http2;

/// <summary>Long-polling over HTTP/2, by .NET's client.</summary>
public sealed class Http2PollingTests
{
    [Fact]
    public async Task Handshake_OverHttp2_OffersWebSocket()
    {
        await using var server = await TestServer.StartAsync(InteropApp.Create(), HttpProtocolKind.Http2Tls);

        var client = await PollingClient.OpenAsync(server);

        Assert.Equal(20, client.Sid.Length);
        Assert.Equal("""["websocket"]""", client.Handshake.GetProperty("upgrades").GetRawText());
    }

    [Fact]
    public async Task Events_OverHttp2_ComeBack()
    {
        await using var server = await TestServer.StartAsync(InteropApp.Create(), HttpProtocolKind.Http2Tls);
        var client = await PollingClient.ConnectAsync(server);

        await client.SendAsync("""42["echo","ü",{"a":[1]}]""");
        Assert.Equal("""42["echo","ü",{"a":[1]}]""", await client.PollAsync());
        await client.SendAsync("""427["echo","again"]""");
        Assert.Equal("""437["again"]""", await client.PollAsync());
        await client.SendAsync("""451-["echo",{"file":{"_placeholder":true,"num":0}}]""", "bAAH/");
        Assert.Equal("""451-["echo",{"file":{"_placeholder":true,"num":0}}]""" + "\u001ebAAH/", await client.PollAsync());
    }

    [Fact]
    public async Task Poll_ThatWaits_IsAnsweredByWhatComes()
    {
        await using var server = await TestServer.StartAsync(InteropApp.Create(), HttpProtocolKind.Http2Tls);
        var client = await PollingClient.ConnectAsync(server);

        var poll = client.PollAsync();
        await client.SendAsync("""420["ask",10000,["why"]]""");

        Assert.Equal("""420["question","why"]""", await poll);
        poll = client.PollAsync();
        await client.SendAsync("""430["because"]""");
        Assert.Equal("""430[{"answer":"because"}]""", await poll);
    }

    [Fact]
    public async Task Namespaces_OverHttp2_AreJoinedAndRefused()
    {
        await using var server = await TestServer.StartAsync(InteropApp.Create(), HttpProtocolKind.Http2Tls);
        var client = await PollingClient.OpenAsync(server);

        await client.SendAsync("""40/admin,{"user":"ada"}""");
        Assert.StartsWith("40/admin,{\"sid\":\"", await client.PollAsync(), StringComparison.Ordinal);
        await client.SendAsync("""42/admin,0["echo",1]""");
        Assert.Equal("43/admin,0[1]", await client.PollAsync());
        await client.SendAsync("""40/private,{"token":"other"}""");
        Assert.Equal("""44/private,{"message":"Unauthorized","data":{"code":401}}""", await client.PollAsync());
    }

    [Fact]
    public async Task Session_ClosedByTheServer_EndsWithItsClosePacket()
    {
        await using var server = await TestServer.StartAsync(InteropApp.Create(), HttpProtocolKind.Http2Tls);
        var client = await PollingClient.ConnectAsync(server);

        await client.SendAsync("""42["close-connection"]""");

        Assert.Equal("41", await client.PollAsync());
        Assert.Equal("1", await client.PollAsync());
        Assert.Equal(HttpStatusCode.BadRequest, await client.PollInVainAsync());
    }

    // longer than the 5 seconds after which Kestrel ends what comes too slowly
    [Fact]
    public async Task Poll_WithoutAnAnswerForLong_GetsThePing()
    {
        var engine = new EioConfig { PingInterval = TimeSpan.FromSeconds(7) };
        await using var server = await TestServer.StartAsync(InteropApp.Create(engine: engine), HttpProtocolKind.Http2Tls);
        var client = await PollingClient.ConnectAsync(server);

        Assert.Equal("2", await client.PollAsync());
        await client.SendAsync("3", """420["echo","alive"]""");

        Assert.Equal("""430["alive"]""", await client.PollAsync());
    }
}
