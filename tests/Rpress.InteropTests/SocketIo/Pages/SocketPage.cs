using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;
using Rpress.InteropTests.Browser;
using Rpress.TestKit;

namespace Rpress.InteropTests.SocketIo.Pages;

/// <summary>A page in the browser, over TLS, with the client that the server of the sockets gives out.</summary>
internal sealed class SocketPage : IAsyncDisposable
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    private readonly TestServer _pages;
    private readonly TestServer _sockets;
    private readonly IBrowserContext _profile;
    private readonly IPage _page;
    private readonly ConcurrentQueue<string> _errors = [];

    private SocketPage(TestServer pages, TestServer sockets, IBrowserContext profile, IPage page)
    {
        _pages = pages;
        _sockets = sockets;
        _profile = profile;
        _page = page;
        page.PageError += (_, error) => _errors.Enqueue(error);
    }

    /// <summary>What the page's scripts threw and nobody caught.</summary>
    public IReadOnlyCollection<string> Errors => _errors;

    /// <summary>What the engine was asked.</summary>
    public required EngineRequests Requests { get; init; }

    /// <summary>Opens a page of the sockets' own server.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="engine">The engine's settings.</param>
    /// <param name="isMsgPack">Whether both sides use msgpack.</param>
    public static async Task<SocketPage> OpenAsync(BrowserFixture browser, EioConfig? engine = null, bool isMsgPack = false)
    {
        var profile = await browser.OpenProfileAsync();
        var requests = new EngineRequests();
        var server = await TestServer.StartAsync(
            WithPage(InteropApp.Create(engine: engine, requests: requests, isMsgPack: isMsgPack)), HttpProtocolKind.Http2Tls);
        return await OpenAsync(profile, server, server, requests, isMsgPack ? "socket.io.msgpack.min.js" : "socket.io.js");
    }

    /// <summary>Opens a page of another origin.</summary>
    /// <param name="browser">The browser.</param>
    /// <param name="makeCors">The CORS settings of the sockets' server, given the page's origin.</param>
    public static async Task<SocketPage> OpenForeignAsync(BrowserFixture browser, Func<string, RpressCors?> makeCors)
    {
        var profile = await browser.OpenProfileAsync();
        var requests = new EngineRequests();
        var pages = await TestServer.StartAsync(WithPage(InteropApp.Create()), HttpProtocolKind.Http2Tls);
        var options = new RpressOptions { Cors = makeCors(pages.BaseAddress.GetLeftPart(UriPartial.Authority)) };
        var sockets = await TestServer.StartAsync(InteropApp.Create(options, requests: requests), HttpProtocolKind.Http2Tls);
        return await OpenAsync(profile, pages, sockets, requests, "socket.io.js");
    }

    /// <summary>Runs a function of <see cref="ClientScripts"/> in the page.</summary>
    public async Task<JsonElement> RunAsync(string script, ClientMode mode)
    {
        object[] arguments = [_sockets.BaseAddress.GetLeftPart(UriPartial.Authority), JsonSerializer.Serialize(ClientOptions.For(mode))];
        return JsonElement.Parse(await _page.EvaluateAsync<string>(script, arguments).WaitAsync(_bound));
    }

    public async ValueTask DisposeAsync()
    {
        await _profile.DisposeAsync();
        await _sockets.DisposeAsync();
        if (_pages != _sockets)
        {
            await _pages.DisposeAsync();
        }
    }

    private static RpressApp WithPage(RpressApp app) =>
        app.AddRouteGroup(new RpressRoutes().Get("/", _ => ResponsePayload.Html("<!doctype html><title>A page</title>")));

    private static async Task<SocketPage> OpenAsync(
        IBrowserContext profile, TestServer pages, TestServer sockets, EngineRequests requests, string clientFile)
    {
        var page = await profile.NewPageAsync();
        var opened = new SocketPage(pages, sockets, profile, page) { Requests = requests };
        await page.GotoAsync(pages.BaseAddress.AbsoluteUri);
        await page.AddScriptTagAsync(new() { Url = new Uri(sockets.BaseAddress, $"/socket.io/{clientFile}").AbsoluteUri });
        return opened;
    }
}
