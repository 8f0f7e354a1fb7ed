using Rpress.TestKit;

namespace Rpress.FunctionalTests.Routing;

/// <summary>Every form that a handler may have, bound by the compiler as its author means it.</summary>
public sealed class HandlerFormTests
{
    private const string Ignored = "";

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Handler_OfPayloadForms_AnswersThePayload(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, routes => routes
            .Get("/0", _ => ResponsePayload.Text("yes"))
            .Get("/1", _ => Task.FromResult(ResponsePayload.Text("yes")))
            .Get("/2", _ => new ValueTask<ResponsePayload>(ResponsePayload.Text("yes")))
            .Get("/3", async _ => await Payload())
            .Get("/4", req => req.Path == "/4" ? ResponsePayload.Text("yes") : throw new RpressException(400, Ignored))
            .Get("/5", async req =>
            {
                await Task.Yield();
                return req.Path == "/5" ? ResponsePayload.Text("yes") : ResponsePayload.Empty();
            }));

        await ExpectAsync(server, 6, 200, "text/plain; charset=utf-8", "yes");
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Handler_OfStringForms_AnswersText(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, routes => routes
            .Get("/0", _ => "yes")
            .Get("/1", _ => Task.FromResult("yes"))
            .Get("/2", _ => new ValueTask<string>("yes"))
            .Get("/3", async _ => await Text())
            .Get("/4", _ => (object)"yes"));

        await ExpectAsync(server, 5, 200, "text/plain; charset=utf-8", "yes");
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Handler_OfValueForms_AnswersJson(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, routes => routes
            .Get("/0", _ => new Point(1, 2))
            .Get("/1", _ => Task.FromResult(new Point(1, 2)))
            .Get("/2", _ => new ValueTask<Point>(new Point(1, 2)))
            .Get("/3", async _ => await Value())
            .Get("/4", _ => new { X = 1, Y = 2 })
            .Get("/5", _ => (object)new Point(1, 2))
            .Get("/6", _ => new Dictionary<string, int> { ["x"] = 1, ["y"] = 2 }));

        await ExpectAsync(server, 7, 200, "application/json; charset=utf-8", """{"x":1,"y":2}""");
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Handler_OfScalars_AnswersJson(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, routes => routes
            .Get("/int", _ => 42)
            .Get("/bool", _ => true)
            .Get("/guid", _ => Guid.Empty)
            .Get("/array", _ => new[] { 1, 2 })
            .Get("/enum", async _ => await Task.FromResult(DayOfWeek.Monday)));

        Assert.Equal("42", (await server.GetAsync("/int")).Text);
        Assert.Equal("true", (await server.GetAsync("/bool")).Text);
        Assert.Equal("\"00000000-0000-0000-0000-000000000000\"", (await server.GetAsync("/guid")).Text);
        Assert.Equal("[1,2]", (await server.GetAsync("/array")).Text);
        Assert.Equal("1", (await server.GetAsync("/enum")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Handler_OfNullForms_Answers204(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, routes => routes
            .Get("/0", _ => (string?)null)
            .Get("/1", _ => Task.FromResult<Point?>(null))
            .Get("/2", _ => new ValueTask<object?>((object?)null))
            .Get("/3", _ => (ResponsePayload)null!)
            .Get("/4", async _ => await Task.FromResult<ResponsePayload>(null!))
            .Get("/5", _ => (int?)null));

        await ExpectAsync(server, 6, 204, null, "");
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Handler_OfNothing_Answers202(HttpProtocolKind protocol)
    {
        var runs = 0;
        await using var server = await StartAsync(protocol, routes => routes
            .Get("/0", _ => { runs++; })
            .Get("/1", _ => Count())
            .Get("/2", _ => new ValueTask(Count()))
            .Get("/3", async _ => await Count())
            .Get("/4", _ => Task.CompletedTask));

        await ExpectAsync(server, 5, 202, null, "");
        Assert.Equal(4, runs);

        async Task Count()
        {
            runs++;
            await Task.Yield();
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Handler_ThatOnlyThrows_BindsAndAnswersTheRefusal(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, routes => routes
            .Get("/0", _ => throw new RpressException(418, "teapot"))
            .Get("/1", async _ =>
            {
                await Task.Yield();
                throw new RpressException(418, "teapot");
            })
            .Get("/2", _ => Task.FromException<string>(new RpressException(418, "teapot")))
            .Get("/3", _ => Task.FromException(new RpressException(418, "teapot")))
            .Get("/4", _ => { throw new RpressException(418, "teapot"); }));

        await ExpectAsync(server, 5, 418, "text/plain; charset=utf-8", "teapot");
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Handler_ThatReturnsAnError_AnswersIt(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, routes => routes
            .Get("/0", _ => new OutOfTea("no tea"))
            .Get("/1", _ => Task.FromResult(new OutOfTea("no tea")))
            .Get("/2", _ => (object)new OutOfTea("no tea"))
            .Get("/3", _ => new ValueTask<IRpressError>(new OutOfTea("no tea")))
            .Get("/4", _ => new RpressException(503, "no tea")));

        await ExpectAsync(server, 5, 503, "text/plain; charset=utf-8", "no tea");
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol, Action<RpressRoutes> register) =>
        TestServer.StartAsync(TestApps.With(register), protocol);

    private static async Task ExpectAsync(TestServer server, int routes, int status, string? contentType, string text)
    {
        for (var i = 0; i < routes; i++)
        {
            var reply = await server.GetAsync($"/{i}");
            Assert.Equal((i, status, contentType, text), (i, reply.Status, reply.Header("Content-Type"), reply.Text));
        }
    }

    private static Task<ResponsePayload> Payload() => Task.FromResult(ResponsePayload.Text("yes"));

    private static Task<string> Text() => Task.FromResult("yes");

    private static Task<Point> Value() => Task.FromResult(new Point(1, 2));

    private sealed record Point(int X, int Y);

    private sealed record OutOfTea(string Message) : IRpressError
    {
        public int Status => 503;
    }
}
