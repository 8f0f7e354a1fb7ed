using System.Net;
using System.Text.Json;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Responses;

public sealed class ErrorTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Error_OfEachForm_HasItsStatusAndMessage(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes
                .Get("/thrown", _ => throw new RpressException(HttpStatusCode.Conflict, "zajęte"))
                .Get("/custom", _ => throw new TakenException("zajęte"))
                .Get("/returned", _ => ResponsePayload.Error(HttpStatusCode.Conflict, "zajęte"))
                .Get("/inner", _ => throw new RpressException(409, "zajęte", new InvalidOperationException("secret")))),
            protocol);

        foreach (var path in new[] { "/thrown", "/custom", "/returned", "/inner" })
        {
            var reply = await server.GetAsync(path);
            Assert.Equal((409, "zajęte", "text/plain; charset=utf-8"), (reply.Status, reply.Text, reply.Header("Content-Type")));
            Assert.Equal("Accept", reply.Header("Vary"));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Error_ForAClientOfJson_IsProblemDetails(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(_ => throw new RpressException(409, "\"zajęte\" <b>")), protocol);

        var reply = await server.GetAsync("/", ("Accept", "application/json"));
        var problem = JsonDocument.Parse(reply.Bytes).RootElement;

        // RFC 9457
        Assert.Equal((409, "application/problem+json", "Accept"), (reply.Status, reply.Header("Content-Type"), reply.Header("Vary")));
        Assert.Equal("Conflict", problem.GetProperty("title").GetString());
        Assert.Equal(409, problem.GetProperty("status").GetInt32());
        Assert.Equal("\"zajęte\" <b>", problem.GetProperty("detail").GetString());
        Assert.Contains("zajęte", reply.Text, StringComparison.Ordinal);
        Assert.Equal(reply.Header("X-Request-ID"), problem.GetProperty("requestId").GetString());
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Error_ByAccept_ChoosesItsForm(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(TestApps.WithoutRoutes(), protocol);

        foreach (var accept in new[]
        {
            "application/json", "application/problem+json", "APPLICATION/JSON", "application/json, text/plain, */*", "text/html;q=0.5, application/json;q=0.9",
            "application/json;q=0.1", "text/plain;q=0, application/json",
        })
        {
            Assert.Equal((accept, "application/problem+json"), (accept, (await server.GetAsync("/x", ("Accept", accept))).Header("Content-Type")));
        }

        foreach (var accept in new[]
        {
            "*/*", "application/*", "text/html", "text/*", "application/xml", "application/json;q=0", "text/html, application/json;q=0.9", "text/plain;q=0.9, application/json;q=0.8",
            "nonsense", "application/jsonp", "",
        })
        {
            Assert.Equal((accept, "text/plain; charset=utf-8"), (accept, (await server.GetAsync("/x", ("Accept", accept))).Header("Content-Type")));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Error_WithVaryOfItsOwn_KeepsBoth(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(_ => ResponsePayload.Error(404, "none").WithHeader("Vary", "Accept-Language").WithHeader("X-Hint", "1")), protocol);

        var reply = await server.GetAsync("/");

        Assert.Equal(["Accept", "Accept-Language"], reply.HeaderValues("Vary").SelectMany(value => value.Split(", ")).Order());
        Assert.Equal("1", reply.Header("X-Hint"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task MissingRouteAndMethod_ForAClientOfJson_AreProblemsToo(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Empty()), protocol);

        foreach (var reply in new[]
        {
            await server.GetAsync("/nowhere", ("Accept", "application/json")), await server.PostAsync("/", null, ("Accept", "application/json")),
        })
        {
            Assert.Equal("application/problem+json", reply.Header("Content-Type"));
            Assert.Equal(reply.Status, JsonDocument.Parse(reply.Bytes).RootElement.GetProperty("status").GetInt32());
        }
    }

    [Theory]
    [InlineData(200)]
    [InlineData(399)]
    [InlineData(600)]
    public void Error_OfNoErrorStatus_Throws(int status)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ResponsePayload.Error(status, "x"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RpressException(status, "x"));
    }

    private sealed class TakenException(string message) : Exception(message), IRpressError
    {
        public int Status => 409;
    }
}
