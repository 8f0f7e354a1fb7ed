using Rpress.RedisKit;
using Rpress.SocketIo.Specification;
using Rpress.TestKit;

namespace Rpress.Redis.Tests;

/// <summary>The specification of adapters, with three servers on one Redis.</summary>
public abstract class ClusterAdapterTests(RedisFixture redis) : AdapterSpecification
{
    private string _address = "";

    protected string KeyPrefix { get; } = $"test-{Guid.NewGuid():N}";

    protected override int ServerCount => 3;

    public override async ValueTask InitializeAsync()
    {
        _address = await redis.GetAddressAsync();
        await base.InitializeAsync();
    }

    protected override RpressIo CreateServer() => CreateServer(_address);

    /// <summary>Makes a server with the adapter.</summary>
    protected abstract RpressIo CreateServer(string address);

    protected override async Task WhenReadyAsync(IReadOnlyList<RpressIo> servers)
    {
        ArgumentNullException.ThrowIfNull(servers);
        foreach (RpressIo server in servers)
        {
            await Eventually.TrueAsync(
                async () => await server.Of("/").Adapter.GetServerCountAsync() == ServerCount
                    && await server.Of("other").Adapter.GetServerCountAsync() == ServerCount,
                "each server to know of all");
        }
    }
}
