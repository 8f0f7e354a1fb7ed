using Rpress.TestKit;

namespace Rpress.SampleTests.Docs;

/// <summary>Code that the guide's page on load balancers quotes; what stands in front of servers is in the tests with npm's client.</summary>
public sealed class LoadBalancerExamplesTests
{
    [Fact]
    public async Task Server_BehindBalancers_IsReadyAndThenSaysThatItStops()
    {
        var app = new RpressApp(new RpressOptions
        {
            TrustedProxies = ["10.0.0.0/8"], // the balancers: who else says for whom it speaks is not believed
            Health = new RpressHealth(), // /readyz, which they ask
            DrainDelay = TimeSpan.FromSeconds(10), // how long a stop waits for all of them to have asked
        });
        app.AttachSocketIo(new RpressIo()).AddEndpoint("127.0.0.1:0");
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Endpoints[0].Url) };

        Assert.Equal("ready", await client.GetStringAsync("/readyz", TestContext.Current.CancellationToken));
        using var patience = new CancellationTokenSource();
        Task stopping = app.StopAsync(patience.Token);
        await Eventually.TrueAsync(
            async () =>
            {
                using HttpResponseMessage answer = await client.GetAsync("/readyz");
                return await answer.Content.ReadAsStringAsync() == "stopping";
            },
            "the server to say that it stops");

        await patience.CancelAsync();
        await stopping;
        await app.DisposeAsync();
    }
}
