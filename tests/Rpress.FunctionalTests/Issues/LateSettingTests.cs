using Rpress.TestKit;

namespace Rpress.FunctionalTests.Issues;

/// <summary>A policy set after the routes were added let two routes of one shape pass, the second of them dead.</summary>
public sealed class LateSettingTests
{
    [Fact]
    public async Task TrailingSlash_SetAfterTheRoutes_IsCheckedAtStart()
    {
        var app = TestApps.With(
            routes => routes.Get("/a", _ => "one").Get("/a/", _ => "two"), new() { TrailingSlash = TrailingSlash.Strict });
        app.Options.TrailingSlash = TrailingSlash.Ignore;

        var error = await Assert.ThrowsAsync<RpressConfigurationException>(() => TestServer.StartAsync(app));

        Assert.Contains("'GET /a/' conflicts with 'GET /a'", Assert.Single(error.Errors), StringComparison.Ordinal);
    }
}
