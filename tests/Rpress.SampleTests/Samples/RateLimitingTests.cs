using Rpress.SampleTests.Programs;
using Rpress.TestKit;

namespace Rpress.SampleTests.Samples;

public sealed class RateLimitingTests(RateLimitingFixture sample) : IClassFixture<RateLimitingFixture>
{
    [Fact]
    public async Task Root_Get_TellsTheLimitOfAll()
    {
        using HttpResponseMessage response = await sample.Client.GetAsync("/", TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("\"default\";q=100;w=60", response.Headers.GetValues("RateLimit-Policy").Single());
    }

    [Fact]
    public async Task Login_TooOften_IsRefusedByAccount()
    {
        int[] statuses = await StatusesAsync(sample.Client, HttpMethod.Post, "/login/ada", 6);

        Assert.Equal([200, 200, 200, 200, 200, 429], statuses);
        Assert.Equal(429, (await sample.SendAsync(HttpMethod.Post, "/login/Ada")).Status);
        Assert.Equal(200, (await sample.SendAsync(HttpMethod.Post, "/login/grace")).Status);
    }

    // of its own process, since it uses up what the other tests share
    [Fact]
    public async Task Login_OfManyAccounts_IsRefusedByAddress()
    {
        (string fileName, string[] arguments) = BuiltPrograms.CommandOf("RateLimiting");
        await using ServerProcess server = await ServerProcess.StartAsync(fileName, arguments);
        var statuses = new List<int>();
        for (int account = 0; account < 101; account++)
        {
            statuses.AddRange(await StatusesAsync(server.Client, HttpMethod.Post, $"/login/{account}", 1));
        }

        int[] thumbnails = await StatusesAsync(server.Client, HttpMethod.Get, "/thumbnails/1", 1);

        Assert.Equal([.. Enumerable.Repeat(200, 100), 429], statuses);
        Assert.Equal([200], thumbnails);
    }

    [Fact]
    public async Task Api_ByKey_CountsEachKeyByItself()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/quote") { Headers = { { "X-Api-Key", "a" } } };
        using HttpResponseMessage response = await sample.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Matches("^\"default\";r=[0-9]+;t=[0-9]+, \"api\";r=19;t=[0-9]+$", response.Headers.GetValues("RateLimit").Single());
        Assert.Equal(200, (await sample.GetAsync("/api/quote")).Status);
    }

    [Fact]
    public async Task Ready_WhileTheStoreIsDown_SaysNo()
    {
        Assert.Equal((200, "ready"), await sample.GetAsync("/readyz"));

        await sample.SendAsync(HttpMethod.Post, "/store/down");
        (int Status, string Body) down = await sample.GetAsync("/readyz");
        await sample.SendAsync(HttpMethod.Post, "/store/up");

        Assert.Equal((503, "not ready"), down);
        Assert.Equal((200, "ready"), await sample.GetAsync("/readyz"));
        Assert.Equal((200, "ok"), await sample.GetAsync("/livez"));
    }

    // its windows begin on the minute, so two of them may lie in the run
    [Fact]
    public async Task Shared_Store_CountsAndLetsAllPassWhenItIsDown()
    {
        (string fileName, string[] arguments) = BuiltPrograms.CommandOf("RateLimiting");
        await using ServerProcess server = await ServerProcess.StartAsync(fileName, [.. arguments, "shared"]);

        int[] counted = await StatusesAsync(server.Client, HttpMethod.Post, "/login/ada", 15);
        await StatusesAsync(server.Client, HttpMethod.Post, "/store/down", 1);
        int[] uncounted = await StatusesAsync(server.Client, HttpMethod.Post, "/login/ada", 15);

        Assert.Contains(429, counted);
        Assert.All(counted.Take(5), status => Assert.Equal(200, status));
        Assert.All(uncounted, status => Assert.Equal(200, status));
        await Eventually.TrueAsync(() => server.Output.Contains("SharedRateLimiter fails", StringComparison.Ordinal), "the failure to be logged");
    }

    private static async Task<int[]> StatusesAsync(HttpClient client, HttpMethod method, string path, int count)
    {
        var statuses = new int[count];
        for (int i = 0; i < count; i++)
        {
            using var request = new HttpRequestMessage(method, path);
            using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            statuses[i] = (int)response.StatusCode;
        }

        return statuses;
    }
}
