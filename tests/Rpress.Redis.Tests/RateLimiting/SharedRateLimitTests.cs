using System.Globalization;
using Microsoft.Extensions.Logging;
using Rpress.RedisKit;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.RateLimiting;

/// <summary>Whole servers with one limit.</summary>
public sealed class SharedRateLimitTests(GarnetFixture garnet) : IClassFixture<GarnetFixture>, IDisposable
{
    private readonly CollectingLoggerFactory _logs = new();

    private static CancellationToken Ended => TestContext.Current.CancellationToken;

    public void Dispose() => _logs.Dispose();

    [Fact]
    public async Task Servers_OnOneRedis_RefuseTogether()
    {
        string address = await garnet.GetAddressAsync();
        await using RedisRateLimiter one = await RedisRateLimiter.ConnectAsync(address, cancellationToken: Ended);
        await using RedisRateLimiter other = await RedisRateLimiter.ConnectAsync(address, cancellationToken: Ended);
        await using TestServer first = await StartAsync(one);
        await using TestServer second = await StartAsync(other);

        List<int> statuses = [await GetAsync(first), await GetAsync(second), await GetAsync(first)];
        using HttpResponseMessage refused = await second.Client.GetAsync("/", Ended);
        statuses.Add(await GetAsync(first));

        Assert.Equal([200, 200, 200, 429], statuses);
        Assert.Equal(429, (int)refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(66));
        string left = refused.Headers.RetryAfter.Delta.Value.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        Assert.Equal($"\"default\";r=0;t={left}", refused.Headers.GetValues("RateLimit").Single());
    }

    [Theory]
    [InlineData(RateLimiterFailure.Allow, 200)]
    [InlineData(RateLimiterFailure.Refuse, 503)]
    public async Task Redis_Away_LeavesTheAnswerToTheOptions(RateLimiterFailure onFailure, int expected)
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        await using RedisRateLimiter limiter = await RedisRateLimiter.ConnectAsync(redis.Address, cancellationToken: Ended);
        await using TestServer server = await StartAsync(limiter, onFailure);
        Assert.True(await IsCountedAsync(server));

        await redis.KillAsync();
        int[] away = [await GetAsync(server), await GetAsync(server), await GetAsync(server), await GetAsync(server)];
        await redis.RestartAsync();

        Assert.All(away, status => Assert.Equal(expected, status));
        Assert.StartsWith("The rate limiter RedisRateLimiter fails", Assert.Single(_logs.At(LogLevel.Warning)).Message, StringComparison.Ordinal);
        await Eventually.TrueAsync(() => IsCountedAsync(server), "requests to be counted again");
    }

    [Fact]
    public async Task Redis_Frozen_IsWaitedForAsLongAsTheOptionsSay()
    {
        await using RedisServerProcess redis = await RedisServerProcess.StartAsync();
        await using RedisRateLimiter limiter = await RedisRateLimiter.ConnectAsync(redis.Address, cancellationToken: Ended);
        await using TestServer server = await StartAsync(limiter, RateLimiterFailure.Refuse, TimeSpan.FromSeconds(2));
        Assert.True(await IsCountedAsync(server));

        await redis.FreezeAsync();
        int frozen = await GetAsync(server);
        await redis.ThawAsync();

        Assert.Equal(503, frozen);
        await Eventually.TrueAsync(() => IsCountedAsync(server), "requests to be counted again");
    }

    private static async Task<int> GetAsync(TestServer server)
    {
        using HttpResponseMessage response = await server.Client.GetAsync("/", Ended);
        return (int)response.StatusCode;
    }

    private static async Task<bool> IsCountedAsync(TestServer server)
    {
        using HttpResponseMessage response = await server.Client.GetAsync("/", Ended);
        return response.Headers.Contains("RateLimit");
    }

    private Task<TestServer> StartAsync(RedisRateLimiter limiter, RateLimiterFailure onFailure = RateLimiterFailure.Allow, TimeSpan? timeout = null)
    {
        var app = new RpressApp(new RpressOptions
        {
            RateLimit = new RateLimit(3, TimeSpan.FromMinutes(1)),
            RateLimiter = limiter,
            RateLimiterFailure = onFailure,
            RateLimiterTimeout = timeout ?? TimeSpan.FromMinutes(1),
            LoggerFactory = _logs,
        });
        var routes = new RpressRoutes();
        routes.Get("/", request => "counted");
        app.AddRouteGroup(routes);
        return TestServer.StartAsync(app);
    }
}
