using System.Globalization;

namespace Rpress.RedisKit;

/// <summary>One Redis for the tests of a class, started for the first that asks and ended after the last. Each test takes channels and keys of its own.</summary>
public abstract class RedisFixture : IAsyncDisposable
{
    private static readonly TimeSpan _answerBound = TimeSpan.FromSeconds(15);

    private readonly Lazy<Task<ITestRedis>> _redis;

    private protected RedisFixture(Func<Task<ITestRedis>> start) => _redis = new(start);

    /// <summary>Where it listens. Where it cannot be started, the test skips; on build machines it fails.</summary>
    public async Task<string> GetAddressAsync() => (await _redis.Value).Address;

    /// <summary>How long a key will be there yet; null if there is none.</summary>
    public async Task<TimeSpan?> GetTimeToLiveAsync(string key)
    {
        string answer = await InlineCommands.AskAsync(await GetAddressAsync(), $"PTTL {key}", _answerBound);
        int milliseconds = int.Parse(answer.AsSpan(1, answer.IndexOf('\r', StringComparison.Ordinal) - 1), CultureInfo.InvariantCulture);
        return milliseconds switch
        {
            -2 => null,
            -1 => TimeSpan.MaxValue,
            _ => TimeSpan.FromMilliseconds(milliseconds),
        };
    }

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
