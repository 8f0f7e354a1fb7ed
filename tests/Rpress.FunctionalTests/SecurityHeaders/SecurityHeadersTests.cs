using Rpress.TestKit;

namespace Rpress.FunctionalTests.SecurityHeaders;

public sealed class SecurityHeadersTests
{
    private static readonly string[] _all =
    [
        "Content-Security-Policy", "X-Frame-Options", "X-XSS-Protection", "Strict-Transport-Security", "Referrer-Policy", "Cross-Origin-Opener-Policy",
        "X-Permitted-Cross-Domain-Policies",
    ];

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Response_WithSettings_CarriesEachFieldOnce(HttpProtocolKind protocol)
    {
        var headers = new RpressSecurityHeaders
        {
            ContentSecurityPolicy = "default-src 'self'",
            XFrameOptions = "DENY",
            XXssProtection = "1; mode=block",
            Custom = { ["Permissions-Policy"] = "camera=()", ["Referrer-Policy"] = "no-referrer" },
        };
        await using var server = await StartAsync(headers, protocol, _ => ResponsePayload.Text("x"));

        var reply = await server.GetAsync("/");

        Assert.Equal(["default-src 'self'"], reply.HeaderValues("Content-Security-Policy"));
        Assert.Equal(["DENY"], reply.HeaderValues("X-Frame-Options"));
        Assert.Equal(["1; mode=block"], reply.HeaderValues("X-XSS-Protection"));
        Assert.Equal(["camera=()"], reply.HeaderValues("Permissions-Policy"));
        Assert.Equal(["no-referrer"], reply.HeaderValues("Referrer-Policy"));
        Assert.Equal(["nosniff"], reply.HeaderValues("X-Content-Type-Options"));
        Assert.Null(reply.Header("Strict-Transport-Security"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Settings_NullOrEmpty_SendNothing(HttpProtocolKind protocol)
    {
        var empty = new RpressSecurityHeaders { ContentSecurityPolicy = "", XFrameOptions = "", XXssProtection = "", StrictTransportSecurity = "" };
        foreach (var headers in new[] { null, new(), empty })
        {
            await using var server = await StartAsync(headers, protocol, _ => ResponsePayload.Text("x"));
            var reply = await server.GetAsync("/");
            Assert.All(_all, name => Assert.Empty(reply.HeaderValues(name)));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Recommended_OverTls_BindsToTls(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(RpressSecurityHeaders.Recommended, protocol, _ => ResponsePayload.Text("x"));

        var reply = await server.GetAsync("/");

        // RFC 6797 §7.2
        Assert.Equal(protocol == HttpProtocolKind.Http1 ? null : "max-age=31536000", reply.Header("Strict-Transport-Security"));
        Assert.All(_all.Where(name => name != "Strict-Transport-Security"), name => Assert.Single(reply.HeaderValues(name)));
    }

    [Theory]
    [InlineData(true, "https", "max-age=60")]
    [InlineData(true, "http", null)]
    [InlineData(false, "https", null)]
    public async Task StrictTransport_BehindAProxy_FollowsATrustedOne(bool isTrusted, string scheme, string? expected)
    {
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(
            _ => ResponsePayload.Text("x"),
            new() { SecurityHeaders = new() { StrictTransportSecurity = "max-age=60" }, TrustedProxies = isTrusted ? ["127.0.0.1"] : null }));

        var reply = await server.GetAsync("/", ("X-Forwarded-For", "192.0.2.1"), ("X-Forwarded-Proto", scheme));

        Assert.Equal(expected, reply.Header("Strict-Transport-Security"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Value_OfTheHandlersOwn_Wins(HttpProtocolKind protocol)
    {
        var app = TestApps.With(
            routes => routes
                .Get("/with", _ => Own(ResponsePayload.Text("x")))
                .Get("/appended", _ => ResponsePayload.Text("x").WithAppendedHeader("content-security-policy", "own").WithAppendedHeader("Content-Security-Policy", "second"))
                .Get("/stream", _ => Own(ResponsePayload.Stream((body, token) => body.WriteAsync(new byte[] { 1 }, token).AsTask())))
                .Get("/error", _ => Own(ResponsePayload.Error(404, "none")))
                .Get("/middleware", _ => "x"),
            new() { SecurityHeaders = RpressSecurityHeaders.Recommended });
        app.Use(async (req, next) => req.Path == "/middleware" ? Own(await next(req)) : await next(req));
        await using var server = await TestServer.StartAsync(app, protocol);

        foreach (var path in new[] { "/with", "/stream", "/error", "/middleware" })
        {
            var reply = await server.GetAsync(path);
            Assert.Equal((path, "own", "own"), (path, reply.Header("Content-Security-Policy"), reply.Header("Referrer-Policy")));
            Assert.Equal("SAMEORIGIN", reply.Header("X-Frame-Options"));
        }

        Assert.Equal(["own", "second"], (await server.GetAsync("/appended")).HeaderValues("Content-Security-Policy"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Error_OfEveryRoad_CarriesThem(HttpProtocolKind protocol)
    {
        await using var server = await ErrorRoads.StartAsync(new() { SecurityHeaders = RpressSecurityHeaders.Recommended }, protocol);

        Assert.All(await ErrorRoads.WalkAsync(server), road =>
        {
            Assert.Equal(road.Status, road.Reply.Status);
            Assert.All(
                _all.Where(name => name != "Strict-Transport-Security" || protocol != HttpProtocolKind.Http1),
                name => Assert.Single(road.Reply.HeaderValues(name)));
            Assert.Equal(["nosniff"], road.Reply.HeaderValues("X-Content-Type-Options"));
            Assert.Null(road.Reply.Header("X-Lost"));
        });
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Preflight_WithSettings_CarriesThemToo(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.WithoutRoutes(new() { SecurityHeaders = new() { XFrameOptions = "DENY", Custom = { ["Vary"] = "Cookie" } }, Cors = new() { Origins = ["https://a.example"] } }),
            protocol);

        var reply = await server.SendAsync(HttpMethod.Options, "/", null, ("Origin", "https://a.example"), ("Access-Control-Request-Method", "PUT"));

        Assert.Equal((204, "DENY", "https://a.example"), (reply.Status, reply.Header("X-Frame-Options"), reply.Header("Access-Control-Allow-Origin")));
        Assert.Equal(["Cookie", "Origin, Access-Control-Request-Method"], reply.HeaderValues("Vary"));
    }

    private static ResponsePayload Own(ResponsePayload payload) =>
        payload.WithHeader("content-security-policy", "own").WithHeader("Referrer-Policy", "own");

    private static Task<TestServer> StartAsync(RpressSecurityHeaders? headers, HttpProtocolKind protocol, Func<RequestPayload, ResponsePayload> handler) =>
        TestServer.StartAsync(TestApps.WithRoot(handler, new() { SecurityHeaders = headers }), protocol);
}
