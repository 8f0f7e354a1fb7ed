using Rpress.Redis.Tests.Outages;
using Rpress.RedisKit;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.Streams;

/// <summary>A session is one of its namespace.</summary>
public sealed class SessionNamespaceTests(RedisServerFixture redis) : IClassFixture<RedisServerFixture>
{
    [Fact]
    public async Task Session_OfAnotherNamespace_DoesNotPassItsMiddleware()
    {
        var cluster = new RecoveryCase(await redis.GetAddressAsync());
        await using ClusterServer server = await cluster.StartAsync(io =>
        {
            io.Of("/").OnConnection(_ => { });
            io.Of("/admin").Use((_, _) => throw new SocketMiddlewareException("no"));
        });
        (SocketIoWire wire, string id, string pid, string offset) = await RecoveryCase.JoinAsync(server);
        await wire.DisposeAsync();
        await RecoveryCase.WhenGoneAsync(server, id);
        await cluster.WhenSavedAsync(pid);

        (SocketIoWire back, string? admin, string? answer, List<string> missed) = await RecoveryCase.ReturnAsync(server, pid, offset, "/admin");
        await using SocketIoWire returned = back;

        Assert.Empty(missed);
        Assert.True(admin is null, $"in /admin as {admin} (was {id} in /)");
        Assert.Equal("44/admin,{\"message\":\"no\"}", answer);
    }
}
