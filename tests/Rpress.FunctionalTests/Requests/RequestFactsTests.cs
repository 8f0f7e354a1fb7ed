using Rpress.TestKit;

namespace Rpress.FunctionalTests.Requests;

public sealed class RequestFactsTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Request_OfEachProtocol_TellsItsFacts(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Get("/*rest", req =>
                string.Join('|', req.Method, req.Path, req.RawTarget, req.QueryString, req.Scheme, req.Protocol, req.Host))),
            protocol);

        var (scheme, version) = protocol switch
        {
            HttpProtocolKind.Http1 => ("http", "HTTP/1.1"),
            HttpProtocolKind.Http1Tls => ("https", "HTTP/1.1"),
            _ => ("https", "HTTP/2"),
        };
        var reply = await server.GetAsync("/a%20b/../c%2Fd?x=%201&y");
        Assert.Equal($"GET|/c%2Fd|/a%20b/../c%2Fd?x=%201&y|?x=%201&y|{scheme}|{version}|127.0.0.1:{server.Port}", reply.Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Headers_OfAnyCase_AreFound(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Get("/", req =>
                $"{req.Headers["x-ONE"]}|{req.Headers["none"] ?? "-"}|{req.Headers.Contains("X-one")}|{req.Headers.Contains("none")}")),
            protocol);

        Assert.Equal("a b|-|True|False", (await server.GetAsync("/", ("X-One", "a b"))).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.Http1Only), MemberType = typeof(HttpProtocols))]
    public async Task Headers_Repeated_AreJoinedAndListed(HttpProtocolKind protocol)
    {
        await using var server = await StartListingAsync(protocol);
        await using var connection = await server.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1\r\nHost: a\r\nX-List: one\r\nx-list: two, three\r\nX-LIST:\tfour \r\n\r\n");

        // RFC 9110 §5.3
        Assert.Equal("one, two, three, four|one;two, three;four", (await connection.ReadResponseAsync()).Text);
    }

    [Fact]
    public async Task Headers_RepeatedOnHttp2_AreJoinedAndListed()
    {
        await using var server = await StartListingAsync(HttpProtocolKind.Http2Tls);
        await using var connection = await server.ConnectHttp2Async();

        await connection.SendHeadersAsync(
            1, true, (":method", "GET"), (":scheme", "https"), (":authority", "a"), (":path", "/"), ("x-list", "one"), ("x-list", "two, three"), ("x-list", "four"));

        Assert.Equal("one, two, three, four|one;two, three;four", (await connection.ReadResponseAsync(1)).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Headers_Enumerated_HoldNoPseudoHeader(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Get("/", req => string.Join(',', req.Headers.Select(field => $"{field.Key}={field.Value}")))), protocol);

        var text = (await server.GetAsync("/", ("X-One", "1"))).Text;

        Assert.Contains("X-One=1", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(text.Split(','), field => field.StartsWith(':'));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Request_KeptAfterItsEnd_Throws(HttpProtocolKind protocol)
    {
        RequestPayload? kept = null;
        RequestHeaders headers = default;
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(req =>
            {
                (kept, headers) = (req, req.Headers);
                return ResponsePayload.Text("kept");
            }),
            protocol);

        await server.GetAsync("/", ("Authorization", "secret"));
        await Eventually.TrueAsync(() => Record.Exception(() => kept!.Method) is ObjectDisposedException, "the request to end");

        Assert.Throws<ObjectDisposedException>(() => headers["authorization"]);
        Assert.Throws<ObjectDisposedException>(() => kept!.Path);
        Assert.Throws<ObjectDisposedException>(() => kept!.Query);
        Assert.Throws<ObjectDisposedException>(() => kept!.Params["x"]);
        Assert.Throws<ObjectDisposedException>(() => kept!.Aborted);
        Assert.Contains("Copy what you need", Assert.Throws<ObjectDisposedException>(() => kept!.Headers["x"]).Message, StringComparison.Ordinal);
    }

    private static Task<TestServer> StartListingAsync(HttpProtocolKind protocol) => TestServer.StartAsync(
        TestApps.With(routes => routes.Get("/", req => $"{req.Headers["X-List"]}|{string.Join(';', req.Headers.GetAll("x-list"))}")), protocol);
}
