namespace Rpress.RedisKit;

/// <summary>One Redis for the tests of a class, started for the first that asks and ended after the last. Each test takes channels and keys of its own.</summary>
public abstract class RedisFixture : IAsyncDisposable
{
    private readonly Lazy<Task<ITestRedis>> _redis;

    private protected RedisFixture(Func<Task<ITestRedis>> start) => _redis = new(start);

    /// <summary>Where it listens. Where it cannot be started, the test skips; on build machines it fails.</summary>
    public async Task<string> GetAddressAsync() => (await _redis.Value).Address;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_redis.IsValueCreated && _redis.Value.IsCompletedSuccessfully)
        {
            await (await _redis.Value).DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}
