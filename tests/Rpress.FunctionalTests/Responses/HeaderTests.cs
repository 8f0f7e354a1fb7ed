using System.Net;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Responses;

public sealed class HeaderTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task With_OfEachKind_ChangesTheResponse(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(_ => ResponsePayload.Text("<x/>")
                .WithStatus(HttpStatusCode.Created).WithContentType("application/xml")
                .WithHeader("X-One", "first").WithHeader("x-one", "second")
                .WithAppendedHeader("X-Many", "a").WithAppendedHeader("X-Many", "b")),
            protocol);

        var reply = await server.GetAsync("/");

        Assert.Equal((201, "application/xml", "second"), (reply.Status, reply.Header("Content-Type"), reply.Header("X-One")));
        Assert.Equal(["a", "b"], reply.HeaderValues("X-Many"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task WithStatus_OfAnyFinalCode_IsSent(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Get("/:status", req => ResponsePayload.Text("x").WithStatus(req.Params.Get<int>("status")))), protocol);

        foreach (var status in new[] { 200, 226, 299, 402, 421, 451, 511, 599 })
        {
            Assert.Equal(status, (await server.GetAsync($"/{status}")).Status);
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task WithHeader_OfADefaultsName_Wins(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(_ => ResponsePayload.Text("").WithHeader("Server", "mine").WithHeader("X-Request-ID", "own").WithHeader("Content-Type", "text/css")),
            protocol);

        var reply = await server.GetAsync("/");

        Assert.Equal(("mine", "own", "text/css"), (reply.Header("Server"), reply.Header("X-Request-ID"), reply.Header("Content-Type")));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task WithCookie_Repeated_SendsAFieldEach(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(_ => ResponsePayload.Empty()
                .WithCookie(new RpressCookie("token", "abc") { MaxAge = TimeSpan.FromHours(1), SameSite = SameSite.Strict, Secure = true })
                .WithCookie(new RpressCookie("theme", "dark") { HttpOnly = false, Path = null })
                .WithHeader("Set-Cookie", "raw=1")
                .WithCookie(RpressCookie.Delete("old"))),
            protocol);

        Assert.Equal(
            [
                "token=abc; Path=/; Max-Age=3600; SameSite=Strict; HttpOnly; Secure",
                "theme=dark; SameSite=Lax",
                "raw=1",
                "old=; Path=/; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; SameSite=Lax; HttpOnly",
            ],
            (await server.GetAsync("/")).HeaderValues("Set-Cookie"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Payload_KeptInAField_LeaksNothingBetweenClients(HttpProtocolKind protocol)
    {
        var kept = ResponsePayload.Json(new { Answer = 42 });
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes
                .Get("/private", _ => kept.WithCookie(new RpressCookie("token", "secret")).WithStatus(201).WithHeader("X-User", "ada"))
                .Get("/public", _ => kept)),
            protocol);

        var before = await server.GetAsync("/private");
        var after = await server.GetAsync("/public");

        Assert.Single(before.HeaderValues("Set-Cookie"));
        Assert.Equal((200, """{"answer":42}"""), (after.Status, after.Text));
        Assert.Null(after.Header("Set-Cookie"));
        Assert.Null(after.Header("X-User"));
        Assert.NotEqual(before.Header("X-Request-ID"), after.Header("X-Request-ID"));
    }

    [Fact]
    public void With_OfEachKind_LeavesTheOriginal()
    {
        var original = ResponsePayload.Text("x").WithHeader("X-One", "1");

        var changed = original.WithStatus(404).WithHeader("X-One", "2").WithAppendedHeader("X-Two", "2").WithContentType("a/b")
            .WithCookie(new RpressCookie("a", "b"));

        Assert.NotSame(original, changed);
        Assert.Equal((200, "text/plain; charset=utf-8", 1, "1"), (original.Status, original.ContentType, original.Headers.Count, original.Headers["X-One"]));
        Assert.Equal((404, "a/b", 3), (changed.Status, changed.ContentType, changed.Headers.Count));
    }

    [Theory]
    [InlineData("X-A", "a\r\nSet-Cookie: b=c")]
    [InlineData("X-A", "a\nb")]
    [InlineData("X-A", "a\0b")]
    [InlineData("X-A", "a\u010Db")]
    [InlineData("X A", "b")]
    [InlineData("X:A", "b")]
    [InlineData("", "b")]
    [InlineData("Content-Length", "5")]
    [InlineData("Transfer-Encoding", "chunked")]
    public void WithHeader_ThatCouldSplitTheResponse_Throws(string name, string value)
    {
        var payload = ResponsePayload.Empty();

        Assert.Throws<ArgumentException>(() => payload.WithHeader(name, value));
        Assert.Throws<ArgumentException>(() => payload.WithAppendedHeader(name, value));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(199)]
    [InlineData(600)]
    [InlineData(0)]
    public void WithStatus_OfNoFinalCode_Throws(int status) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => ResponsePayload.Empty().WithStatus(status));
}
