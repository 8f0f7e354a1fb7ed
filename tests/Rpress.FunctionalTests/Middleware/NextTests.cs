using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Middleware;

public sealed class NextTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Next_CalledTwice_IsAnErrorThatSaysSo(HttpProtocolKind protocol)
    {
        foreach (var inGroup in new[] { true, false })
        {
            var logs = new CollectingLoggerFactory();
            var runs = 0;
            var routes = new RpressRoutes().Get("/", _ => { runs++; });
            var app = TestApps.WithoutRoutes(new() { LoggerFactory = logs });
            _ = inGroup ? (object)routes.Use(Twice) : app.Use(Twice);
            await using var server = await TestServer.StartAsync(app.AddRouteGroup(routes), protocol);

            Assert.Equal(500, (await server.GetAsync("/")).Status);
            Assert.Equal(1, runs);
            Assert.Contains("called next a second time", Assert.Single(logs.At(LogLevel.Error)).Exception!.Message, StringComparison.Ordinal);
        }

        static async ValueTask<ResponsePayload> Twice(RequestPayload request, RpressNext next)
        {
            await next(request);
            return await next(request);
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Next_OnTheNextRequestOfAConnection_WorksAgain(HttpProtocolKind protocol)
    {
        var app = TestApps.WithRoot(_ => ResponsePayload.Text("ok")).Use((req, next) => next(req));
        await using var server = await TestServer.StartAsync(app, protocol);

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal("ok", (await server.GetAsync("/")).Text);
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Middleware_ThatAnswersItself_StopsTheChain(HttpProtocolKind protocol)
    {
        var reached = false;
        var app = TestApps.WithRoot(_ =>
            {
                reached = true;
                return ResponsePayload.Empty();
            })
            .Use((_, _) => ResponsePayload.Text("closed").WithStatus(503).WithHeader("Retry-After", "5"))
            .Use((req, next) =>
            {
                reached = true;
                return next(req);
            });
        await using var server = await TestServer.StartAsync(app, protocol);

        var reply = await server.GetAsync("/");

        Assert.Equal((503, "closed", "5"), (reply.Status, reply.Text, reply.Header("Retry-After")));
        Assert.False(reached);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Middleware_ThatAnswersAPostItself_KeepsTheConnectionUsable(HttpProtocolKind protocol)
    {
        var app = TestApps.With(routes => routes.Post("/", _ => "reached"))
            .Use((req, next) => req.Headers["authorization"] is null ? ResponsePayload.Error(401, "Token required") : throw new RpressException(403, ""));
        await using var server = await TestServer.StartAsync(app, protocol);

        for (var i = 0; i < 3; i++)
        {
            var reply = await server.PostAsync("/", new ByteArrayContent(new byte[20_000]));
            Assert.Equal((401, "Token required"), (reply.Status, reply.Text));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Middleware_ThatReturnsNull_Answers204(HttpProtocolKind protocol)
    {
        var app = TestApps.WithRoot(_ => ResponsePayload.Text("")).Use((_, _) => new ValueTask<ResponsePayload>((ResponsePayload)null!));
        await using var server = await TestServer.StartAsync(app, protocol);

        Assert.Equal(204, (await server.GetAsync("/")).Status);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Extensions_OfTextAndType_ReachTheHandler(HttpProtocolKind protocol)
    {
        var app = TestApps.With(routes => routes.Get("/", req =>
                $"{req.Extensions["user"]} {req.Extensions.Get<Version>()} {req.Extensions["none"] ?? "-"} {req.Extensions.Get<Uri>()?.Host ?? "-"}"))
            .Use((req, next) =>
            {
                req.Extensions["user"] = "first";
                req.Extensions["user"] = "ada";
                req.Extensions["gone"] = "x";
                req.Extensions["gone"] = null;
                req.Extensions.Set(new Version(1, 2));
                return next(req);
            });
        await using var server = await TestServer.StartAsync(app, protocol);

        Assert.Equal("ada 1.2 - -", (await server.GetAsync("/")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Extensions_OfOneRequest_AreNotTheNextOnes(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Get("/", req =>
            {
                var before = req.Extensions["seen"] ?? "nothing";
                req.Extensions["seen"] = "secret";
                return before;
            })),
            protocol);

        Assert.Equal("nothing", (await server.GetAsync("/")).Text);
        Assert.Equal("nothing", (await server.GetAsync("/")).Text);
    }
}
