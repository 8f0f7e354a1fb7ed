using System.Net.Sockets;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Server;

/// <summary>MaxConnections: up to it served, above it told so, far above it closed; never a hang.</summary>
public sealed class ConnectionLimitTests
{
    private const int Limit = 20;
    private const string Request = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    [Fact]
    public async Task Connection_AtTheLimit_IsServed()
    {
        await using var server = await StartAsync();
        await using var connections = await HeldConnections.OpenAsync(server, Limit - 1);
        await using var last = await server.ConnectAsync();

        await last.SendAsync(Request);
        var response = await last.ReadResponseAsync();

        Assert.Equal(200, response.Status);
        Assert.Equal("keep-alive", response.Header("Connection"));
    }

    [Fact]
    public async Task Connection_AboveTheLimit_Gets503AndIsClosed()
    {
        await using var server = await StartAsync();
        await using var connections = await HeldConnections.OpenAsync(server, Limit);
        await using var above = await server.ConnectAsync();

        await above.SendAsync(Request);
        var response = await above.ReadResponseAsync();

        Assert.Equal(503, response.Status);
        Assert.Equal("close", response.Header("Connection"));
        Assert.Empty(await above.ReadToEndAsync());
    }

    [Fact]
    public async Task Connection_AboveTheLimitInHttp2_Gets503AndGoAway()
    {
        await using var server = await StartAsync(HttpProtocolKind.Http2Tls);
        await using var connections = await HeldConnections.OpenAsync(server, Limit);
        await using var above = await server.ConnectHttp2Async();

        await above.SendHeadersAsync(1, true, (":method", "GET"), (":scheme", "https"), (":path", "/"), (":authority", "x"));
        var response = await above.ReadResponseAsync(1);

        Assert.Equal(503, response.Status);
        Assert.Equal(0, await above.ReadToEndAsync());
    }

    // 10 % above the limit, answers stop too: the flood must not cost us one each
    [Fact]
    public async Task Connection_FarAboveTheLimit_IsClosedAtOnce()
    {
        await using var server = await StartAsync();
        await using var connections = await HeldConnections.OpenAsync(server, Limit + 2);

        Assert.True(await IsTurnedAwayAsync(server));
    }

    [Fact]
    public async Task Server_AfterAFloodOfConnections_IsResponsive()
    {
        await using var server = await StartAsync();
        await using (await HeldConnections.OpenAsync(server, Limit + 2))
        {
            for (var i = 0; i < 50; i++)
            {
                Assert.True(await IsTurnedAwayAsync(server));
            }
        }

        await Eventually.TrueAsync(() => server.App.ConnectionCount == 0, "the connections to be counted down");
        Assert.Equal("ok", await server.Client.GetStringAsync("/", TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task ConnectionCount_AfterClientsLeaveInAnyWay_IsZeroAgain(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);
        await server.Client.GetStringAsync("/", TestContext.Current.CancellationToken);
        for (var i = 0; i < 5; i++)
        {
            await using var silent = await RawHttpConnection.ConnectAsync(server.EndPoint);
            await using var reset = await RawHttpConnection.ConnectAsync(server.EndPoint);
            reset.Reset();
        }

        server.Client.Dispose();

        await Eventually.TrueAsync(() => server.App.ConnectionCount == 0, "no connection to be left");
    }

    // the reset may come before connecting is over
    private static async Task<bool> IsTurnedAwayAsync(TestServer server)
    {
        try
        {
            await using var connection = await server.ConnectAsync();
            return await connection.IsClosedAsync();
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol = HttpProtocolKind.Http1)
    {
        var routes = new RpressRoutes();
        routes.Get("/", req => "ok");
        var app = new RpressApp(new RpressOptions { MaxConnections = Limit, LoggerFactory = new CollectingLoggerFactory() });
        return TestServer.StartAsync(app.AddRouteGroup(routes), protocol);
    }
}
