#pragma warning disable xUnit1051 // what the guide quotes is no test there

using Rpress.RedisKit;
using Rpress.TestKit;
using StackExchange.Redis;

namespace Rpress.SampleTests.Docs;

/// <summary>Code that the guide's page on Redis quotes; the addresses there are nobody's, so what connects to them is compiled only.</summary>
public sealed class RedisExamplesTests(GarnetFixture garnet) : IClassFixture<GarnetFixture>
{
    [Fact]
    public void Server_WithRedis_IsMade()
    {
        var io = new RpressIo().UseRedis("localhost:6379");
        io.OnConnection(socket => socket.On("message", (string text) => io.EmitAsync("message", text))); // to the clients of all servers

        Assert.NotNull(io.Adapter);
    }

    [Fact]
    public void Server_WithTheShardedAdapter_IsMade()
    {
        var io = new RpressIo();
        io.UseRedisSharded("localhost:6379", new() { SubscriptionMode = RedisSubscriptionMode.DynamicPrivate });

        Assert.IsType<RedisShardedAdapter>(io.Of("/").Adapter);
    }

    [Fact]
    public void Server_WithRecoveryThroughAStream_IsMade()
    {
        var io = new RpressIo(config: new SocketIoConfig { Recovery = new RecoveryConfig() });
        io.UseRedisStreams("localhost:6379", new() { MaxStreamLength = 100_000 });

        Assert.IsType<RedisStreamsAdapter>(io.Of("/").Adapter);
    }

    [Fact]
    public void Adapter_OfSomeNamespaces_IsChosen()
    {
        var io = new RpressIo();

        Func<RpressNamespace, SocketIoAdapter> shared = RedisAdapter.Create("localhost:6379");
        io.Adapter = joined => joined.Name == "/local" ? new InMemoryAdapter(joined) : shared(joined);

        Assert.IsType<InMemoryAdapter>(io.Of("/local").Adapter);
        Assert.IsType<RedisAdapter>(io.Of("/").Adapter);
    }

    [Fact]
    public async Task Servers_OfACluster_AskEachOther()
    {
        string configuration = await garnet.GetAddressAsync();

        await using ConnectionMultiplexer redis = await ConnectionMultiplexer.ConnectAsync(configuration);
        var io = new RpressIo().UseRedis(redis, new RedisAdapterOptions { KeyPrefix = "my-app" });

        await using TestServer server = await TestServer.StartAsync(new RpressApp(new RpressOptions()).AttachSocketIo(io));

        io.ServerSide.On("load", () => io.Sockets.Count);
        int[]? others = await io.ServerSide.EmitWithAckAsync<int[]>("load"); // one number of each other server
        Assert.Empty(others!);
    }

    [Fact]
    public void Emitter_WithoutAServer_SendsToAll() => Assert.NotNull((Func<Task>)EmitAsync);

    private static async Task EmitAsync()
    {
        await using var emitter = await RedisEmitter.ConnectAsync("localhost:6379");
        await emitter.EmitAsync("news", "to all clients of all servers");
        await emitter.Of("/admin").To("room").Except("other").EmitAsync("news", new byte[] { 1, 2, 3 });
        await emitter.In("room").SocketsJoinAsync("other");
        await emitter.In("other").DisconnectSocketsAsync(close: true);
        await emitter.ServerSide.EmitAsync("reload", 42); // to io.ServerSide.On("reload", …) of every server
    }
}
