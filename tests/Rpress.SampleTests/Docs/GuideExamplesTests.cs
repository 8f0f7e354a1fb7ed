using Microsoft.Extensions.DependencyInjection;

namespace Rpress.SampleTests.Docs;

/// <summary>Code that the guide quotes and no sample needs.</summary>
public sealed class GuideExamplesTests
{
    [Fact]
    public async Task TestServer_Route_AnswersInMemory()
    {
        var routes = new RpressRoutes();
        routes.Get("/hello/:name", request => $"Hello, {request.Params["name"]}!");
        var app = new RpressApp().AddRouteGroup(routes);

        await using RpressTestServer server = await RpressTestServer.StartAsync(app, TestContext.Current.CancellationToken);

        string answer = await server.Client.GetStringAsync("/hello/Ada", TestContext.Current.CancellationToken);

        Assert.Equal("Hello, Ada!", answer);
    }

    [Fact]
    public async Task App_InsideAnotherProgram_IsStartedAndStopped()
    {
        CancellationToken cancellationToken = TestContext.Current.CancellationToken;
        await using ServiceProvider services = new ServiceCollection().AddScoped<List<string>>().BuildServiceProvider();
        var routes = new RpressRoutes();
        routes.Get("/", request => request.Services.GetRequiredService<List<string>>().Count);

        await using var app = new RpressApp(new RpressOptions { Services = services });
        app.AddRouteGroup(routes).AddEndpoint("127.0.0.1:0");
        await app.StartAsync(cancellationToken);
        using var client = new HttpClient { BaseAddress = new Uri(app.Endpoints[0].Url) };

        Assert.Equal("0", await client.GetStringAsync("/", cancellationToken));
        await app.StopAsync(cancellationToken);
        Assert.Empty(app.Endpoints);
    }
}
