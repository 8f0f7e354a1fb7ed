using System.Collections.Concurrent;
using System.Net;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.EngineIo;

/// <summary>What an application can put around the engine, and what of its own the engine's requests pass.</summary>
public sealed class EngineHookTests
{
    private const string Handshake = EngineApp.Path + "?EIO=4&transport=polling";

    [Fact]
    public async Task AllowRequest_ThatSaysNo_RefusesBothTransports()
    {
        await using var app = await EngineApp.StartAsync(new() { AllowRequest = _ => new(false) });

        var reply = await app.Server.GetAsync(Handshake);
        var upgrade = await RawWebSocket.RefusedAsync(app.Server, EngineApp.WebSocketOf());

        Assert.Equal(403, reply.Status);
        Assert.Equal("application/json", reply.Header("Content-Type"));
        Assert.Equal("""{"code":4,"message":"Forbidden"}""", reply.Text);
        Assert.Equal((400, "Forbidden", "close"), (upgrade.Status, upgrade.Text, upgrade.Header("Connection")));
        Assert.Equal(0, app.Engine.SessionCount);
    }

    [Fact]
    public async Task AllowRequest_ThatThrowsAnError_RefusesWithItsText()
    {
        await using var app = await EngineApp.StartAsync(new() { AllowRequest = _ => throw new RpressException(HttpStatusCode.Unauthorized, "no \"ticket\" é") });

        var reply = await app.Server.GetAsync(Handshake);
        var upgrade = await RawWebSocket.RefusedAsync(app.Server, EngineApp.WebSocketOf());

        Assert.Equal((403, """{"code":4,"message":"no \"ticket\" é"}"""), (reply.Status, reply.Text));
        Assert.Equal((400, "no \"ticket\" é"), (upgrade.Status, upgrade.Text));
    }

    [Fact]
    public async Task AllowRequest_ThatFails_Is500AndOpensNothing()
    {
        await using var app = await EngineApp.StartAsync(new() { AllowRequest = _ => throw new InvalidOperationException("mine") });

        Assert.Equal(500, (await app.Server.GetAsync(Handshake)).Status);
        Assert.Equal(500, (await RawWebSocket.RefusedAsync(app.Server, EngineApp.WebSocketOf())).Status);
        Assert.Equal(0, app.Engine.SessionCount);
    }

    // engine.io: asked about handshakes alone, and before the version is looked at
    [Fact]
    public async Task AllowRequest_OfASession_IsAskedOnce()
    {
        var asked = new ConcurrentQueue<string>();
        await using var app = await EngineApp.StartAsync(new()
        {
            AllowRequest = async request =>
            {
                await Task.Yield();
                asked.Enqueue(request.QueryString);
                return request.Query["EIO"] == "4";
            },
        });

        var (_, socket) = await app.OpenUpgradedAsync();
        await socket.DisposeAsync();
        var old = await app.Server.GetAsync(EngineApp.Path + "?EIO=3&transport=polling");

        Assert.Equal(["?EIO=4&transport=polling", "?EIO=3&transport=polling"], asked);
        Assert.Equal("""{"code":4,"message":"Forbidden"}""", old.Text);
    }

    [Fact]
    public async Task Middleware_OfTheEngine_SeesEveryRequestInOrder()
    {
        var seen = new ConcurrentQueue<string>();
        await using var app = await EngineApp.StartAsync(configure: (_, engine) => engine
            .Use(async (request, next) =>
            {
                seen.Enqueue($"{request.Method} {request.Query["transport"]}");
                return (await next(request)).WithHeader("X-Engine", "outer");
            })
            .Use((request, next) =>
            {
                seen.Enqueue("inner");
                return next(request).AsTask();
            }));

        var sid = await app.OpenPollingAsync();
        await app.PostAsync(sid, "4a");
        var refused = await app.Server.GetAsync(EngineApp.Path);
        await using var socket = await app.OpenProbeAsync(sid);

        Assert.Equal(["GET polling", "inner", "POST polling", "inner", "GET ", "inner", "GET websocket", "inner"], seen);
        Assert.Equal("outer", refused.Header("X-Engine"));
        Assert.Equal("outer", socket.Response.Header("X-Engine"));
    }

    [Fact]
    public async Task Middleware_OfTheEngineThatRefuses_IsTheAnswer()
    {
        await using var app = await EngineApp.StartAsync(configure: (_, engine) => engine.Use((request, next) =>
            request.Query["transport"] == "websocket" ? throw new RpressException(HttpStatusCode.Unauthorized, "Token required")
            : new ValueTask<ResponsePayload>(ResponsePayload.Text("stop").WithStatus(HttpStatusCode.PaymentRequired))));

        Assert.Equal((402, "stop"), ((await app.Server.GetAsync(Handshake)).Status, (await app.Server.GetAsync(Handshake)).Text));
        Assert.Equal(401, (await RawWebSocket.RefusedAsync(app.Server, EngineApp.WebSocketOf())).Status);
        Assert.Equal((0, 0), (app.Engine.SessionCount, app.Server.App.UpgradeCount));
    }

