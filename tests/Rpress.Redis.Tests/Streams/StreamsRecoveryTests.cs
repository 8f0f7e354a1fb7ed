using Rpress.RedisKit;
using Rpress.SocketIo.Specification;

namespace Rpress.Redis.Tests.Streams;

/// <summary>The specification of adapters with connection state recovery.</summary>
public sealed class StreamsRecoveryTests(RedisServerFixture redis) : RecoverySpecification, IClassFixture<RedisServerFixture>
{
    private readonly string _prefix = $"test-{Guid.NewGuid():N}";
    private string _address = "";

    protected override int ServerCount => 3;

    public override async ValueTask InitializeAsync()
    {
        _address = await redis.GetAddressAsync();
        await base.InitializeAsync();
    }

    protected override RpressIo CreateServer() => new RpressIo(config: new() { Recovery = new() })
        .UseRedisStreams(_address, new() { KeyPrefix = _prefix, StreamName = _prefix, SessionKeyPrefix = _prefix });

    protected override Task WhenReadyAsync(IReadOnlyList<RpressIo> servers) => ClusterReadiness.WaitAsync(servers);
}
