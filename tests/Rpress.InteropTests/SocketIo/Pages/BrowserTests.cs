using System.Text.Json;
using Rpress.InteropTests.Browser;
using Rpress.InteropTests.Node;

namespace Rpress.InteropTests.SocketIo.Pages;

/// <summary>The client in a real browser, from our own server's files, over HTTP/2.</summary>
public sealed class BrowserTests(BrowserFixture browser)
{
    public static TheoryData<ClientMode> Modes { get; } = [ClientMode.Polling, ClientMode.WebSocket, ClientMode.Upgrade];

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Client_OfTheSameOrigin_Talks(ClientMode mode)
    {
        await using var page = await SocketPage.OpenAsync(browser);

        var seen = await page.RunAsync(ClientScripts.Talk, mode);

        AssertTalked(seen, mode);
        AssertHttp2(page, mode);
        Assert.All(seen.GetProperty("protocols").EnumerateArray(), protocol => Assert.Equal("h2", protocol.GetString()));
        Assert.Empty(page.Errors);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Client_WithMsgPack_Talks(ClientMode mode)
    {
        await using var page = await SocketPage.OpenAsync(browser, isMsgPack: true);

        var seen = await page.RunAsync(ClientScripts.TalkMsgPack, mode);

        AssertTalked(seen, mode);
        Assert.Equal("2024-01-01T00:00:00.000Z", seen.GetProperty("date").GetString());
        Assert.Empty(page.Errors);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Client_OfAnAllowedOrigin_Talks(ClientMode mode)
    {
        await using var page = await SocketPage.OpenForeignAsync(browser, origin => new() { Origins = [origin] });

        var seen = await page.RunAsync(ClientScripts.Talk, mode);

        AssertTalked(seen, mode);
        AssertHttp2(page, mode);
        Assert.Empty(page.Errors);
    }

    // browsers offer permessage-deflate by themselves
    [Theory]
    [MemberData(nameof(Modes))]
    public async Task Client_WhereTheServerCompresses_Talks(ClientMode mode)
    {
        await using var page = await SocketPage.OpenAsync(browser, new EioConfig { PerMessageDeflate = new() { Threshold = 0 }, HttpCompression = new() { Threshold = 0 } });

        var seen = await page.RunAsync(ClientScripts.Talk, mode);

        AssertTalked(seen, mode);
        Assert.Equal(mode != ClientMode.Polling, page.Requests.All.Any(request => request.Extensions?.StartsWith("permessage-deflate", StringComparison.Ordinal) == true));
        Assert.Empty(page.Errors);
    }

    // browsers ask nobody before they open a WebSocket to another origin, so the server has to look at the origin
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WebSocket_OfAForeignOrigin_IsRefused(bool hasCors)
    {
        await using var page = await SocketPage.OpenForeignAsync(browser, _ => hasCors ? new() { Origins = ["https://other.example"] } : null);

        var seen = await page.RunAsync(ClientScripts.Try, ClientMode.WebSocket);

        Assert.Equal("websocket error", seen.GetProperty("error").GetString());
        Assert.All(page.Requests.All, request => Assert.Equal(("websocket", 400), (request.Transport, request.Status)));
        Assert.NotEmpty(page.Requests.All);
        Assert.Empty(page.Errors);
    }

    [Fact]
    public async Task Polling_OfAForeignOrigin_IsUnreadable()
    {
        await using var page = await SocketPage.OpenForeignAsync(browser, _ => null);

        var seen = await page.RunAsync(ClientScripts.Try, ClientMode.Polling);

        Assert.Equal("xhr poll error", seen.GetProperty("error").GetString());
        Assert.Empty(page.Errors);
    }

    private static void AssertTalked(JsonElement seen, ClientMode mode)
    {
        Assert.Equal("Hello, 世界!", seen.GetProperty("greeting").GetString());
        NodeValue.AssertEqual(new { file = new[] { 0, 127, 255 }, name = "ü" }, seen.GetProperty("echo"));
        NodeValue.AssertEqual(new { file = new[] { 1, 2 }, n = 1 }, seen.GetProperty("answer"));
        Assert.Equal(500_000, seen.GetProperty("large").GetInt32());
        Assert.Equal(mode == ClientMode.Polling ? "polling" : "websocket", seen.GetProperty("transport").GetString());
    }

    private static void AssertHttp2(SocketPage page, ClientMode mode)
    {
        Assert.All(page.Requests.All, request => Assert.Equal("HTTP/2", request.Protocol));
        Assert.Equal(mode != ClientMode.WebSocket, page.Requests.All.Any(request => request is { Transport: "polling", Status: 200 }));
        Assert.Equal(mode != ClientMode.Polling, page.Requests.All.Any(request => request is { Transport: "websocket", Status: 101 }));
    }
}
