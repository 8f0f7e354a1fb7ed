using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>Middleware of a namespace: who may join, what is told to whom may not.</summary>
public sealed class SocketMiddlewareTests
{
    [Fact]
    public async Task Middleware_ThatCallsTheNext_RunsInOrderWithUseAuthAmongIt()
    {
        var steps = new List<string>();
        var io = new RpressIo();
        io.Use(async (socket, next) =>
        {
            steps.Add("first");
            await next();
            steps.Add("first again");
        });
        io.UseAuth(_ => AuthResult.Accept(new Dictionary<string, string> { ["user"] = "anna" }));
        io.Use(async (socket, next) =>
        {
            steps.Add(socket.Auth.Get<string>("user")!);
            socket.Data["seen"] = true;
            await next();
        });
        await using var server = await SocketIoServer.StartAsync(io);

        await server.JoinAsync();

        Assert.Equal(["first", "anna", "first again"], steps);
        Assert.True(Assert.Single(io.Sockets).Data.Get<bool>("seen"));
    }

    [Fact]
    public async Task Middleware_ThatThrowsARefusal_TellsItsMessageAndDataAndTheConnectionGoesOn()
    {
        var io = new RpressIo();
        io.Of("/admin").Use((socket, next) => socket.Handshake.Auth.Get<string>("token") == "secret"
            ? next()
            : throw new SocketMiddlewareException("not authorized", new Dictionary<string, object> { ["code"] = "E001", ["retry"] = 5 }));
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.ConnectAsync();

        await client.SendAsync("40/admin,");
        Assert.Equal("""44/admin,{"message":"not authorized","data":{"code":"E001","retry":5}}""", await client.ReadAsync());
        Assert.Empty(io.Of("/admin").Sockets);
        await client.JoinAsync("/admin", """{"token":"secret"}""");

        Assert.Single(io.Of("/admin").Sockets);
        Assert.Empty(server.Failures);
    }

    [Fact]
    public async Task Middleware_ThatThrowsRpressException_TellsItsMessage()
    {
        Assert.Equal("""44{"message":"Token required"}""", await RefusalOfAsync((_, _) => throw new RpressException(401, "Token required")));
    }

    [Fact]
    public async Task Middleware_ThatThrowsAnythingElse_TellsNothing()
    {
        Assert.Equal(
            """44{"message":"The server failed to authenticate the client."}""",
            await RefusalOfAsync((_, _) => throw new InvalidOperationException("database password: 1234"), expectsLog: true));
    }

    [Fact]
    public async Task Middleware_WithDataThatCannotBeWritten_TellsNothing()
    {
        Assert.Equal(
            """44{"message":"The server failed to authenticate the client."}""",
            await RefusalOfAsync((_, _) => throw new SocketMiddlewareException("no", new IntPtr(1)), expectsLog: true));
    }

    [Fact]
    public async Task Middleware_ThatDoesNotCallTheNext_Refuses()
    {
        Assert.Equal("""44{"message":"Connection refused."}""", await RefusalOfAsync((_, _) => Task.CompletedTask));
    }

    [Fact]
    public async Task RoomsJoinedInMiddleware_OfASocketThatIsLetIn_AreKept()
    {
        var io = new RpressIo();
        io.Use(async (socket, next) =>
        {
            await socket.JoinAsync("a", "b");
            await socket.LeaveAsync("b");
            Assert.Equal(["a"], socket.Rooms);
            await next();
        });
        await using var server = await SocketIoServer.StartAsync(io);

        SocketIoWire client = await server.JoinAsync();
        await io.To("a").EmitAsync("hello");

        Assert.Equal("""42["hello"]""", await client.ReadAsync());
        Assert.Equal([client.Id, "a"], Assert.Single(io.Sockets).Rooms);
    }

    [Fact]
    public async Task RoomsJoinedInMiddleware_AboveTheLimit_AreRefused()
    {
        var io = new RpressIo(config: new() { MaxRooms = 2 });
        io.Use(async (socket, next) =>
        {
            await socket.JoinAsync("a", "b", "a");
            Assert.Throws<InvalidOperationException>(() => { _ = socket.JoinAsync("c"); });
            await next();
        });
        await using var server = await SocketIoServer.StartAsync(io);

        SocketIoWire client = await server.JoinAsync();

        Assert.Equal([client.Id, "a", "b"], Assert.Single(io.Sockets).Rooms);
    }

    [Fact]
    public async Task RoomsJoinedInMiddleware_OfASocketThatIsRefused_AreGone()
    {
        RpressSocket? refused = null;
        await RefusalOfAsync(async (socket, next) =>
        {
            refused = socket;
            await socket.JoinAsync("a");
            socket.OnDisconnect(_ => Assert.Fail("It was never connected."));
            throw new SocketMiddlewareException("no");
        });

        await refused!.JoinAsync("b");
        await refused.EmitAsync("goes nowhere");
        Assert.False(refused.IsConnected);
        Assert.Empty(await refused.Namespace.Adapter.GetSocketIdsAsync([]));
    }

    [Fact]
    public async Task Middleware_DuringWhichTheClientLeaves_LeavesNothingBehind()
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var io = new RpressIo();
        io.Use(async (socket, next) =>
        {
            await socket.JoinAsync("a");
            entered.SetResult();
            await release.Task;
            await next();
        });
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.ConnectAsync();
        await client.SendAsync("40");
        await entered.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        await client.LeaveAsync();
        await Eventually.TrueAsync(() => io.Engine.SessionCount == 0, "the session to end");
        release.SetResult();

        await Eventually.TrueAsync(() => io.Work.Count == 0, "the middleware to end");
        Assert.Empty(io.Sockets);
        Assert.Empty(await io.Of("/").Adapter.GetSocketIdsAsync(["a"]));
        Assert.Empty(await io.Of("/").Adapter.GetSocketIdsAsync([]));
    }

    private static async Task<string> RefusalOfAsync(Func<RpressSocket, Func<Task>, Task> middleware, bool expectsLog = false)
    {
        var io = new RpressIo();
        io.Use(middleware);
        await using var server = await SocketIoServer.StartAsync(io);
        SocketIoWire client = await server.ConnectAsync();
        await client.SendAsync("40");
        string refusal = await client.ReadAsync();
        Assert.Empty(io.Sockets);
        Assert.Equal(expectsLog ? [LogLevel.Error] : [], server.Failures.Select(entry => entry.Level));
        return refusal;
    }
}
