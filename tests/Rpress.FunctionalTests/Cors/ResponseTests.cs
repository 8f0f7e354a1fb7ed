using Rpress.TestKit;

namespace Rpress.FunctionalTests.Cors;

/// <summary>What a response to a page's own request carries (WHATWG Fetch §3.3): its origin's leave, and nothing of a preflight.</summary>
public sealed class ResponseTests
{
    private const string App = "https://app.example.com";

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Response_ToAnAllowedOrigin_CarriesOnlyItsOwnFields(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(
            new() { Origins = [App, "https://*.example.org:8443"], ExposeHeaders = ["X-Total", "X-Page"], AllowCredentials = true }, protocol);

        foreach (var origin in new[] { App, "https://one.example.org:8443" })
        {
            var reply = await server.GetAsync("/", ("Origin", origin));
            Assert.Equal((200, "answer"), (reply.Status, reply.Text));
            Assert.Equal(
                [
                    ("Access-Control-Allow-Credentials", "true"), ("Access-Control-Allow-Origin", origin),
                    ("Access-Control-Expose-Headers", "X-Total, X-Page"), ("Vary", "Origin"),
                ],
                CorsFields.Of(reply));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Response_WithoutCredentialsOrExposedHeaders_DoesNotNameThem(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(new() { Origins = [App] }, protocol);

        Assert.Equal([("Access-Control-Allow-Origin", App), ("Vary", "Origin")], CorsFields.Of(await server.GetAsync("/", ("Origin", App))));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Request_OfAnyOtherOrigin_IsServedWithoutLeave(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(new() { Origins = [App, "https://*.example.org"], AllowCredentials = true }, protocol);

        foreach (var origin in new[]
        {
            "null", "", "*", "https://example.com", "https://evil-app.example.com", "https://app.example.com.evil.com", "https://app.example.comx",
            "https://appxexample.com", "http://app.example.com", "https://app.example.com:8443", "https://app.example.com/", "https://app.example.com.",
            "https://user@app.example.com", "app.example.com", "https://example.org", "https://a.b.example.org", "https://evilexample.org",
            "https://*.example.org", "https://evil.com/.example.org", App + ", " + App, App + " https://evil.com", "nonsense",
        })
        {
            var reply = await server.GetAsync("/", ("Origin", origin));
            Assert.Equal((origin, 200, "answer"), (origin, reply.Status, reply.Text));
            Assert.Equal([("Vary", "Origin")], CorsFields.Of(reply));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Response_ToARequestWithoutOrigin_StillVaries(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(new() { Origins = [App] }, protocol);

        Assert.Equal([("Vary", "Origin")], CorsFields.Of(await server.GetAsync("/")));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Response_WhereEveryOriginIsAllowed_IsTheSameForAll(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(new() { Origins = ["*"], ExposeHeaders = ["*"] }, protocol);

        foreach (var headers in new (string, string)[][] { [], [("Origin", App)], [("Origin", "null")], [("Origin", "nonsense")] })
        {
            Assert.Equal(
                [("Access-Control-Allow-Origin", "*"), ("Access-Control-Expose-Headers", "*")],
                CorsFields.Of(await server.GetAsync("/", headers)));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Origin_InAnotherSpelling_IsTheSameOriginAndEchoedAsSent(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(new() { Origins = [App] }, protocol);

        Assert.Equal("HTTPS://App.Example.com:443", (await server.GetAsync("/", ("Origin", "HTTPS://App.Example.com:443"))).Header("Access-Control-Allow-Origin"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.Http1Only), MemberType = typeof(HttpProtocols))]
    public async Task Origin_OnTheWire_IsOneFieldOfAscii(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(new() { Origins = [App, "https://kube.example"] }, protocol);

        // the last one is K in another guise (U+212A), which is a k in lower case
        foreach (var fields in new[] { $"Origin: {App}\r\nOrigin: {App}\r\n", $"Origin: {App}\r\norigin: https://evil.com\r\n", "Origin: https://\xE2\x84\xAAube.example\r\n" })
        {
            await using var connection = await server.ConnectAsync();
            await connection.SendAsync($"GET / HTTP/1.1\r\nHost: x\r\n{fields}\r\n");
            var response = await connection.ReadResponseAsync();
            Assert.Equal(200, response.Status);
            Assert.Null(response.Header("Access-Control-Allow-Origin"));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Vary_OfHandlers_IsAddedTo(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(
                routes => routes.Get("/other", _ => ResponsePayload.Text("").WithHeader("Vary", "Accept-Language").WithAppendedHeader("Vary", "Cookie"))
                    .Get("/same", _ => ResponsePayload.Text("").WithHeader("Vary", "origin")),
                new() { Cors = new() { Origins = [App] } }),
            protocol);

        Assert.Equal("Origin, Accept-Language, Cookie", (await server.GetAsync("/other", ("Origin", App))).Header("Vary"));
        Assert.Equal("Origin", (await server.GetAsync("/same", ("Origin", App))).Header("Vary"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Field_OfTheHandlersOwn_Wins(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(
                _ => ResponsePayload.Text("").WithHeader("access-control-allow-origin", "https://own.example").WithHeader("Access-Control-Expose-Headers", "X-Own"),
                new() { Cors = new() { Origins = [App], ExposeHeaders = ["X-Total"] } }),
            protocol);

        var reply = await server.GetAsync("/", ("Origin", App));

        Assert.Equal(["https://own.example"], reply.HeaderValues("Access-Control-Allow-Origin"));
        Assert.Equal(["X-Own"], reply.HeaderValues("Access-Control-Expose-Headers"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Response_WithoutSettings_HasNothingOfIt(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Text("")), protocol);

        Assert.Empty(CorsFields.Of(await server.GetAsync("/", ("Origin", App))));
    }

    private static Task<TestServer> StartAsync(RpressCors cors, HttpProtocolKind protocol) =>
        TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Text("answer"), new() { Cors = cors }), protocol);
}
