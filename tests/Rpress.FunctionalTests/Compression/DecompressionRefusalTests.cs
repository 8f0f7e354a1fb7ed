using System.IO.Compression;
using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Compression;

/// <summary>Bodies that cannot, or must not, be decoded.</summary>
public sealed class DecompressionRefusalTests
{
    private const int Limit = 100_000;
    private static readonly string[] _reads = ["/bytes", "/chunks", "/stream"];

    // RFC 9110 §15.5.16
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Coding_NotKnownOrNotAlone_Is415AndTellsWhichWouldDo(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);
        var twice = Encoded.Bytes("gzip", Encoded.Bytes("gzip", "plain"));

        foreach (var coding in new[] { "gzip, gzip", "gzip, br", "gzip, identity, gzip", "br, unknown", "deflate", "zstd", "compress", "gzipped", "gzip;q=1" })
        {
            foreach (var path in _reads)
            {
                var reply = await server.PostEncodedAsync(path, coding, twice);
                Assert.Equal((coding, path, 415, "gzip, br"), (coding, path, reply.Status, reply.Header("Accept-Encoding")));
            }
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Coding_NotKnown_IsNothingToWhoReadsNoBody(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        var reply = await server.PostEncodedAsync("/unread", "zstd", [1, 2, 3]);

        Assert.Equal((200, "left", null), (reply.Status, reply.Text, reply.Header("Accept-Encoding")));
    }

    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Body_CutShort_Is400(HttpProtocolKind protocol, string coding)
    {
        await using var server = await StartAsync(protocol);

        foreach (var whole in new[] { Encoded.Bytes(coding, CompressionSizeTests.Lines(1000)), Encoded.Bytes(coding, CompressionFailureTests.Random(50_000)) })
        {
            foreach (var length in new[] { 1, 5, whole.Length / 2, whole.Length - 8, whole.Length - 1 })
            {
                foreach (var path in _reads)
                {
                    var reply = await server.PostEncodedAsync(path, coding, whole[..length]);
                    Assert.Equal((length, path, 400), (length, path, reply.Status));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Body_FollowedByMore_Is400(HttpProtocolKind protocol, string coding)
    {
        await using var server = await StartAsync(protocol);

        foreach (var whole in new[] { Encoded.Bytes(coding, "plain"), Encoded.Bytes(coding, CompressionFailureTests.Random(50_000)) })
        {
            foreach (byte[] more in new byte[][] { [0], [0, 0, 0, 0], "more"u8.ToArray(), [0x1f, 0x8b], [0x1f, 0x8b, 8, 0, 0], new byte[10_000] })
            {
                Assert.Equal(400, (await server.PostEncodedAsync("/bytes", coding, [.. whole, .. more], chunked: true)).Status);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Body_OfAnotherCodingThanNamed_Is400(HttpProtocolKind protocol, string coding)
    {
        var logs = new CollectingLoggerFactory();
        await using var server = await StartAsync(protocol, logs);

        foreach (var body in new[] { "plain text"u8.ToArray(), Encoded.Bytes(coding == "br" ? "gzip" : "br", "plain"), [.. Enumerable.Repeat((byte)0xf1, 500)] })
        {
            foreach (var path in _reads)
            {
                var reply = await server.PostEncodedAsync(path, coding, body);
                Assert.Equal(400, reply.Status);
                Assert.StartsWith("The body is not ", reply.Text, StringComparison.Ordinal);
            }
        }

        Assert.Empty(logs.At(LogLevel.Error));
    }

    // the checksum at the end of a gzip member
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Gzip_WithAWrongChecksum_Is400(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);
        var body = Encoded.Bytes("gzip", "plain");
        body[^6] ^= 1;

        Assert.Equal(400, (await server.PostEncodedAsync("/bytes", "gzip", body)).Status);
    }

    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task DecodedBody_AroundTheLimit_IsServedOrRefusedWith413(HttpProtocolKind protocol, string coding)
    {
        await using var server = await StartAsync(protocol);

        foreach (var (size, status) in new[] { (Limit - 1, 200), (Limit, 200), (Limit + 1, 413) })
        {
            foreach (var path in _reads)
            {
                var reply = await server.PostEncodedAsync(path, coding, Encoded.Bytes(coding, new byte[size]));
                Assert.Equal((size, path, status), (size, path, reply.Status));
            }
        }
    }

    // a group's own limit wins, larger or smaller
    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task DecodedBody_InAGroupWithALimit_IsHeldToThat(HttpProtocolKind protocol, string coding)
    {
        await using var server = await StartAsync(protocol);

        foreach (var (path, size, status) in new[] { ("/small", 1000, 200), ("/small", 1001, 413), ("/large", 2 * Limit, 200), ("/large", (2 * Limit) + 1, 413) })
        {
            Assert.Equal((path, size, status), (path, size, (await server.PostEncodedAsync(path, coding, Encoded.Bytes(coding, new byte[size]))).Status));
        }
    }

    // what is longer encoded than decoded is held to the limit as it was sent, announced or not
    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task EncodedBody_AboveTheLimit_Is413(HttpProtocolKind protocol, string coding)
    {
        await using var server = await StartAsync(protocol);
        var body = Encoded.Bytes(coding, CompressionFailureTests.Random(Limit));

        Assert.InRange(body.Length, Limit + 1, Limit + 10_000);
        Assert.Equal(413, (await server.PostEncodedAsync("/bytes", coding, body)).Status);
        Assert.Equal(413, (await server.PostEncodedAsync("/bytes", coding, body, chunked: true)).Status);
    }

    // a dozen bytes, for which a decoder would take 16 MiB
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Brotli_InALargeWindow_Is400(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);
        var body = new byte[100];
        Assert.True(BrotliEncoder.TryCompress(new byte[1000], body, out var length, quality: 1, window: 24));

        foreach (var path in _reads)
        {
            var reply = await server.PostEncodedAsync(path, "br", body[..length]);
            Assert.Equal((400, "The body is not Brotli with a window of at most 22 bits (4 MiB)."), (reply.Status, reply.Text));
        }
    }

    // and the bomb in a bomb, which is not even begun
    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Bomb_OfAThousandToOne_Is413(HttpProtocolKind protocol, string coding)
    {
        await using var server = await StartAsync(protocol);
        var bomb = Encoded.Bytes(coding, new byte[20_000_000], CompressionLevel.SmallestSize);

        Assert.InRange(bomb.Length, 1, 20_000);
        foreach (var path in _reads)
        {
            Assert.Equal((path, 413), (path, (await server.PostEncodedAsync(path, coding, bomb)).Status));
        }

        Assert.Equal(415, (await server.PostEncodedAsync("/bytes", $"{coding}, {coding}", Encoded.Bytes(coding, bomb))).Status);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task EncodedBody_Stalled_Gets408(string coding)
    {
        await using var server = await TestServer.StartAsync(TestApps.With(
            routes => routes.Post("/", async req => (await req.Body.ReadBytesAsync()).Length),
            new() { DecompressRequests = true, ReadTimeout = TimeSpan.FromMilliseconds(200) }));
        await using var connection = await server.ConnectAsync();
        var body = Encoded.Bytes(coding, CompressionFailureTests.Random(10_000));

        await connection.SendAsync($"POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: {coding}\r\nContent-Length: {body.Length}\r\n\r\n");
        await connection.SendAsync(body.AsMemory(0, 5000));
        var response = await connection.ReadResponseAsync();

        Assert.Equal((408, "close"), (response.Status, response.Header("Connection")));
    }

    // RFC 9112 §8: the transfer is cut short, not only the coding
    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task EncodedBody_WhoseConnectionEnds_IsNeverHandedOver(string coding)
    {
        var (logs, handedOver) = (new CollectingLoggerFactory(), 0);
        await using var server = await TestServer.StartAsync(TestApps.With(
            routes => routes.Post("/", async req =>
            {
                await req.Body.ReadBytesAsync();
                handedOver++;
            }),
            new() { DecompressRequests = true, LoggerFactory = logs }));
        await using var connection = await server.ConnectAsync();

        await connection.SendAsync($"POST / HTTP/1.1\r\nHost: a\r\nContent-Encoding: {coding}\r\nContent-Length: 1000\r\n\r\n");
        await connection.SendAsync(Encoded.Bytes(coding, "plain"));
        connection.ShutdownSend();

        Assert.Empty(await connection.ReadToEndAsync());
        Assert.Equal(0, handedOver);
        Assert.Empty(logs.At(LogLevel.Error));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.Http1Only), MemberType = typeof(HttpProtocols))]
    public async Task EncodedBody_ThatNobodyReads_IsNotAskedFor(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);
        await using var connection = await server.ConnectAsync();

        await connection.SendAsync("POST /unread HTTP/1.1\r\nHost: a\r\nContent-Encoding: gzip\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n");
        var response = await connection.ReadResponseAsync();

        Assert.Equal(("left", 0), (response.Text, response.Interim.Count));
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol, CollectingLoggerFactory? logs = null)
    {
        var app = TestApps.With(
            routes => routes
                .Post("/bytes", async req => (await req.Body.ReadBytesAsync()).Length)
                .Post("/chunks", async req => await req.Body.ReadChunksAsync().CountAsync())
                .Post("/stream", async req => (await new StreamReader(req.Body.AsStream()).ReadToEndAsync()).Length)
                .Post("/unread", _ => "left"),
            new() { DecompressRequests = true, MaxBodySize = Limit, LoggerFactory = logs });
        foreach (var (path, limit) in new[] { ("/small", 1000), ("/large", 2 * Limit) })
        {
            var group = new RpressRoutes { MaxBodySize = limit };
            app.AddRouteGroup(group.Post(path, async req => (await req.Body.ReadBytesAsync()).Length));
        }

        return TestServer.StartAsync(app, protocol);
    }
}
