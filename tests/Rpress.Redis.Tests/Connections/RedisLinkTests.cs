using Microsoft.Extensions.Logging.Abstractions;
using Rpress.RedisKit;

namespace Rpress.Redis.Tests.Connections;

/// <summary>A connection that several servers share, as they have one function for their adapters.</summary>
public sealed class RedisLinkTests : IAsyncLifetime
{
    private RedisServerProcess _redis = null!;

    public async ValueTask InitializeAsync() => _redis = await RedisServerProcess.StartAsync();

    public ValueTask DisposeAsync() => _redis.DisposeAsync();

    [Fact]
    public async Task Opening_ThatOneGivesUp_GoesOnForAnother()
    {
        await _redis.FreezeAsync();
        var link = new RedisLink(RedisAddress.Parse(_redis.Address), new RedisAdapterOptions());
        using var impatience = new CancellationTokenSource();

        Task<RedisConnection> first = link.OpenAsync(NullLogger.Instance, impatience.Token);
        Task<RedisConnection> second = link.OpenAsync(NullLogger.Instance, TestContext.Current.CancellationToken);
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await _redis.ThawAsync();

        RedisConnection connection = await second;
        Assert.Equal(0, await connection.CountSubscribersAsync(StackExchange.Redis.RedisChannel.Literal("nobody")));
        await link.CloseAsync();
    }

    [Fact]
    public async Task Link_WhoseOpeningFailed_CanBeOpenedAgain()
    {
        await _redis.KillAsync();
        var link = new RedisLink(RedisAddress.Parse(_redis.Address + ",connectTimeout=500,connectRetry=1"), new RedisAdapterOptions());
        Task<RedisConnection>[] failing = [OpenAsync(link), OpenAsync(link)];
        foreach (Task<RedisConnection> opening in failing)
        {
            await Assert.ThrowsAsync<StackExchange.Redis.RedisConnectionException>(() => opening);
        }

        await _redis.RestartAsync();
        RedisConnection first = await OpenAsync(link);
        RedisConnection second = await OpenAsync(link);
        Assert.Same(first, second);
        await link.CloseAsync();
        Assert.Equal(0, await second.CountSubscribersAsync(StackExchange.Redis.RedisChannel.Literal("nobody")));
        await link.CloseAsync();

        Assert.NotSame(first, await OpenAsync(link));
        await link.CloseAsync();
    }

    private static Task<RedisConnection> OpenAsync(RedisLink link) => link.OpenAsync(NullLogger.Instance, TestContext.Current.CancellationToken);
}
