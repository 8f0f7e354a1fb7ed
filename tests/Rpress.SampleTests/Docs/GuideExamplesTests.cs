using Microsoft.Extensions.DependencyInjection;
using Rpress.SampleTests.Programs;

namespace Rpress.SampleTests.Docs;

/// <summary>Code that the guide quotes and no sample needs.</summary>
public sealed class GuideExamplesTests
{
    [Fact]
    public async Task TestServer_Route_AnswersInMemory()
    {
        var routes = new RpressRoutes();
        routes.Get("/hello/:name", request => $"Hello, {request.Params["name"]}!");
        var app = new RpressApp().AddRouteGroup(routes);

        await using RpressTestServer server = await RpressTestServer.StartAsync(app, TestContext.Current.CancellationToken);

        string answer = await server.Client.GetStringAsync("/hello/Ada", TestContext.Current.CancellationToken);

        Assert.Equal("Hello, Ada!", answer);
    }

    [Fact]
    public async Task App_InsideAnotherProgram_IsStartedAndStopped()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using ServiceProvider services = new ServiceCollection().AddScoped<List<string>>().BuildServiceProvider();
        var routes = new RpressRoutes();
        routes.Get("/", request => request.Services.GetRequiredService<List<string>>().Count);

        await using var app = new RpressApp(new RpressOptions { Services = services });
        app.AddRouteGroup(routes).AddEndpoint("127.0.0.1:0");
        await app.StartAsync(cancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Endpoints[0].Url) };

        Assert.Equal("0", await client.GetStringAsync("/", cancellationToken));
        await app.StopAsync(cancellationToken);
        Assert.Empty(app.Endpoints);
    }

    [Fact]
    public void SocketIo_Parser_IsASetting()
    {
        var io = new RpressIo(config: new SocketIoConfig { Parser = SocketIoParser.MsgPack });

        Assert.Empty(io.Sockets);
    }

    [Fact]
    public async Task SocketIo_Start_AnswersAnEvent()
    {
        var io = new RpressIo();
        io.OnConnection(socket =>
        {
            socket.On("greet", (string name) => $"Hello, {name}!");
            socket.On("message", args => socket.Broadcast.EmitArgumentsAsync("message", args));
            socket.OnDisconnect(reason => Console.WriteLine($"{socket.Id} left: {reason}"));
        });

        var app = new RpressApp();
        app.AttachSocketIo(io);

        await using RpressTestServer server = await RpressTestServer.StartAsync(app, TestContext.Current.CancellationToken);
        PollingText client = await PollingText.OpenAsync(server.Client);
        await client.ReceiveAsync("40");
        await client.SendAsync("""420["greet","Ada"]""");

        Assert.Equal("""430["Hello, Ada!"]""", await client.ReceiveAsync());
    }

    [Fact]
    public async Task SocketIo_WebSocketOnly_TellsWhoPolls()
    {
        var io = new RpressIo(new EioConfig { WebSocketOnly = true });

        await using RpressTestServer server = await StartAsync(io);

        Assert.Equal(
            (400, """{"code":0,"message":"Long-polling is off: connect with transports: [\"websocket\"]."}"""),
            await PollingText.HandshakeAsync(server.Client, ""));
    }

    [Fact]
    public async Task SocketIo_PerMessageDeflate_ServesWhoDoesNotOfferIt()
    {
        var io = new RpressIo(new EioConfig { PerMessageDeflate = new() });

        await using RpressTestServer server = await StartAsync(io);

        Assert.Equal(200, (await PollingText.HandshakeAsync(server.Client, "")).Status);
    }

    [Fact]
    public async Task SocketIo_EngineEvents_AddHeadersAndTellOfRefusals()
    {
        var io = new RpressIo();
        io.Engine.OnInitialHeaders((headers, request) => headers.Set("X-Region", "eu-1"));
        io.Engine.OnHeaders((headers, request) => headers.Set("X-Served-By", "server-2"));
        io.Engine.OnConnectionError(error => Console.WriteLine($"{error.Code} {error.Message} {error.Context.Name} {error.Request.RemoteAddress}"));

        await using RpressTestServer server = await StartAsync(io);
        using HttpResponseMessage answer = await server.Client.GetAsync("/socket.io/?EIO=4&transport=polling", TestContext.Current.CancellationToken);
        using HttpResponseMessage refusal = await server.Client.GetAsync("/socket.io/", TestContext.Current.CancellationToken);

        Assert.Equal(["eu-1", "server-2"], answer.Headers.GetValues("X-Region").Concat(answer.Headers.GetValues("X-Served-By")));
        Assert.Equal(400, (int)refusal.StatusCode);
    }

    [Fact]
    public async Task SocketIo_EngineMiddleware_SeesEveryRequest()
    {
        var io = new RpressIo(new EioConfig { Path = "/realtime/" });
        io.Engine.Use(async (request, next) =>
        {
            ResponsePayload response = await next(request);
            return response.WithHeader("X-Served-By", "server-1");
        });

        await using RpressTestServer server = await StartAsync(io);
        using HttpResponseMessage response = await server.Client.GetAsync("/realtime/?EIO=4&transport=polling", TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("server-1", response.Headers.GetValues("X-Served-By").Single());
    }

    private static Task<RpressTestServer> StartAsync(RpressIo io) =>
        RpressTestServer.StartAsync(new RpressApp().AttachSocketIo(io), TestContext.Current.CancellationToken);
}
