using System.Net;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Server;

/// <summary>The headers that every response carries, whatever became of the request, on every protocol.</summary>
public sealed class DefaultHeaderTests
{
    public static TheoryData<HttpProtocolKind, string, string, int> Answers { get; } = MakeAnswers();

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Response_OfAnyStatus_CarriesTheDefaults(HttpProtocolKind protocol, string method, string target, int status)
    {
        await using var server = await StartAsync(protocol);
        using var request = server.CreateRequest(new HttpMethod(method), target);
        request.Content = target == "/too-large" ? new ByteArrayContent(new byte[100]) : null;

        using var response = await server.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("nosniff", Value(response, "X-Content-Type-Options"));
        Assert.Equal("Rpress/1.0", Value(response, "Server"));
        Assert.NotNull(response.Headers.Date);
        Assert.Matches("^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", Value(response, "X-Request-ID"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task HandlersOwnValue_OfADefault_Wins(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        using var response = await server.Client.GetAsync("/own", TestContext.Current.CancellationToken);

        Assert.Equal("mine", Value(response, "X-Content-Type-Options"));
        Assert.Equal("mine", Value(response, "Server"));
        Assert.Equal("mine", Value(response, "X-Request-ID"));
    }

    [Fact]
    public async Task RequestId_OfTwoRequests_Differs()
    {
        await using var server = await StartAsync(HttpProtocolKind.Http1);

        using var first = await server.Client.GetAsync("/", TestContext.Current.CancellationToken);
        using var second = await server.Client.GetAsync("/", TestContext.Current.CancellationToken);

        Assert.NotEqual(Value(first, "X-Request-ID"), Value(second, "X-Request-ID"));
    }

    // design: "keep-alive" is said only where it is certain to be true
    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n", "keep-alive")]
    [InlineData("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n", "keep-alive")]
    [InlineData("GET /missing HTTP/1.1\r\nHost: x\r\n\r\n", "keep-alive")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n", null)]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "close")]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\nConnection: x-hop, close\r\n\r\n", "close")]
    [InlineData("POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na", "keep-alive")]
    [InlineData("POST /read HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", null)]
    [InlineData("POST /missing HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na", null)]
    [InlineData("GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n", "close")]
    [InlineData("POST /too-large HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n", "close")]
    [InlineData("GET /close HTTP/1.1\r\nHost: x\r\n\r\n", "close")]
    public async Task Connection_OnHttp11_SaysWhatHappens(string request, string? expected)
    {
        await using var server = await StartAsync(HttpProtocolKind.Http1);
        await using var connection = await server.ConnectAsync();

        await connection.SendAsync(request);
        var response = await connection.ReadResponseAsync(head: request.StartsWith("HEAD", StringComparison.Ordinal));

        Assert.Equal(expected, response.Header("Connection"));
        if (expected == "close")
        {
            Assert.Empty(await connection.ReadToEndAsync());
            return;
        }

        await connection.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Equal(200, (await connection.ReadResponseAsync()).Status);
    }

    // RFC 9113 §8.2.2: no such field in HTTP/2; the wish to end the connection becomes GOAWAY
    [Fact]
    public async Task Connection_OnHttp2_IsNeverSent()
    {
        await using var server = await StartAsync(HttpProtocolKind.Http2Tls);
        await using var connection = await server.ConnectHttp2Async();

        await connection.SendHeadersAsync(1, true, (":method", "GET"), (":scheme", "https"), (":path", "/"), (":authority", "x"));
        await connection.SendHeadersAsync(3, true, (":method", "GET"), (":scheme", "https"), (":path", "/close"), (":authority", "x"));
        var kept = await connection.ReadResponseAsync(1);
        var closing = await connection.ReadResponseAsync(3);

        Assert.Equal([null, null], [kept.Header("connection"), closing.Header("connection")]);
        Assert.Equal(200, closing.Status);
        Assert.Equal(0, await connection.ReadToEndAsync());
    }

    private static TheoryData<HttpProtocolKind, string, string, int> MakeAnswers()
    {
        var data = new TheoryData<HttpProtocolKind, string, string, int>();
        foreach (var protocol in Enum.GetValues<HttpProtocolKind>())
        {
            data.Add(protocol, "GET", "/", 200);
            data.Add(protocol, "HEAD", "/", 200);
            data.Add(protocol, "OPTIONS", "/", 204);
            data.Add(protocol, "GET", "/missing", 404);
            data.Add(protocol, "DELETE", "/", 405);
            data.Add(protocol, "GET", "/%c0%ae", 400);
            data.Add(protocol, "GET", "/refused", 418);
            data.Add(protocol, "POST", "/too-large", 413);
            data.Add(protocol, "GET", "/throws", 500);
            data.Add(protocol, "GET", "/fails-while-written", 500);
        }

        return data;
    }

    private static string Value(HttpResponseMessage response, string name) => Assert.Single(response.Headers.GetValues(name));

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol)
    {
        var routes = new RpressRoutes { MaxBodySize = 10 };
        routes.Get("/", req => "ok");
        routes.Get("/throws", req => throw new InvalidOperationException("boom"));
        routes.Get("/refused", req => throw new RpressException(418, "teapot"));
        routes.Get("/fails-while-written", req => ResponsePayload.Stream((body, token) => throw new InvalidOperationException("boom")));
        routes.Get("/close", req => ResponsePayload.Text("").WithHeader("Connection", "close"));
        routes.Get("/own", req => ResponsePayload.Text("")
            .WithHeader("Server", "mine").WithHeader("X-Content-Type-Options", "mine").WithHeader("X-Request-ID", "mine"));
        routes.Post("/read", async req => await req.Body.ReadTextAsync());
        routes.Post("/too-large", async req => await req.Body.ReadTextAsync());
        var app = new RpressApp(new RpressOptions { LoggerFactory = new CollectingLoggerFactory() });
        return TestServer.StartAsync(app.AddRouteGroup(routes), protocol);
    }
}
