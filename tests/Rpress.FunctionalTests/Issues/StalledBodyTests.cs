using Rpress.TestKit;

namespace Rpress.FunctionalTests.Issues;

/// <summary>The deadline of a stalled body was lost for many, which the server core's minimum rate hid.</summary>
public sealed class StalledBodyTests
{
    private const int Uploads = 40;

    [Fact]
    public async Task Deadline_WithoutAMinimumRate_AnswersEveryStalledBody()
    {
        await using var server = await TestServer.StartAsync(TestApps.With(
            routes => routes.Post("/", async req => await req.Body.ReadTextAsync()),
            new() { ReadTimeout = TimeSpan.FromMilliseconds(300), MinDataRate = 0 }));

        var statuses = await Task.WhenAll(Enumerable.Range(0, Uploads).Select(async _ =>
        {
            await using var connection = await server.ConnectAsync();
            await connection.SendAsync("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc");
            return (await connection.ReadResponseAsync()).Status;
        }));

        Assert.All(statuses, status => Assert.Equal(408, status));
    }

    [Fact]
    public async Task Deadline_AmongResetStreams_LeavesTheServerAlive()
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(
                routes => routes.Post("/", async req => await req.Body.ReadTextAsync()).Get("/", _ => "alive"),
                new() { ReadTimeout = TimeSpan.FromMilliseconds(50), MinDataRate = 0 }),
            HttpProtocolKind.Http2Tls);
        await using (var connection = await server.ConnectHttp2Async())
        {
            for (var stream = 1; stream < 2 * Uploads; stream += 2)
            {
                await connection.SendHeadersAsync(
                    stream, false, (":method", "POST"), (":scheme", "https"), (":path", "/"), (":authority", "x"), ("content-length", "100"));
                await connection.ResetStreamAsync(stream, 8);
            }
        }

        Assert.Equal("alive", (await server.GetAsync("/")).Text);
    }
}