    // what was granted and then taken back gives its place back
    [Fact]
    public async Task Middleware_ThatReplacesAGrantedWebSocket_LeavesNoPlaceTaken()
    {
        await using var app = await EngineApp.StartAsync(
            options: new() { MaxUpgradedConnections = 1 },
            configure: (_, engine) => engine.Use(async (request, next) =>
            {
                var answer = await next(request);
                return request.Headers["X-Refuse"] is null ? answer : ResponsePayload.Text("no").WithStatus(HttpStatusCode.Conflict);
            }));

        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(409, (await RawWebSocket.RefusedAsync(app.Server, EngineApp.WebSocketOf(), ("X-Refuse", "1"))).Status);
        }

        await using var socket = await app.OpenWebSocketAsync();
        Assert.Equal(1, app.Engine.SessionCount);
    }

    [Fact]
    public async Task Middleware_OfTheEngineAfterTheStart_IsRefused()
    {
        await using var app = await EngineApp.StartAsync();

        Assert.Throws<InvalidOperationException>(() => app.Engine.Use((request, next) => next(request)));
    }

    [Fact]
    public async Task Middleware_OfTheApplication_IsNotRun()
    {
        var runs = 0;
        await using var app = await EngineApp.StartAsync(configure: (app, _) => app.Use((request, next) =>
        {
            Interlocked.Increment(ref runs);
            return next(request);
        }));

        var (_, socket) = await app.OpenUpgradedAsync();
        await socket.DisposeAsync();

        Assert.Equal(0, runs);
        await app.Server.GetAsync("/else");
        Assert.Equal(1, runs);
    }

    [Fact]
    public async Task BuiltIns_OnAnswersErrorsAndUpgrades_WriteTheirHeaders()
    {
        await using var app = await EngineApp.StartAsync(options: new() { SecurityHeaders = new() { XFrameOptions = "DENY" } });

        var answer = await app.Server.GetAsync(Handshake);
        var error = await app.Server.GetAsync(EngineApp.Path);
        await using var socket = await RawWebSocket.OpenAsync(app.Server, EngineApp.WebSocketOf());

        Assert.All([answer.Header("X-Frame-Options"), error.Header("X-Frame-Options"), socket.Response.Header("X-Frame-Options")], value => Assert.Equal("DENY", value));
        Assert.All([answer.Header("X-Request-ID"), error.Header("X-Request-ID"), socket.Response.Header("X-Request-ID")], Assert.NotNull);
        Assert.Equal("nosniff", answer.Header("X-Content-Type-Options"));
    }

    [Fact]
    public async Task Cors_OnAnswersAndErrors_WritesItsHeaders()
    {
        await using var app = await EngineApp.StartAsync(options: new() { Cors = new() { Origins = ["https://a.example"], AllowCredentials = true } });
        var origin = ("Origin", "https://a.example");

        var answer = await app.Server.GetAsync(Handshake, origin);
        var error = await app.Server.GetAsync(EngineApp.Path, origin);
        var post = await app.Server.PostAsync(EngineApp.PollingOf(EngineApp.SidOf(answer.Text)), new StringContent("4a"), origin);
        var foreign = await app.Server.GetAsync(Handshake, ("Origin", "https://b.example"));

        Assert.All([answer, error, post], reply => Assert.Equal("https://a.example", reply.Header("Access-Control-Allow-Origin")));
        Assert.All([answer, error, post], reply => Assert.Equal("true", reply.Header("Access-Control-Allow-Credentials")));
        Assert.Null(foreign.Header("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task RateLimit_OverASession_CountsItsHandshakeAlone()
    {
        await using var app = await EngineApp.StartAsync(options: new() { RateLimit = new RateLimit(2, TimeSpan.FromMinutes(1)) });
        var sid = await app.OpenPollingAsync();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal("ok", (await app.PostAsync(sid, "4a")).Text);
        }

        await using var upgraded = await app.OpenProbeAsync(sid);
        await using var second = await app.OpenWebSocketAsync();

        Assert.Equal(429, (await app.Server.GetAsync(Handshake)).Status);
        Assert.Equal(429, (await RawWebSocket.RefusedAsync(app.Server, EngineApp.WebSocketOf())).Status);
        Assert.Equal("ok", (await app.PostAsync(sid, "4a")).Text);
    }
}
