using System.Diagnostics;
using System.Net.Sockets;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Hardening;

/// <summary>Clients that hold on to a connection without using it: each gets its time, and no more.</summary>
public sealed class SlowClientTests
{
    private const string Head = "POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n";
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(1);

    // Kestrel looks at its clocks once a second, and the machine may be slow; the default of 30 s is far away
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: x")]
    [InlineData("GET /")]
    public async Task HeaderSection_NeverEnded_Gets408(string start)
    {
        await using var server = await StartAsync(new RpressOptions { ReadTimeout = _timeout });
        await using var connection = await server.ConnectAsync();

        var started = Stopwatch.GetTimestamp();
        await connection.SendAsync(start);
        var response = await connection.ReadLastAsync();

        Assert.Equal(408, response.Status);
        Assert.InRange(Stopwatch.GetElapsedTime(started), _timeout / 2, _bound);
    }

    // a byte now and then does not buy more time: the deadline is for the whole header section
    [Fact]
    public async Task HeaderSection_DrippingIn_Gets408()
    {
        await using var server = await StartAsync(new RpressOptions { ReadTimeout = _timeout });
        await using var connection = await server.ConnectAsync();
        await connection.SendAsync("GET / HTTP/1.1\r\nHost: x\r\nX: ");

        var response = await DripAsync(connection);

        Assert.Equal(408, response.Status);
    }

    [Theory]
    [InlineData(Head)]
    [InlineData(Head + "abc")]
    [InlineData("POST /read HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n")]
    [InlineData("POST /read HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n64\r\nabc")]
    public async Task Body_Stalled_Gets408AndEndsTheConnection(string request)
    {
        await using var server = await StartAsync(new RpressOptions { ReadTimeout = _timeout });
        await using var connection = await server.ConnectAsync();

        var started = Stopwatch.GetTimestamp();
        await connection.SendAsync(request);
        var response = await connection.ReadResponseAsync();
        var elapsed = Stopwatch.GetElapsedTime(started);

        Assert.Equal(408, response.Status);
        Assert.InRange(elapsed, _timeout / 2, _bound);

        Assert.Equal("close", response.Header("Connection"));
    }

    [Fact]
    public async Task Body_StalledInHttp2_Gets408OrAReset()
    {
        await using var server = await StartAsync(new RpressOptions { ReadTimeout = _timeout }, HttpProtocolKind.Http2Tls);
        await using var connection = await server.ConnectHttp2Async();

        await connection.SendHeadersAsync(
            1, false, (":method", "POST"), (":scheme", "https"), (":path", "/read"), (":authority", "x"), ("content-length", "100"));
        await connection.SendDataAsync(1, new byte[3], endStream: false);
        var response = await connection.ReadResponseAsync(1);

        Assert.True(response.Status == 408 || response.ResetErrorCode is not null || response.IsConnectionClosed);
    }

    // each wait is far below the read timeout, the rate far below the minimum; Kestrel's grace is 5 s
    [Fact]
    public async Task Body_BelowTheMinimumRate_Gets408()
    {
        await using var server = await StartAsync(new RpressOptions { MinDataRate = 1_000_000 });
        await using var connection = await server.ConnectAsync();
        await connection.SendAsync("POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n");

        var response = await DripAsync(connection);

        Assert.Equal(408, response.Status);
    }

    // MinResponseDataRate: the client takes nothing of 64 MB
    [Fact]
    public async Task Reader_ThatTakesNothing_IsCutOff()
    {
        await using var server = await StartAsync(new RpressOptions { MinDataRate = 50_000_000 });
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(server.EndPoint, TestContext.Current.CancellationToken);

        await socket.SendAsync("GET /large HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(() => server.App.ConnectionCount == 1, "the connection to be accepted");

        await Eventually.TrueAsync(() => server.App.ConnectionCount == 0, "the server to cut the reader off", TimeSpan.FromSeconds(25));
    }

    internal static Task<TestServer> StartAsync(RpressOptions options, HttpProtocolKind protocol = HttpProtocolKind.Http1)
    {
        options.LoggerFactory = new CollectingLoggerFactory();
        var large = ResponsePayload.Bytes(new byte[64 * 1024 * 1024]);
        var routes = new RpressRoutes();
        routes.Get("/", req => "ok");
        routes.Get("/large", req => large);
        routes.Post("/read", async req => await req.Body.ReadTextAsync());
        return TestServer.StartAsync(new RpressApp(options).AddRouteGroup(routes), protocol);
    }

    // sends piece after piece until an answer comes
    private static async Task<RawHttpResponse> DripAsync(RawHttpConnection connection)
    {
        connection.Timeout = TimeSpan.FromSeconds(25);
        var answer = connection.ReadResponseAsync();
        await Eventually.TrueAsync(
            async () =>
            {
                try
                {
                    await (answer.IsCompleted ? Task.CompletedTask : connection.SendAsync("a"));
                }
                catch (IOException)
                {
                    // closed: the answer lies in the receive buffer
                }

                return answer.IsCompleted;
            },
            "an answer",
            connection.Timeout);
        return await answer;
    }
}
