using Rpress.RedisKit;
using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.InteropTests.Redis;

/// <summary>What the servers and emitters of a class' tests are made with: a redis-server, and a process for npm's.</summary>
public sealed class MixedCluster : IAsyncDisposable
{
    private readonly RedisServerFixture _redis = new();
    private readonly NpmCluster _npm = new();

    /// <summary>Starts npm's server.</summary>
    public async Task<IClusterNode> StartNpmNodeAsync(ClusterAdapter adapter, ClusterNodeOptions options) =>
        await NpmClusterNode.StartAsync(_npm, await _redis.GetAddressAsync(), adapter, options);

    /// <summary>Starts our server.</summary>
    public async Task<IClusterNode> StartNodeAsync(ClusterAdapter adapter, ClusterNodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(adapter);
        ArgumentNullException.ThrowIfNull(options);
        var io = new RpressIo(config: new SocketIoConfig { Recovery = options.Recovery });
        return await RpressClusterNode.StartAsync(adapter.Use(io, await _redis.GetAddressAsync(), options));
    }

    /// <summary>Starts npm's emitter.</summary>
    public async Task<IClusterSource> StartNpmEmitterAsync(string keyPrefix) =>
        await NpmClusterSource.StartEmitterAsync(_npm, await _redis.GetAddressAsync(), keyPrefix);

    /// <summary>Starts our emitter.</summary>
    public async Task<IClusterSource> StartEmitterAsync(string keyPrefix) =>
        new RedisEmitterSource(await RedisEmitter.ConnectAsync(await _redis.GetAddressAsync(), new() { KeyPrefix = keyPrefix }));

    /// <summary>How long a key of the Redis will be there yet; null if there is none.</summary>
    public Task<TimeSpan?> GetTimeToLiveAsync(string key) => _redis.GetTimeToLiveAsync(key);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _npm.DisposeAsync();
        await _redis.DisposeAsync();
    }
}
