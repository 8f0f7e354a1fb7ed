using Rpress.TestKit;

namespace Rpress.FunctionalTests.Hardening;

/// <summary>How bytes are cut into packets changes nothing, and answers come in the order of the requests (rpress defects 1, 6, 7).</summary>
public sealed class SmugglingFragmentTests
{
    // rpress spun for ever on these 50 bytes: "chunked" in some value, and a byte after the header section
    [Fact]
    public async Task ChunkedInAnUnrelatedValue_WithAByteAfterIt_IsAPlainRequest()
    {
        await using var server = await RecordingServer.StartAsync();
        await using var connection = await server.Server.ConnectAsync();

        await connection.SendAsync("GET / HTTP/1.1\r\nHost: x\r\nX: Transfer-Encoding: chunked\r\n\r\nA");
        var first = await connection.ReadResponseAsync();
        await connection.SendAsync(" /b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        var second = await connection.ReadLastAsync();

        Assert.Equal([200, 200], [first.Status, second.Status]);
        Assert.Equal(["GET /", "A /b"], server.Seen);
    }

    [Fact]
    public async Task ChunkedInAnUnrelatedValue_OnManyConnections_LeavesTheServerResponsive()
    {
        await using var server = await RecordingServer.StartAsync();
        var connections = new List<RawHttpConnection>();
        for (var i = 0; i < 8; i++)
        {
            connections.Add(await server.Server.ConnectAsync());
            await connections[i].SendAsync("GET / HTTP/1.1\r\nHost: x\r\nX: Transfer-Encoding: chunked\r\n\r\nA");
        }

        var statuses = await server.SendAsync("");

        Assert.Equal([200], statuses);
        foreach (var connection in connections)
        {
            await connection.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("POST /a?b=c HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nX-Long: 0123456789\r\n\r\nhello")]
    [InlineData("POST /a HTTP/1.1\r\nHost: x\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhe\r\n3;x=y\r\nllo\r\n0\r\nT: 1\r\n\r\n")]
    public async Task Request_ByteByByte_IsReadAsInOnePacket(string request)
    {
        await using var server = await RecordingServer.StartAsync();
        await using var connection = await server.Server.ConnectAsync();

        foreach (var character in request + RecordingServer.Probe)
        {
            await connection.SendAsync(character.ToString());
        }

        var responses = await connection.ReadToCloseAsync();
        Assert.Equal([200, 200], responses.Select(response => response.Status));
        Assert.Equal(["POST /a hello", "GET /probe"], server.Seen);
    }

    [Fact]
    public async Task PipelinedRequests_OfDifferentSpeed_AreAnsweredInOrder()
    {
        var app = new RpressApp(new RpressOptions { LoggerFactory = new CollectingLoggerFactory() }).Use(async (req, next) =>
        {
            if (req.Path is "/0" or "/3")
            {
                await Task.Yield();
            }

            return ResponsePayload.Text(req.Path);
        });
        await using var server = await TestServer.StartAsync(app);
        await using var connection = await server.ConnectAsync();

        await connection.SendAsync(string.Concat(Enumerable.Range(0, 10).Select(i => $"GET /{i} HTTP/1.1\r\nHost: x\r\n\r\n"))
            + RecordingServer.Probe);
        var responses = await connection.ReadToCloseAsync();

        Assert.Equal([.. Enumerable.Range(0, 10).Select(i => $"/{i}"), "/probe"], responses.Select(response => response.Text));
    }

    // a proxy pairs answers with requests by order alone: the 400 must not overtake the 200s
    [Fact]
    public async Task PipelinedRequests_WithAMalformedOneAtTheEnd_AreAnsweredInOrder()
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync(
            "GET /a HTTP/1.1\r\nHost: x\r\n\r\nGET /b HTTP/1.1\r\nHost: x\r\n\r\nGET /c HTTP/1.1\r\nContent-Length: x\r\n\r\n");

        Assert.Equal([200, 200, 400], statuses);
        Assert.Equal(["GET /a", "GET /b"], server.Seen);
    }
}
