using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Routing;

public sealed class HandlerValueTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Handler_TypedAsObject_AnswersAPayloadAsItIs(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes
                .Get("/sync", _ => (object)ResponsePayload.Html("<p>").WithStatus(201))
                .Get("/task", async _ => await Task.FromResult<object>(ResponsePayload.Html("<p>").WithStatus(201)))),
            protocol);

        foreach (var path in new[] { "/sync", "/task" })
        {
            var reply = await server.GetAsync(path);
            Assert.Equal((201, "text/html; charset=utf-8", "<p>"), (reply.Status, reply.Header("Content-Type"), reply.Text));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Handler_ThatHidesATaskInAnObject_IsAnErrorAndNo202(HttpProtocolKind protocol)
    {
        var logs = new CollectingLoggerFactory();
        await using var server = await TestServer.StartAsync(
            TestApps.With(
                routes => routes
                    .Get("/task", _ => (object)Task.CompletedTask)
                    .Get("/task-of", _ => (object)Task.FromResult("lost"))
                    .Get("/value-task", _ => (object)new ValueTask())
                    .Get("/value-task-of", _ => (object)new ValueTask<string>("lost"))
                    .Get("/stream", _ => (object)Stream.Null),
                new() { LoggerFactory = logs }),
            protocol);

        foreach (var path in new[] { "/task", "/task-of", "/value-task", "/value-task-of", "/stream" })
        {
            Assert.Equal((path, 500), (path, (await server.GetAsync(path)).Status));
        }

        Assert.Equal(5, logs.At(LogLevel.Error).Count);
        Assert.All(logs.At(LogLevel.Error), entry => Assert.Contains("as a plain object", entry.Exception!.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void Get_OfTasksInsideTasksAndStreams_ThrowsAtRegistration()
    {
        var routes = new RpressRoutes();

        Assert.Throws<ArgumentException>(() => routes.Get("/a", _ => Task.FromResult(Task.CompletedTask)));
        Assert.Throws<ArgumentException>(() => routes.Get("/b", _ => Task.FromResult(Task.FromResult(1))));
        Assert.Throws<ArgumentException>(() => routes.Get("/c", _ => Task.FromResult(new ValueTask<int>(1))));
        Assert.Throws<ArgumentException>(() => routes.Get("/d", _ => Stream.Null));
        Assert.Throws<ArgumentException>(() => routes.Get("/e", _ => Numbers()));
    }

    private static async IAsyncEnumerable<int> Numbers()
    {
        await Task.Yield();
        yield return 1;
    }
}
