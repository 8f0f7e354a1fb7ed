using System.Diagnostics;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Tracing;

/// <summary>What <c>http.request</c> says of a request.</summary>
[Collection(TracedAlone.Name)]
public sealed class RequestSpanTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestSpan_OfAMatchedRoute_CarriesTheConventions(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        await using var server = await StartAsync(protocol);

        var reply = await server.GetAsync("/users/caf%C3%A9?token=secret", ("User-Agent", "tests/1"));
        var span = await spans.OfAsync(reply);

        Assert.Equal(("http.request", "GET /users/:id", ActivityKind.Server), (span.OperationName, span.DisplayName, span.Kind));
        Assert.Equal(ActivityStatusCode.Unset, span.Status);
        Assert.Equal(
            [
                "GET", protocol == HttpProtocolKind.Http1 ? "http" : "https", "/users/caf%C3%A9", "/users/:id", "127.0.0.1", server.Port,
                "127.0.0.1", "127.0.0.1", protocol == HttpProtocolKind.Http2Tls ? "2" : "1.1", "tests/1", 200, null, null,
            ],
            Tags(
                span, "http.request.method", "url.scheme", "url.path", "http.route", "server.address", "server.port", "client.address",
                "network.peer.address", "network.protocol.version", "user_agent.original", "http.response.status_code", "error.type", "url.query"));
        Assert.InRange((int)span.GetTagItem("network.peer.port")!, 1, 65535);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestSpan_OfAnyRequest_CarriesTheFieldsOfRpress(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        await using var server = await StartAsync(protocol);

        var reply = await server.GetAsync("/users/1");
        var span = await spans.OfAsync(reply);

        Assert.Equal(
            ["GET", "/users/:id", reply.Header("X-Request-ID"), 200],
            Tags(span, "http.method", "http.route", "http.request_id", "http.status_code"));
        Assert.InRange((double)span.GetTagItem("http.latency_ms")!, 0, span.Duration.TotalMilliseconds + 1000);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestSpan_WithoutARoute_HasNoneAndNoError(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        await using var server = await StartAsync(protocol);

        var missing = await spans.OfAsync(await server.GetAsync("/nowhere/1"));
        var notAllowed = await spans.OfAsync(await server.SendAsync(HttpMethod.Delete, "/users/1"));

        Assert.Equal(["GET", 404, null, "/nowhere/1", null], [missing.DisplayName, .. Tags(missing, "http.response.status_code", "http.route", "url.path", "error.type")]);
        Assert.Equal(["DELETE", 405, null, null], [notAllowed.DisplayName, .. Tags(notAllowed, "http.response.status_code", "http.route", "error.type")]);
        Assert.Equal(ActivityStatusCode.Unset, missing.Status);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestSpan_OfUnusualMethods_KeepsFewNames(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        await using var server = await StartAsync(protocol);

        var head = await spans.OfAsync(await server.SendAsync(HttpMethod.Head, "/users/1"));
        var brew = await spans.OfAsync(await server.SendAsync(new HttpMethod("BREW"), "/users/1"));

        Assert.Equal(["HEAD /users/:id", "HEAD", null], [head.DisplayName, .. Tags(head, "http.request.method", "http.request.method_original")]);
        Assert.Equal(["HTTP", "_OTHER", "BREW"], [brew.DisplayName, .. Tags(brew, "http.request.method", "http.request.method_original")]);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestSpan_OfARefusedRequest_IsThereToo(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        await using var server = await StartAsync(protocol, new() { MaxRequestLineSize = 100 });
        var tooLong = $"/{new string('a', 100)}";

        var malformed = await spans.OfAsync(await server.GetAsync("/%zz"));
        var refused = await spans.OfAsync(await server.GetAsync(tooLong));

        Assert.Equal([400, "/%zz", null], Tags(malformed, "http.response.status_code", "url.path", "http.route"));
        Assert.Equal([414, tooLong, null], Tags(refused, "http.response.status_code", "url.path", "http.route"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RequestSpan_BehindATrustedProxy_NamesTheClientAndThePeer(HttpProtocolKind protocol)
    {
        using var spans = new SpanCollector();
        await using var server = await StartAsync(protocol, new() { TrustedProxies = ["127.0.0.1"] });

        var reply = await server.GetAsync("/users/1", ("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Proto", "https"), ("Host", "[2001:db8::1]:8443"));
        var span = await spans.OfAsync(reply);

        Assert.Equal(
            ["203.0.113.7", "127.0.0.1", "https", "2001:db8::1", 8443],
            Tags(span, "client.address", "network.peer.address", "url.scheme", "server.address", "server.port"));
    }

    private static object?[] Tags(Activity span, params string[] names) => [.. names.Select(span.GetTagItem)];

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol, RpressOptions? options = null) =>
        TestServer.StartAsync(TestApps.With(routes => routes.Get("/users/:id", req => "user"), options), protocol);
}
