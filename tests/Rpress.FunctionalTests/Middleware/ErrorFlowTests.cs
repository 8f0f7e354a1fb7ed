using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Middleware;

/// <summary>How errors travel outwards through middleware.</summary>
public sealed class ErrorFlowTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Refusal_ThrownInside_ComesBackFromNextAtEveryLevel(HttpProtocolKind protocol)
    {
        var seen = new List<string>();
        var app = TestApps.With(routes => routes
                .Use(Watching(seen, "group outer"))
                .Use((req, next) => req.Path == "/in-group" ? throw new RpressException(401, "group") : next(req))
                .Get("/in-group", _ => "").Get("/in-handler", _ => throw new RpressException(409, "handler"))
                .Get("/in-async-handler", ThrowLater))
            .Use(Watching(seen, "app outer"))
            .Use((req, next) => req.Path == "/in-app" ? throw new RpressException(403, "app") : next(req));
        await using var server = await TestServer.StartAsync(app, protocol);

        Assert.Equal((403, "app"), await StatusAndText(server, "/in-app"));
        Assert.Equal((401, "group"), await StatusAndText(server, "/in-group"));
        Assert.Equal((409, "handler"), await StatusAndText(server, "/in-handler"));
        Assert.Equal((410, "later"), await StatusAndText(server, "/in-async-handler"));
        Assert.Equal(
            ["app outer 403", "group outer 401", "app outer 401", "group outer 409", "app outer 409", "group outer 410", "app outer 410"],
            seen);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Refusal_OfMiddleware_IsAResponseThatOthersMayChange(HttpProtocolKind protocol)
    {
        var app = TestApps.WithRoot(_ => throw new RpressException(404, "no such user"))
            .Use(async (req, next) => (await next(req)).WithHeader("X-Checked", "yes").WithStatus(410));
        await using var server = await TestServer.StartAsync(app, protocol);

        var reply = await server.GetAsync("/");

        Assert.Equal((410, "no such user", "yes"), (reply.Status, reply.Text, reply.Header("X-Checked")));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task UnexpectedException_InTheHandler_PassesMiddlewareAsAnException(HttpProtocolKind protocol)
    {
        var seen = new List<string>();
        var logs = new CollectingLoggerFactory();
        var app = TestApps.With(
                routes => routes.Use(Watching(seen, "group")).Get("/x/:id", _ => throw new FormatException("secret detail")),
                new() { LoggerFactory = logs })
            .Use(Watching(seen, "app"));
        await using var server = await TestServer.StartAsync(app, protocol);

        var reply = await server.GetAsync("/x/7");

        Assert.Equal(["group FormatException", "app FormatException"], seen);
        Assert.Equal(500, reply.Status);
        Assert.DoesNotContain("secret", reply.Text, StringComparison.Ordinal);
        var line = Assert.Single(logs.At(LogLevel.Error));
        Assert.Contains(reply.Header("X-Request-ID")!, line.Message, StringComparison.Ordinal);
        Assert.Contains(reply.Header("X-Request-ID")!, reply.Text, StringComparison.Ordinal);
        Assert.Contains("GET /x/:id", line.Message, StringComparison.Ordinal);
        Assert.IsType<FormatException>(line.Exception);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task UnexpectedException_CaughtByMiddleware_IsItsToAnswer(HttpProtocolKind protocol)
    {
        var logs = new CollectingLoggerFactory();
        var app = TestApps.WithRoot(_ => throw new TimeoutException(), new() { LoggerFactory = logs }).Use(async (req, next) =>
        {
            try
            {
                return await next(req);
            }
            catch (TimeoutException)
            {
                return ResponsePayload.Error(504, "The database took too long.");
            }
        });
        await using var server = await TestServer.StartAsync(app, protocol);

        Assert.Equal((504, "The database took too long."), await StatusAndText(server, "/"));
        Assert.Empty(logs.At(LogLevel.Error));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task UnexpectedException_OfMiddleware_IsAnOpaque500LoggedOnce(HttpProtocolKind protocol)
    {
        var logs = new CollectingLoggerFactory();
        var app = TestApps.WithRoot(_ => ResponsePayload.Text("fine"), new() { LoggerFactory = logs }).Use(async (req, next) =>
        {
            await next(req);
            throw new InvalidOperationException("secret");
        });
        await using var server = await TestServer.StartAsync(app, protocol);

        var (status, text) = await StatusAndText(server, "/");

        Assert.Equal(500, status);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.Single(logs.At(LogLevel.Error));
    }

    private static async Task ThrowLater(RequestPayload request)
    {
        await Task.Yield();
        throw new RpressException(410, "later");
    }

    private static RpressMiddleware Watching(List<string> seen, string name) => async (req, next) =>
    {
        try
        {
            var response = await next(req);
            seen.Add($"{name} {response.Status}");
            return response;
        }
        catch (Exception error)
        {
            seen.Add($"{name} {error.GetType().Name}");
            throw;
        }
    };

    private static async Task<(int Status, string Text)> StatusAndText(TestServer server, string path)
    {
        var reply = await server.GetAsync(path);
        return (reply.Status, reply.Text);
    }
}
