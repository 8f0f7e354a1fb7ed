using System.Net;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Server;

/// <summary>The body limit answers 413 whatever the framing, and the client gets to read it.</summary>
public sealed class BodyLimitTests
{
    private const int Limit = 100_000;

    public static TheoryData<HttpProtocolKind, bool, int, HttpStatusCode> Sizes { get; } = MakeSizes();

    [Theory]
    [MemberData(nameof(Sizes))]
    public async Task Body_AroundTheLimit_IsServedOrRefusedWith413(
        HttpProtocolKind protocol, bool hasLength, int size, HttpStatusCode status)
    {
        await using var server = await StartAsync(new RpressOptions { MaxBodySize = Limit }, protocol);

        using var response = await PostAsync(server, "/read", size, hasLength);

        Assert.Equal(status, response.StatusCode);
        if (status == HttpStatusCode.OK)
        {
            Assert.Equal($"{size}", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    // a group's own limit wins, larger or smaller (rpress let every streamed body pass)
    [Theory]
    [InlineData("/small", 10, HttpStatusCode.OK)]
    [InlineData("/small", 11, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData("/large", Limit + 1, HttpStatusCode.OK)]
    [InlineData("/large", 2 * Limit, HttpStatusCode.OK)]
    [InlineData("/large", (2 * Limit) + 1, HttpStatusCode.RequestEntityTooLarge)]
    public async Task GroupLimit_BelowOrAboveTheGlobalOne_Wins(string path, int size, HttpStatusCode status)
    {
        await using var server = await StartAsync(new RpressOptions { MaxBodySize = Limit }, HttpProtocolKind.Http1);

        using var announced = await PostAsync(server, path, size, hasLength: true);
        using var chunked = await PostAsync(server, path, size, hasLength: false);

        Assert.Equal([status, status], [announced.StatusCode, chunked.StatusCode]);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task StreamedBody_AboveTheLimit_FailsTheHandlersRead(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(new RpressOptions { MaxBodySize = Limit }, protocol);

        using var response = await PostAsync(server, "/chunks", Limit + 1, hasLength: false);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    // the client is still sending when the answer comes: it has to arrive, not a broken pipe
    [Theory]
    [InlineData(HttpProtocolKind.Http1, true)]
    [InlineData(HttpProtocolKind.Http1, false)]
    [InlineData(HttpProtocolKind.Http1Tls, true)]
    [InlineData(HttpProtocolKind.Http1Tls, false)]
    [InlineData(HttpProtocolKind.Http2Tls, true)]
    [InlineData(HttpProtocolKind.Http2Tls, false)]
    public async Task Upload_Of15MegabytesAtTheDefaultLimit_Reads413(HttpProtocolKind protocol, bool hasLength)
    {
        await using var server = await StartAsync(new RpressOptions(), protocol);

        using var response = await PostAsync(server, "/read", 15 * 1024 * 1024, hasLength);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Contains("10485760", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    // raw: all 15 MB are requests; the 413 is read, the connection ends, none of them reached the application
    [Fact]
    public async Task Upload_AboveTheLimit_IsNeverReadAsRequests()
    {
        var reached = 0;
        var app = new RpressApp(new RpressOptions { LoggerFactory = new CollectingLoggerFactory() });
        app.Use(async (req, next) =>
        {
            Interlocked.Increment(ref reached);
            return ResponsePayload.Bytes(await req.Body.ReadBytesAsync());
        });
        await using var server = await TestServer.StartAsync(app);
        await using var connection = await server.ConnectAsync();
        var smuggled = System.Text.Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost: x\r\n\r\n");

        var answer = connection.ReadResponseAsync();
        await connection.SendAsync("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 15600000\r\n\r\n");
        await SendWhilePossibleAsync(connection, [.. Enumerable.Repeat(smuggled, 600).SelectMany(bytes => bytes)], 1000);

        Assert.Equal(413, (await answer).Status);
        Assert.Empty(await connection.ReadToEndAsync());
        Assert.Equal(0, reached);
    }

    // RFC 9110 §10.1.1: who asks first is told no before sending anything
    [Fact]
    public async Task ExpectContinue_AboveTheLimit_Gets413InsteadOf100()
    {
        await using var server = await StartAsync(new RpressOptions { MaxBodySize = 10 }, HttpProtocolKind.Http1);
        await using var connection = await server.ConnectAsync();

        await connection.SendAsync("POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n");
        var response = await connection.ReadResponseAsync();

        Assert.Equal(413, response.Status);
        Assert.Empty(response.Interim);
        Assert.Equal("close", response.Header("Connection"));
    }

    private static TheoryData<HttpProtocolKind, bool, int, HttpStatusCode> MakeSizes()
    {
        var data = new TheoryData<HttpProtocolKind, bool, int, HttpStatusCode>();
        foreach (var protocol in Enum.GetValues<HttpProtocolKind>())
        {
            foreach (var hasLength in new[] { true, false })
            {
                data.Add(protocol, hasLength, 0, HttpStatusCode.OK);
                data.Add(protocol, hasLength, Limit - 1, HttpStatusCode.OK);
                data.Add(protocol, hasLength, Limit, HttpStatusCode.OK);
                data.Add(protocol, hasLength, Limit + 1, HttpStatusCode.RequestEntityTooLarge);
            }
        }

        return data;
    }

    private static async Task<HttpResponseMessage> PostAsync(TestServer server, string path, int size, bool hasLength)
    {
        using var request = server.CreateRequest(HttpMethod.Post, path);
        request.Content = new System.Net.Http.StreamContent(new MemoryStream(new byte[size]));
        request.Content.Headers.ContentLength = hasLength ? size : null;
        request.Headers.TransferEncodingChunked = hasLength || server.Client.DefaultRequestVersion.Major == 2 ? null : true;
        return await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task SendWhilePossibleAsync(RawHttpConnection connection, byte[] bytes, int times)
    {
        try
        {
            for (var i = 0; i < times; i++)
            {
                await connection.SendAsync(bytes);
            }
        }
        catch (IOException)
        {
            // closed after the answer
        }
    }

    private static Task<TestServer> StartAsync(RpressOptions options, HttpProtocolKind protocol)
    {
        options.LoggerFactory = new CollectingLoggerFactory();
        var app = new RpressApp(options);
        foreach (var (path, limit) in new (string, long?)[] { ("/read", null), ("/small", 10), ("/large", 2 * Limit) })
        {
            var routes = new RpressRoutes { MaxBodySize = limit };
            routes.Post(path, async req => ResponsePayload.Text($"{(await req.Body.ReadBytesAsync()).Length}"));
            app.AddRouteGroup(routes);
        }

        var streaming = new RpressRoutes();
        streaming.Post("/chunks", async req =>
        {
            await foreach (var _ in req.Body.ReadChunksAsync())
            {
            }

            return ResponsePayload.Text("whole");
        });
        return TestServer.StartAsync(app.AddRouteGroup(streaming), protocol);
    }
}
