using Rpress.TestKit;

namespace Rpress.FunctionalTests.Routing;

public sealed class MethodTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Route_OfOtherMethod_LeavesThePathToItsSibling(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes
                .Get("/users/me", _ => "me")
                .Delete("/users/:id", req => $"deleted {req.Params["id"]}")),
            protocol);

        Assert.Equal("me", (await server.GetAsync("/users/me")).Text);
        Assert.Equal("deleted me", (await server.SendAsync(HttpMethod.Delete, "/users/me")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Path_WithoutTheMethod_Answers405WithAllow(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes
                .Get("/users/me", _ => "")
                .Delete("/users/:id", _ => "")
                .Put("/:kind/me", _ => "")
                .Patch("/other", _ => "")),
            protocol);

        var reply = await server.PostAsync("/users/me", null);

        // RFC 9110 §15.5.6: 405 carries Allow
        Assert.Equal(405, reply.Status);
        Assert.Equal("DELETE, GET, HEAD, OPTIONS, PUT", reply.Header("Allow"));
        Assert.Contains("POST is not allowed", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Head_OfGetRoute_HasItsHeadersAndNoBody(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(req => ResponsePayload.Text("twelve bytes").WithHeader("X-Method", req.Method)), protocol);

        var reply = await server.SendAsync(HttpMethod.Head, "/");

        Assert.Equal(200, reply.Status);
        Assert.Empty(reply.Bytes);
        Assert.Equal("12", reply.Header("Content-Length"));
        Assert.Equal("text/plain; charset=utf-8", reply.Header("Content-Type"));
        Assert.Equal("HEAD", reply.Header("X-Method"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.Http1Only), MemberType = typeof(HttpProtocols))]
    public async Task Head_OnTheWire_SendsNoByteAfterTheHeaders(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Text("body")), protocol);
        await using var connection = await server.ConnectAsync();

        await connection.SendAsync("HEAD / HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n");

        Assert.Equal("4", (await connection.ReadResponseAsync(head: true)).Header("Content-Length"));
        Assert.Equal("body", (await connection.ReadResponseAsync()).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Head_WithItsOwnRoute_TakesThatRoute(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes
                .Get("/", _ => ResponsePayload.Text("get").WithHeader("X-Route", "get"))
                .Head("/", _ => ResponsePayload.Empty().WithHeader("X-Route", "head"))),
            protocol);

        Assert.Equal("head", (await server.SendAsync(HttpMethod.Head, "/")).Header("X-Route"));
        Assert.Equal("get", (await server.GetAsync("/")).Header("X-Route"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Head_OfAPathWithoutGet_Answers405WithoutBody(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(TestApps.With(routes => routes.Post("/", _ => "")), protocol);

        var reply = await server.SendAsync(HttpMethod.Head, "/");

        Assert.Equal(405, reply.Status);
        Assert.Equal("OPTIONS, POST", reply.Header("Allow"));
        Assert.Empty(reply.Bytes);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Options_WithoutRoute_Answers204WithAllow(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Get("/a", _ => "").Post("/a", _ => "").Put("/b", _ => "")), protocol);

        var known = await server.SendAsync(HttpMethod.Options, "/a");

        // RFC 9110 §9.3.7
        Assert.Equal(204, known.Status);
        Assert.Equal("GET, HEAD, OPTIONS, POST", known.Header("Allow"));
        Assert.Null(known.Header("Content-Length"));
        Assert.Equal(404, (await server.SendAsync(HttpMethod.Options, "/c")).Status);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Options_WithItsOwnRoute_TakesThatRoute(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Get("/", _ => "get").Options("/", _ => "mine")), protocol);

        var reply = await server.SendAsync(HttpMethod.Options, "/");

        Assert.Equal(200, reply.Status);
        Assert.Equal("mine", reply.Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.Http1Only), MemberType = typeof(HttpProtocols))]
    public async Task Options_OfTheServer_ListsEveryMethod(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Get("/a", _ => "").Map("PURGE", "/b", _ => "")), protocol);
        await using var connection = await server.ConnectAsync();

        await connection.SendAsync("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
        var response = await connection.ReadResponseAsync();

        // RFC 9112 §3.2.4: the asterisk form is about the server itself
        Assert.Equal(204, response.Status);
        Assert.Equal("GET, HEAD, OPTIONS, PURGE", response.Header("Allow"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Map_OfAnyMethod_AnswersIt(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Map("PURGE", "/cache", req => $"{req.Method} done")), protocol);

        Assert.Equal("PURGE done", (await server.SendAsync(new HttpMethod("PURGE"), "/cache")).Text);
        Assert.Equal("OPTIONS, PURGE", (await server.GetAsync("/cache")).Header("Allow"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Verbs_OfEveryKind_ReachTheirRoute(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes
                .Get("/", _ => "GET").Post("/", _ => "POST").Put("/", _ => "PUT")
                .Patch("/", _ => "PATCH").Delete("/", _ => "DELETE").Options("/", _ => "OPTIONS")),
            protocol);

        foreach (var method in new[] { "GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" })
        {
            Assert.Equal(method, (await server.SendAsync(new HttpMethod(method), "/")).Text);
        }
    }
}
