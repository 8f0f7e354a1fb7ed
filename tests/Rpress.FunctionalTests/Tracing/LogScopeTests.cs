using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Tracing;

public sealed partial class LogScopeTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task LogLine_OfAHandler_CarriesTheRequest(HttpProtocolKind protocol)
    {
        using var lines = new ScopedLines();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(lines));
        await using var server = await StartAsync(protocol, factory, scopes: true);

        var reply = await server.GetAsync("/users/caf%C3%A9?secret");
        var missing = await server.GetAsync("/nowhere");

        Assert.Equal(
            new Dictionary<string, object?> { ["RequestId"] = reply.Header("X-Request-ID"), ["Method"] = "GET", ["Path"] = "/users/café", ["Route"] = "/users/:id" },
            lines.ScopeOf("handler"));
        Assert.Equal(
            new Dictionary<string, object?> { ["RequestId"] = missing.Header("X-Request-ID"), ["Method"] = "GET", ["Path"] = "/nowhere" },
            lines.ScopeOf("middleware /nowhere"));
        Assert.Contains($"RequestId:{reply.Header("X-Request-ID")} Method:GET Path:/users/café Route:/users/:id", lines.Texts);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task LogLine_OfAProducer_CarriesTheRequest(HttpProtocolKind protocol)
    {
        using var lines = new ScopedLines();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(lines));
        await using var server = await StartAsync(protocol, factory, scopes: true);

        var reply = await server.GetAsync("/stream");

        Assert.Equal(reply.Header("X-Request-ID"), lines.ScopeOf("producer")["RequestId"]);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task LogLine_WithoutTheOption_CarriesNothing(HttpProtocolKind protocol)
    {
        using var lines = new ScopedLines();
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(lines));
        await using var server = await StartAsync(protocol, factory, scopes: false);

        await server.GetAsync("/users/1");

        Assert.Empty(lines.ScopeOf("handler"));
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol, ILoggerFactory factory, bool scopes)
    {
        var logger = factory.CreateLogger("App");
        var app = TestApps.With(
            routes => routes
                .Get("/users/:id", async req =>
                {
                    await Task.Yield();
                    LogWhere(logger, "handler");
                })
                .Get("/stream", req => ResponsePayload.Stream((body, token) =>
                {
                    LogWhere(logger, "producer");
                    return Task.CompletedTask;
                })),
            new() { LoggerFactory = factory, LogScopes = scopes });
        app.Use((req, next) =>
        {
            LogWhere(logger, "middleware " + req.Path);
            return next(req);
        });
        return TestServer.StartAsync(app, protocol);
    }

    [LoggerMessage(1, LogLevel.Information, "{Where}")]
    private static partial void LogWhere(ILogger logger, string where);
}
