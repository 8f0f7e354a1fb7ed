using Rpress.Redis.Tests.Outages;
using Rpress.RedisKit;
using Rpress.TestKit;
using StackExchange.Redis;

namespace Rpress.Redis.Tests.Streams;

/// <summary>A connection that breaks off again while the server looks for what its client missed.</summary>
public sealed class RecoveryFlapTests(RedisServerFixture redis) : IClassFixture<RedisServerFixture>
{
    [Fact]
    public async Task Client_ThatBreaksOffWhileItIsRecovered_DoesNotLoseItsSession()
    {
        using var go = new ManualResetEventSlim();
        using var stands = new ManualResetEventSlim();
        var cluster = new RecoveryCase(await redis.GetAddressAsync());
        await using ClusterServer server = await cluster.StartAsync(io => io.OnConnection(socket => socket.OnAnyOutgoing((name, _) =>
        {
            if (name == "stand")
            {
                stands.Set();
                go.Wait(TimeSpan.FromSeconds(10));
            }
        })));
        (SocketIoWire reader, _, _, _) = await RecoveryCase.JoinAsync(server);
        await using SocketIoWire other = reader;
        (SocketIoWire wire, string id, string pid, string offset) = await RecoveryCase.JoinAsync(server);
        await wire.DisposeAsync();
        await RecoveryCase.WhenGoneAsync(server, id);
        await cluster.WhenSavedAsync(pid);

        // a reader that is a moment behind
        Task standing = server.Io.EmitAsync("stand");
        stands.Wait(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Task missing = server.Io.EmitAsync("missed");
        SocketIoWire flaps = await SocketIoWire.ConnectAsync(server.Server);
        await flaps.SendAsync($$"""40{"pid":"{{pid}}","offset":"{{offset}}"}""");
        await cluster.WhenTakenAsync(pid);
        await flaps.DisposeAsync();
        await Eventually.TrueAsync(() => server.Io.Engine.SessionCount == 1, "the connection to break off");
        go.Set();
        await standing;
        await missing;
        await RecoveryCase.WhenIdleAsync(server);

        (SocketIoWire back, string? again, _, _) = await RecoveryCase.ReturnAsync(server, pid, offset);
        await using SocketIoWire returned = back;
        Assert.Equal(id, again);
    }

    [Fact]
    public async Task Session_ThatNodeHasSaved_IsNotOverwrittenByWhoHeldTheClientBefore()
    {
        const string OfNode =
            "hKNzaWS0YVNvY2tldElkT2YyMENoYXJzMDCjcGlktGFQcml2YXRlSWRPZjIwQ2hhcnMwpXJvb21zkrRhU29ja2V0SWRPZjIwQ2hhcnMwMKVyb29tMaRkYXRhg6RuYW1lpGFubmGjYWdlKaNyYXfEAgEC"; // see StoredSessionTests
        string address = await redis.GetAddressAsync();
        var cluster = new RecoveryCase(address);
        await using ClusterServer server = await cluster.StartAsync(recovery: new() { MaxDisconnectionDuration = TimeSpan.FromSeconds(10) });
        (SocketIoWire wire, string id, string pid, _) = await RecoveryCase.JoinAsync(server);
        await using ConnectionMultiplexer other = await ConnectionMultiplexer.ConnectAsync(address);
        IDatabase database = other.GetDatabase();
        Assert.NotEqual(RedisValue.Null, await database.StringGetDeleteAsync(cluster.SessionPrefix + pid));
        await database.StringSetAsync(cluster.SessionPrefix + pid, OfNode);

        await wire.DisposeAsync();
        await RecoveryCase.WhenGoneAsync(server, id);
        await RecoveryCase.WhenIdleAsync(server);

        Assert.Equal(OfNode, (string?)await database.StringGetAsync(cluster.SessionPrefix + pid));
    }
}
