#pragma warning disable xUnit1051 // what the guide quotes is no test there

using Rpress.RedisKit;

namespace Rpress.SampleTests.Docs;

/// <summary>Code that the guide's page on rate limits quotes.</summary>
public sealed class RateLimitExamplesTests(GarnetFixture garnet) : IClassFixture<GarnetFixture>
{
    [Fact]
    public async Task Limiter_InRedis_CountsRequests()
    {
        string redis = await garnet.GetAddressAsync();

        await using var limiter = await RedisRateLimiter.ConnectAsync(redis); // "localhost:6379", "rediss://user:password@host/1"

        await using var app = new RpressApp(new RpressOptions
        {
            RateLimit = new RateLimit(100, TimeSpan.FromMinutes(1)),
            RateLimiter = limiter,
        });
        await app.AddEndpoint("127.0.0.1:0").StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Endpoints[0].Url) };
        using HttpResponseMessage response = await client.GetAsync("/", TestContext.Current.CancellationToken);

        Assert.Equal("\"default\";q=100;w=60", response.Headers.GetValues("RateLimit-Policy").Single());
    }
}
