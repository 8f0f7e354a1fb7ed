using Rpress.TestKit;

namespace Rpress.FunctionalTests.Cors;

/// <summary>What asks for leave is answered with leave and nothing else (WHATWG Fetch §3.3.2); other OPTIONS requests are the application's.</summary>
public sealed class PreflightTests
{
    private const string App = "https://app.example.com";
    private static readonly (string, string) _vary = ("Vary", "Origin, Access-Control-Request-Method");

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Preflight_OfAnAllowedOrigin_SaysWhatItMay(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(
            new()
            {
                Origins = [App],
                Methods = ["GET", "PUT"],
                Headers = ["Content-Type", "X-Key"],
                ExposeHeaders = ["X-Total"],
                AllowCredentials = true,
                MaxAge = TimeSpan.FromMinutes(10),
            },
            protocol);

        var reply = await PreflightAsync(server, "/", "PUT", App, ("Access-Control-Request-Headers", "x-key"));

        Assert.Equal((204, "", null), (reply.Status, reply.Text, reply.Header("Content-Length")));
        Assert.Equal(
            [
                ("Access-Control-Allow-Credentials", "true"), ("Access-Control-Allow-Headers", "Content-Type, X-Key"),
                ("Access-Control-Allow-Methods", "PUT"), ("Access-Control-Allow-Origin", App), ("Access-Control-Max-Age", "600"), _vary,
            ],
            CorsFields.Of(reply));
        Assert.Null(reply.Header("Allow"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Preflight_ByDefault_AllowsTheUsualMethodsAndHeadersForADay(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(new() { Origins = ["*"] }, protocol);

        Assert.Equal(
            [
                ("Access-Control-Allow-Headers", "Content-Type, Authorization"),
                ("Access-Control-Allow-Methods", "DELETE"),
                ("Access-Control-Allow-Origin", "*"), ("Access-Control-Max-Age", "86400"), _vary,
            ],
            CorsFields.Of(await PreflightAsync(server, "/", "DELETE", App)));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Preflight_OfAnyOtherOrigin_GetsNoLeave(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(new() { Origins = [App, "https://*.example.org"], AllowCredentials = true }, protocol);

        foreach (var origin in new[] { "null", "", "https://evil-app.example.com", "https://app.example.com.evil.com", "https://example.org", "https://a.b.example.org", "x" })
        {
            var reply = await PreflightAsync(server, "/", "PUT", origin);
            Assert.Equal((origin, 204), (origin, reply.Status));
            Assert.Equal([_vary], CorsFields.Of(reply));
        }
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1, "1")]
    [InlineData(86_399, "86399")]
    [InlineData(86_400, "86400")]
    public async Task MaxAge_InSeconds_IsSent(int seconds, string expected)
    {
        await using var server = await StartAsync(new() { Origins = [App], MaxAge = TimeSpan.FromSeconds(seconds) }, HttpProtocolKind.Http1);

        Assert.Equal(expected, (await PreflightAsync(server, "/", "PUT", App)).Header("Access-Control-Max-Age"));
    }

    // only of the method that is asked about is anything said: a browser keeps what it is told for all that the URL answers
    [Theory]
    [InlineData(new string[0], "PUT", null)]
    [InlineData(new[] { "put", "Patch", "purge" }, "PUT", "PUT")] // the usual ones in their one case, others as given
    [InlineData(new[] { "put", "Patch", "purge" }, "purge", "purge")]
    [InlineData(new[] { "put", "Patch", "purge" }, "PURGE", null)]
    [InlineData(new[] { "put", "Patch", "purge" }, "DELETE", null)]
    [InlineData(new[] { "*" }, "PURGE", "PURGE")]
    public async Task Methods_AsSet_AreAllowed(string[] methods, string method, string? expected)
    {
        await using var server = await StartAsync(new() { Origins = [App], Methods = methods, Headers = [] }, HttpProtocolKind.Http1);

        var reply = await PreflightAsync(server, "/", method, App);

        Assert.Equal((expected, null), (reply.Header("Access-Control-Allow-Methods"), reply.Header("Access-Control-Allow-Headers")));
        Assert.Equal(App, reply.Header("Access-Control-Allow-Origin"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Preflight_OfAnyPath_ReachesNothingOfTheApplication(HttpProtocolKind protocol)
    {
        var reached = 0;
        var app = TestApps.With(routes => routes.Options("/", _ => { reached++; }), new() { Cors = new() { Origins = [App] } })
            .Use((req, next) =>
            {
                reached++;
                return next(req);
            });
        await using var server = await TestServer.StartAsync(app, protocol);

        foreach (var path in new[] { "/", "/nowhere" })
        {
            Assert.Equal(204, (await PreflightAsync(server, path, "GET", App)).Status);
            Assert.Equal(204, (await PreflightAsync(server, path, "GET", "https://evil.com")).Status);
        }

        Assert.Equal(0, reached);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Options_ThatIsNoPreflight_GoesToTheApplication(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Options("/own", _ => "own").Get("/get", _ => ""), new() { Cors = new() { Origins = [App] } }), protocol);
        (string, string) origin = ("Origin", App);
        foreach (var headers in new (string, string)[][]
        {
            [], [origin], [("Access-Control-Request-Method", "PUT")], [origin, ("Access-Control-Request-Method", "")],
            [origin, ("Access-Control-Request-Method", "PUT, GET")], [origin, ("Access-Control-Request-Method", "P T")],
        })
        {
            var own = await server.SendAsync(HttpMethod.Options, "/own", null, headers);
            Assert.Equal((200, "own", "Origin"), (own.Status, own.Text, own.Header("Vary")));
            Assert.Equal(headers.Contains(origin) ? App : null, own.Header("Access-Control-Allow-Origin"));
            Assert.Null(own.Header("Access-Control-Allow-Methods"));
            Assert.Equal("GET, HEAD, OPTIONS", (await server.SendAsync(HttpMethod.Options, "/get", null, headers)).Header("Allow"));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Preflight_WithoutSettings_GoesToTheApplication(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(TestApps.With(routes => routes.Options("/", _ => "own")), protocol);

        var reply = await PreflightAsync(server, "/", "PUT", App);

        Assert.Equal((200, "own"), (reply.Status, reply.Text));
        Assert.Empty(CorsFields.Of(reply));
    }

    // its method is not to be trusted: what was refused stays refused, and is marked like any other response
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Preflight_ThatBreaksARule_IsRefused(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(new() { Origins = [App] }, protocol);

        var malformed = await PreflightAsync(server, "/%zz", "PUT", App);
        var large = await PreflightAsync(server, "/", "PUT", App, ("X-Large", new string('a', 10_000)));

        Assert.Equal([400, 431], [malformed.Status, large.Status]);
        Assert.All([malformed, large], reply => Assert.Equal((App, null), (reply.Header("Access-Control-Allow-Origin"), reply.Header("Access-Control-Max-Age"))));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.Http1Only), MemberType = typeof(HttpProtocols))]
    public async Task Preflight_Twice_KeepsTheConnection(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(new() { Origins = [App] }, protocol);
        await using var connection = await server.ConnectAsync();

        for (var i = 0; i < 2; i++)
        {
            await connection.SendAsync($"OPTIONS /{i} HTTP/1.1\r\nHost: x\r\nOrigin: {App}\r\nAccess-Control-Request-Method: PUT\r\n\r\n");
            var response = await connection.ReadResponseAsync();
            Assert.Equal((204, "keep-alive", App), (response.Status, response.Header("Connection"), response.Header("Access-Control-Allow-Origin")));
        }
    }

    private static Task<TestServer> StartAsync(RpressCors cors, HttpProtocolKind protocol) =>
        TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Text("answer"), new() { Cors = cors }), protocol);

    private static Task<Reply> PreflightAsync(TestServer server, string path, string method, string origin, params (string, string)[] headers) =>
        server.SendAsync(HttpMethod.Options, path, null, [("Origin", origin), ("Access-Control-Request-Method", method), .. headers]);
}
