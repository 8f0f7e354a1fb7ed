using Microsoft.Playwright;
using Rpress.InteropTests.Browser;
using Rpress.TestKit;

namespace Rpress.InteropTests.Cors;

/// <summary>A page of one origin, open in the browser, and an API of another: same host, two ports.</summary>
internal sealed class TwoOrigins : IAsyncDisposable
{
    private readonly TestServer _pages;
    private readonly TestServer _api;
    private readonly IBrowserContext _profile;
    private readonly IPage _page;

    private TwoOrigins(TestServer pages, TestServer api, IBrowserContext profile, IPage page)
    {
        _pages = pages;
        _api = api;
        _profile = profile;
        _page = page;
    }

    /// <param name="browser">Where the page is opened.</param>
    /// <param name="protocol">What both servers speak.</param>
    /// <param name="makeApi">Makes the API, given the page's origin.</param>
    public static async Task<TwoOrigins> OpenAsync(BrowserFixture browser, HttpProtocolKind protocol, Func<string, RpressApp> makeApi)
    {
        IBrowserContext profile = await browser.OpenProfileAsync();
        var pages = new RpressApp(new() { LoggerFactory = new CollectingLoggerFactory() })
            .AddRouteGroup(new RpressRoutes().Get("/", _ => ResponsePayload.Html("<!doctype html><title>A page</title>")));
        TestServer pageServer = await TestServer.StartAsync(pages, protocol);
        TestServer apiServer = await TestServer.StartAsync(makeApi(pageServer.BaseAddress.GetLeftPart(UriPartial.Authority)), protocol);
        IPage page = await profile.NewPageAsync();
        await page.GotoAsync(pageServer.BaseAddress.AbsoluteUri);
        return new(pageServer, apiServer, profile, page);
    }

    /// <summary>What a script of the page gets from the API.</summary>
    public Task<FetchResult> FetchAsync(string path, object? init = null) => _page.FetchAsync(new Uri(_api.BaseAddress, path), init);

    public async ValueTask DisposeAsync()
    {
        await _profile.DisposeAsync();
        await _pages.DisposeAsync();
        await _api.DisposeAsync();
    }
}
