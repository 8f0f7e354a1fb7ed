using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>UseAuth: who is let in, with what, and what the others are told.</summary>
public sealed class AuthTests
{
    public static TheoryData<string> Forms => ["sync", "async", "with handshake", "async with handshake"];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Auth_InEveryForm_LetsInWithClaims(string form)
    {
        var io = new RpressIo();
        Use(io, form);
        await using var server = await SocketIoServer.StartAsync(io);

        SocketIoWire client = await server.JoinAsync(auth: """{"token":"anna"}""");

        RpressSocket socket = Assert.Single(io.Sockets);
        Assert.Equal(client.Id, socket.Id);
        Assert.Equal("anna", socket.Auth.Get<string>("user"));
        Assert.Equal(new Claims("anna"), socket.Auth.As<Claims>());
        Assert.Equal("anna", socket.Handshake.Auth.Get<string>("token"));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Auth_InEveryForm_KeepsOut(string form)
    {
        var io = new RpressIo();
        Use(io, form);
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.ConnectAsync();

        await client.SendAsync("40");

        Assert.Equal("""44{"message":"Unauthorized","data":{"code":"E1"}}""", await client.ReadAsync());
        Assert.Empty(io.Sockets);
        await client.JoinAsync(auth: """{"token":"anna"}""");
    }

    [Fact]
    public async Task Auth_ThatThrowsRpressException_TellsItsMessage()
    {
        var io = new RpressIo();
        io.UseAuth(AuthResult (_) => throw new RpressException(401, "Token required"));
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.ConnectAsync();

        await client.SendAsync("40");

        Assert.Equal("""44{"message":"Token required"}""", await client.ReadAsync());
        Assert.Empty(server.Failures);
    }

    [Fact]
    public async Task Auth_ThatThrowsAnythingElse_TellsNothingAndLogsOnce()
    {
        var io = new RpressIo();
        io.Of("admin").UseAuth(AuthResult (_) => throw new InvalidOperationException("secret"));
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.ConnectAsync();

        await client.SendAsync("40/admin,");

        Assert.Equal("""44/admin,{"message":"The server failed to authenticate the client."}""", await client.ReadAsync());
        CollectedLogEntry entry = Assert.Single(server.Failures);
        Assert.Equal((LogLevel.Error, "secret"), (entry.Level, entry.Exception?.Message));
    }

    [Fact]
    public void UseAuth_Twice_IsRefused()
    {
        var io = new RpressIo();
        io.UseAuth(_ => AuthResult.Accept());

        Assert.Throws<InvalidOperationException>(() => io.UseAuth(_ => AuthResult.Accept()));
        io.Of("other").UseAuth(_ => AuthResult.Accept());
    }

    [Fact]
    public async Task Auth_WithAValueOfTheWrongType_NamesTheField()
    {
        var io = new RpressIo();
        io.UseAuth(auth => auth.Get<int>("age") > 17 ? AuthResult.Accept() : AuthResult.Reject("too young"));
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.ConnectAsync();

        await client.SendAsync("""40{"age":"old"}""");

        Assert.Equal("""44{"message":"The value 'age' of auth is not of the right type."}""", await client.ReadAsync());
        Assert.Empty(server.Failures);
    }

    [Fact]
    public async Task Client_ThatLeavesWhileAuthRuns_IsNeverConnected()
    {
        var (begun, release) = (new TaskCompletionSource(), new TaskCompletionSource<AuthResult>());
        int connected = 0;
        var io = new RpressIo();
        io.UseAuth(_ =>
        {
            begun.SetResult();
            return release.Task;
        });
        io.OnConnection(_ => Interlocked.Increment(ref connected));
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.ConnectAsync();
        await client.SendAsync("40");
        await begun.Task;

        await client.LeaveAsync();
        await Eventually.TrueAsync(() => io.Engine.SessionCount == 0, "the session to end");
        release.SetResult(AuthResult.Accept());

        await Eventually.TrueAsync(() => io.Work.Count == 0, "the function to end");
        Assert.Equal((0, 0), (connected, io.Sockets.Count));
        Assert.Empty(await io.Of("/").Adapter.GetSocketIdsAsync([]));
    }

    [Fact]
    public async Task Client_WithoutAuth_HasEmptyValues()
    {
        await using var server = await SocketIoServer.StartAsync(_ => { });

        await server.JoinAsync();

        RpressSocket socket = Assert.Single(server.Io.Sockets);
        Assert.Equal(("{}", "{}"), (socket.Auth.ToString(), socket.Handshake.Auth.ToString()));
        Assert.Null(socket.Auth.Get<string>("anything"));
    }

    [Fact]
    public async Task Handshake_OfASocket_IsTheRequestThatOpenedTheConnection()
    {
        await using var server = await SocketIoServer.StartAsync(_ => { });
        SocketIoWire client = await server.ConnectAsync(new SocketIoWireOptions
        {
            Query = "&room=a%20b",
            Headers = new Dictionary<string, string> { ["Cookie"] = "session=1", ["X-Test"] = "yes", ["Origin"] = server.Server.BaseAddress.GetLeftPart(UriPartial.Authority) },
        });
        await client.JoinAsync();

        SocketHandshake handshake = Assert.Single(server.Io.Sockets).Handshake;

        Assert.Equal(("yes", "session=1"), (handshake.Headers["x-test"], handshake.Headers["cookie"]));
        Assert.Equal(("1", null), (handshake.Cookies["session"], handshake.Cookies["other"]));
        Assert.Equal("a b", handshake.Query["room"]);
        Assert.Equal("/socket.io/?EIO=4&transport=websocket&room=a%20b", handshake.Url);
        Assert.Equal("127.0.0.1", handshake.Address?.ToString());
        Assert.Equal((true, false), (handshake.IsCrossDomain, handshake.IsSecure));
        Assert.InRange(handshake.IssuedAt, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow());
    }

    private static void Use(RpressIo io, string form)
    {
        switch (form)
        {
            case "sync":
                io.UseAuth(auth => Decide(auth));
                break;
            case "async":
                io.UseAuth(async auth =>
                {
                    await Task.Yield();
                    return Decide(auth);
                });
                break;
            case "with handshake":
                io.UseAuth((auth, handshake) => handshake.Headers.ContainsKey("Host") ? Decide(auth) : AuthResult.Reject("no host"));
                break;
            default:
                io.UseAuth(async (auth, handshake) =>
                {
                    await Task.Yield();
                    return handshake.Headers.ContainsKey("Host") ? Decide(auth) : AuthResult.Reject("no host");
                });
                break;
        }
    }

    private static AuthResult Decide(AuthValues auth) => auth.Get<string>("token") is { } user
        ? AuthResult.Accept(new Claims(user))
        : AuthResult.Reject("Unauthorized", new { code = "E1" });

    private sealed record Claims(string User);
}
