using System.Threading.Channels;
using Rpress.Redis.Tests.Outages;
using Rpress.RedisKit;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.Streams;

/// <summary>Clients that come back, break off while middleware decides about them, and come back again.</summary>
public sealed class RecoveryMiddlewareTests(RedisServerFixture redis) : IClassFixture<RedisServerFixture>
{
    private readonly Channel<TaskCompletionSource> _deciding = Channel.CreateUnbounded<TaskCompletionSource>();
    private volatile bool _isSlow;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Client_ThatBreaksOffInMiddleware_GetsWhatWasSentToItself(bool isCluster)
    {
        await using ClusterServer server = await StartAsync(isCluster);
        (SocketIoWire wire, string id, string pid, string offset) = await RecoveryCase.JoinAsync(server);
        await wire.DisposeAsync();
        await RecoveryCase.WhenGoneAsync(server, id);
        await RecoveryCase.WhenIdleAsync(server); // saved
        await server.Io.To(id).EmitAsync("private");

        TaskCompletionSource deciding = await BreakOffInMiddlewareAsync(server, pid, offset);
        deciding.SetResult();
        await RecoveryCase.WhenIdleAsync(server);
        _isSlow = false;
        (SocketIoWire back, string? again, _, List<string> missed) = await RecoveryCase.ReturnAsync(server, pid, offset);
        await using SocketIoWire returned = back;

        Assert.Equal(id, again);
        Assert.StartsWith("""42["private",""", Assert.Single(missed), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Middleware_ThatEndsLate_DoesNotTouchTheSocketThatCameBack(bool isCluster)
    {
        await using ClusterServer server = await StartAsync(isCluster);
        (SocketIoWire wire, string id, string pid, string offset) = await RecoveryCase.JoinAsync(server);
        await wire.DisposeAsync();
        await RecoveryCase.WhenGoneAsync(server, id);
        await RecoveryCase.WhenIdleAsync(server); // saved

        TaskCompletionSource late = await BreakOffInMiddlewareAsync(server, pid, offset);
        _isSlow = false;
        (SocketIoWire back, string? again, _, _) = await RecoveryCase.ReturnAsync(server, pid, offset);
        await using SocketIoWire returned = back;
        Assert.Equal(id, again);
        Assert.Single(server.Io.Sockets);
        late.SetResult();
        await RecoveryCase.WhenIdleAsync(server);

        Assert.Single(server.Io.Sockets);
        await server.Io.EmitAsync("still");
        Assert.StartsWith("""42["still",""", await back.ReadAsync().WaitAsync(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task<ClusterServer> StartAsync(bool isCluster)
    {
        var recovery = new RecoveryConfig { SkipMiddlewares = false };
        if (isCluster)
        {
            return await new RecoveryCase(await redis.GetAddressAsync()).StartAsync(Configure, recovery);
        }

        var io = new RpressIo(config: new() { Recovery = recovery });
        Configure(io);
        return await ClusterServer.StartAsync(io);
    }

    private void Configure(RpressIo io) => io.Use(async (_, next) =>
    {
        if (_isSlow)
        {
            var deciding = new TaskCompletionSource();
            await _deciding.Writer.WriteAsync(deciding);
            await deciding.Task;
        }

        await next();
    });

    private async Task<TaskCompletionSource> BreakOffInMiddlewareAsync(ClusterServer server, string pid, string offset)
    {
        _isSlow = true;
        SocketIoWire wire = await SocketIoWire.ConnectAsync(server.Server);
        await wire.SendAsync($$"""40{"pid":"{{pid}}","offset":"{{offset}}"}""");
        TaskCompletionSource deciding = await _deciding.Reader.ReadAsync(TestContext.Current.CancellationToken);
        await wire.DisposeAsync();
        await Eventually.TrueAsync(() => server.Io.Engine.SessionCount == 0 && server.Io.Work.Count == 1, "the connection to break off, and the session to be saved"); // the middleware runs
        return deciding;
    }
}
