using Rpress.TestKit;

namespace Rpress.FunctionalTests.EngineIo;

/// <summary>engine.io: a cookie with the session's id, by the answer to the handshake alone.</summary>
public sealed class SessionCookieTests
{
    private const string Handshake = EngineApp.Path + "?EIO=4&transport=polling";

    [Fact]
    public async Task Cookie_OfASession_IsSetByTheHandshakeAlone()
    {
        await using var app = await EngineApp.StartAsync(new() { Cookie = new() });

        var handshake = await app.Server.GetAsync(Handshake);
        var sid = EngineApp.SidOf(handshake.Text);
        var post = await app.PostAsync(sid, "4a");
        var poll = await app.PollAsync(sid);
        await using var probe = await app.OpenProbeAsync(sid);

        Assert.Equal([$"io={sid}; Path=/; SameSite=Lax; HttpOnly"], handshake.HeaderValues("Set-Cookie"));
        Assert.All([post.Header("Set-Cookie"), poll.Header("Set-Cookie"), probe.Response.Header("Set-Cookie")], Assert.Null);
    }

    [Fact]
    public async Task Cookie_OfAWebSocket_IsSetByThe101()
    {
        await using var app = await EngineApp.StartAsync(new()
        {
            Cookie = new() { Name = "sticky", Path = "/socket.io/", Domain = "a.example", MaxAge = TimeSpan.FromHours(1), SameSite = SameSite.None, HttpOnly = false, Secure = true },
        });

        await using var socket = await RawWebSocket.OpenAsync(app.Server, EngineApp.WebSocketOf());
        var sid = EngineApp.SidOf(await socket.ReadTextAsync());

        Assert.Equal($"sticky={sid}; Path=/socket.io/; Domain=a.example; Max-Age=3600; SameSite=None; Secure", socket.Response.Header("Set-Cookie"));
    }

    [Fact]
    public async Task Cookie_WithARefusalOrWithoutTheSetting_IsNotSet()
    {
        await using var app = await EngineApp.StartAsync(new() { Cookie = new(), AllowRequest = _ => new(false) });
        await using var plain = await EngineApp.StartAsync();

        Assert.Null((await app.Server.GetAsync(Handshake)).Header("Set-Cookie"));
        Assert.Null((await RawWebSocket.RefusedAsync(app.Server, EngineApp.WebSocketOf())).Header("Set-Cookie"));
        Assert.Null((await plain.Server.GetAsync(Handshake)).Header("Set-Cookie"));
    }
}
