using System.Net;
using System.Text;

namespace Rpress.Testing.Tests;

public sealed class RpressTestServerTests
{
    public static TheoryData<string> Versions => ["1.1", "2.0"];

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Client_GetsRoute_AnswersInItsVersion(string version)
    {
        await using RpressTestServer server = await StartAsync();
        using HttpClient client = server.CreateClient(Version.Parse(version));

        using HttpResponseMessage response = await client.GetAsync("/hello", TestContext.Current.CancellationToken);

        Assert.Equal(Version.Parse(version), response.Version);
        Assert.Equal("hello", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Client_LargeEcho_ComesBackWhole(string version)
    {
        await using RpressTestServer server = await StartAsync();
        using HttpClient client = server.CreateClient(Version.Parse(version));
        byte[] sent = new byte[3 * 1024 * 1024];
        Random.Shared.NextBytes(sent);

        using HttpResponseMessage response = await client.PostAsync("/echo", new ByteArrayContent(sent), TestContext.Current.CancellationToken);

        Assert.Equal(sent, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Connect_RawRequest_AnswersOnTheWire()
    {
        await using RpressTestServer server = await StartAsync();
        await using Stream stream = await server.ConnectAsync(TestContext.Current.CancellationToken);

        await stream.WriteAsync("GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        string answer = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nhello", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_WithIdleConnections_LeavesNone()
    {
        RpressTestServer server = await StartAsync();
        using (await server.Client.GetAsync("/hello", TestContext.Current.CancellationToken))
        {
        }

        await server.DisposeAsync();

        Assert.Empty(server.App.Endpoints);
        await Assert.ThrowsAsync<HttpRequestException>(async () =>
        {
            using var late = new HttpClient(new SocketsHttpHandler { ConnectCallback = (_, token) => server.ConnectAsync(token) });
            await late.GetAsync("http://localhost/hello", TestContext.Current.CancellationToken);
        });
    }

    [Fact]
    public async Task CreateClient_UnknownVersion_ThrowsNamingIt()
    {
        await using RpressTestServer server = await StartAsync();

        ArgumentException error = Assert.Throws<ArgumentException>(() => server.CreateClient(HttpVersion.Version30));

        Assert.Contains("3.0", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_Misconfigured_ListsEveryError()
    {
        var app = new RpressApp(new RpressOptions { MaxConnections = 0, ReadTimeout = TimeSpan.FromDays(30) });

        RpressConfigurationException error = await Assert.ThrowsAsync<RpressConfigurationException>(
            () => RpressTestServer.StartAsync(app, TestContext.Current.CancellationToken));

        Assert.Equal(2, error.Errors.Count);
    }

    private static Task<RpressTestServer> StartAsync()
    {
        var routes = new RpressRoutes();
        routes.Get("/hello", _ => "hello");
        routes.Post("/echo", async request => ResponsePayload.Bytes(await request.Body.ReadBytesAsync()));
        return RpressTestServer.StartAsync(new RpressApp().AddRouteGroup(routes), TestContext.Current.CancellationToken);
    }
}
