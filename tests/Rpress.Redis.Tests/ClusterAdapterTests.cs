using Rpress.RedisKit;
using Rpress.SocketIo.Specification;

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

    protected override Task WhenReadyAsync(IReadOnlyList<RpressIo> servers) => ClusterReadiness.WaitAsync(servers);
}
