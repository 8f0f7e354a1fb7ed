using Rpress.RedisKit;
using Rpress.SocketIo.Specification.Cluster;

namespace Rpress.InteropTests.Redis;

/// <summary>What the servers and emitters of a class' tests are made with: a redis-server, and a process for npm's.</summary>
public sealed class MixedCluster : IAsyncDisposable
{
    private readonly RedisServerFixture _redis = new();
    private readonly NpmCluster _npm = new();

    /// <summary>Starts npm's server.</summary>
    public async Task<IClusterNode> StartNpmNodeAsync(ClusterNodeOptions options) =>
        await NpmClusterNode.StartAsync(_npm, await _redis.GetAddressAsync(), options);

    /// <summary>Starts our server.</summary>
    public async Task<IClusterNode> StartNodeAsync(ClusterNodeOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return await RpressClusterNode.StartAsync(new RpressIo().UseRedis(await _redis.GetAddressAsync(), new()
        {
            KeyPrefix = options.KeyPrefix,
            RequestTimeout = options.RequestTimeout,
            UseSpecificResponseChannel = options.UseSpecificResponseChannel,
        }));
    }

    /// <summary>Starts npm's emitter.</summary>
    public async Task<IClusterSource> StartNpmEmitterAsync(string keyPrefix) =>
        await NpmClusterSource.StartEmitterAsync(_npm, await _redis.GetAddressAsync(), keyPrefix);

    /// <summary>Starts our emitter.</summary>
    public async Task<IClusterSource> StartEmitterAsync(string keyPrefix) =>
        new RedisEmitterSource(await RedisEmitter.ConnectAsync(await _redis.GetAddressAsync(), new() { KeyPrefix = keyPrefix }));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _npm.DisposeAsync();
        await _redis.DisposeAsync();
    }
}
