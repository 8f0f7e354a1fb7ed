using System.Collections.Concurrent;
using System.Net;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.EngineIo;

/// <summary>What the engine tells an application of, and what that may add to its answers.</summary>
public sealed class EngineEventTests
{
    private const string Handshake = EngineApp.Path + "?EIO=4&transport=polling";

    public static TheoryData<string, string, int, string, string> Refusals => new()
    {
        { "GET", "", 0, "Transport unknown", "transport=" },
        { "GET", "?transport=carrier", 0, "Transport unknown", "transport=carrier" },
        { "GET", "?transport=polling&sid=none", 1, "Session ID unknown", "sid=none" },
        { "PUT", "?EIO=4&transport=polling", 2, "Bad handshake method", "method=PUT" },
        { "GET", "?EIO=4&transport=websocket", 3, "Bad request", "TRANSPORT_HANDSHAKE_ERROR transport=websocket" },
        { "GET", "?EIO=3&transport=polling", 5, "Unsupported protocol version", "protocol=3" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task ConnectionError_OfARequest_SaysWhatTheClientIsTold(string method, string query, int code, string message, string context)
    {
        await using var app = await EngineApp.StartAsync();
        var errors = Collect(app);

        await app.Server.SendAsync(new HttpMethod(method), EngineApp.Path + query);

        Assert.Equal($"{code} {message}: {context}", Assert.Single(errors));
    }

    [Fact]
    public async Task ConnectionError_OfASessionOnAnotherTransport_NamesBoth()
    {
        await using var app = await EngineApp.StartAsync();
        var errors = Collect(app);
        var (sid, socket) = await app.OpenUpgradedAsync();

        await app.PollAsync(sid);
        await app.Server.GetAsync(EngineApp.WebSocketOf(sid));
        await socket.DisposeAsync();

        Assert.Equal(
            [
                "3 Bad request: TRANSPORT_MISMATCH transport=polling previousTransport=websocket",
                "3 Bad request: TRANSPORT_MISMATCH transport=websocket previousTransport=websocket",
            ],
            errors);
    }

    [Fact]
    public async Task ConnectionError_OfAWebSocketHandshake_SaysWhatWasWrong()
    {
        await using var app = await EngineApp.StartAsync();
        var errors = Collect(app);

        await RawWebSocket.RefusedAsync(app.Server, EngineApp.WebSocketOf(), ("Origin", "https://evil.example"));
        await RawWebSocket.RefusedAsync(app.Server, EngineApp.WebSocketOf("none"));
        await RawWebSocket.RefusedAsync(app.Server, Handshake);
        await using var connection = await app.Server.ConnectAsync();
        await connection.SendAsync(RawWebSocket.Handshake(EngineApp.WebSocketOf()).Replace("Version: 13", "Version: 8", StringComparison.Ordinal));
        await connection.ReadResponseAsync();

        Assert.Equal(
            [
                "4 Forbidden: INVALID_ORIGIN origin=https://evil.example",
                "1 Session ID unknown: sid=none",
                "3 Bad request: TRANSPORT_HANDSHAKE_ERROR transport=polling",
                "3 Bad request: TRANSPORT_HANDSHAKE_ERROR transport=websocket",
            ],
            errors);
    }

    [Fact]
    public async Task ConnectionError_OfAnApplicationsOwnRefusal_HasItsMessage()
    {
        await using var app = await EngineApp.StartAsync(
            new() { AllowRequest = request => request.Query["no"] is null ? throw new RpressException(HttpStatusCode.Unauthorized, "no ticket") : new(false) },
            configure: (_, engine) => engine
                .Use((request, next) => next(request))
                .Use((request, next) => request.Query["fail"] switch
                {
                    null => next(request),
                    "1" => throw new RpressException(HttpStatusCode.Unauthorized, "no token"),
                    _ => throw new InvalidOperationException("mine"),
                }));
        var errors = Collect(app);

        await app.Server.GetAsync(Handshake);
        await app.Server.GetAsync(Handshake + "&no=1");
        Assert.Equal(401, (await app.Server.GetAsync(Handshake + "&fail=1")).Status);
        Assert.Equal(500, (await app.Server.GetAsync(Handshake + "&fail=2")).Status);

        Assert.Equal(
            [
                "4 no ticket: message=no ticket", "4 Forbidden: ",
                "3 Bad request: MIDDLEWARE_FAILURE message=no token", "3 Bad request: MIDDLEWARE_FAILURE message=mine",
            ],
            errors);
    }

    [Fact]
    public async Task ConnectionError_WithoutRoom_IsForbidden()
    {
        await using var app = await EngineApp.StartAsync(new() { MaxSessions = 1 });
        var errors = Collect(app);
        await app.OpenPollingAsync();

        Assert.Equal(503, (await app.Server.GetAsync(Handshake)).Status);
        Assert.Equal(503, (await RawWebSocket.RefusedAsync(app.Server, EngineApp.WebSocketOf())).Status);

        Assert.Equal(Enumerable.Repeat("4 The server has too many sessions; try again later.: ", 2), errors);
    }

    [Fact]
    public async Task Handlers_ThatThrow_AreLoggedAndChangeNothing()
    {
        var logs = new CollectingLoggerFactory();
        await using var app = await EngineApp.StartAsync(options: new() { LoggerFactory = logs });
        app.Engine.OnConnectionError(_ => throw new InvalidOperationException("mine"));
        app.Engine.OnHeaders(async (_, _) =>
        {
            await Task.Yield();
            throw new InvalidOperationException("mine too");
        });
        app.Engine.OnHeaders((headers, _) => headers.Set("X-After", "1"));
        var errors = Collect(app);

        Assert.Equal(400, (await app.Server.GetAsync(EngineApp.Path)).Status);
        var answer = await app.Server.GetAsync(Handshake);

        Assert.Equal((200, "1"), (answer.Status, answer.Header("X-After")));
        Assert.Single(errors);
        Assert.Equal(["mine", "mine too"], logs.Entries.Where(entry => entry.EventId.Id == 1901).Select(entry => entry.Exception!.Message));
    }

    [Fact]
    public async Task Headers_OfASession_AreAddedToAllOfItsAnswers()
    {
        await using var app = await EngineApp.StartAsync();
        app.Engine.OnInitialHeaders((headers, request) => headers.Set("X-Initial", request.Query["transport"]!));
        app.Engine.OnHeaders((headers, request) => headers.Append("X-All", $"{request.Method} after {headers["X-Initial"]}".TrimEnd()));
        app.Engine.OnInitialHeaders((headers, _) => headers.AddCookie(new RpressCookie("a", "b")));

        var handshake = await app.Server.GetAsync(Handshake);
        var sid = EngineApp.SidOf(handshake.Text);
        var post = await app.PostAsync(sid, "4a");
        var poll = await app.PollAsync(sid);
        await using var probe = await app.OpenProbeAsync(sid);
        await using var direct = await RawWebSocket.OpenAsync(app.Server, EngineApp.WebSocketOf());
        var refused = await app.Server.GetAsync(EngineApp.Path);

        Assert.Equal(("polling", "GET after polling"), (handshake.Header("X-Initial"), handshake.Header("X-All")));
        Assert.StartsWith("a=b;", handshake.Header("Set-Cookie"), StringComparison.Ordinal);
        Assert.Equal(("websocket", "GET after websocket"), (direct.Response.Header("X-Initial"), direct.Response.Header("X-All")));
        Assert.Equal((null, "POST after", "ok"), (post.Header("X-Initial"), post.Header("X-All"), post.Text));
        Assert.Equal((null, "GET after"), (poll.Header("X-Initial"), poll.Header("X-All")));
        Assert.Equal((null, "GET after"), (probe.Response.Header("X-Initial"), probe.Response.Header("X-All")));
        Assert.Null(refused.Header("X-All"));
    }

    private static ConcurrentQueue<string> Collect(EngineApp app)
    {
        var errors = new ConcurrentQueue<string>();
        app.Engine.OnConnectionError(error => errors.Enqueue($"{error.Code} {error.Message}: {Describe(error.Context)}"));
        return errors;
    }

    private static string Describe(ConnectionErrorContext context)
    {
        (string Name, string? Value)[] values =
        [
            ("sid", context.Sid), ("method", context.Method), ("transport", context.Transport), ("previousTransport", context.PreviousTransport),
            ("origin", context.Origin), ("protocol", context.Protocol), ("message", context.Message),
        ];
        return string.Join(' ', values.Where(value => value.Value is not null).Select(value => $"{value.Name}={value.Value}")
            .Prepend(context.Name).Where(part => part is not null));
    }
}
