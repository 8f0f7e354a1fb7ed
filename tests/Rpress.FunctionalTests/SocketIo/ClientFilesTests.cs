using Rpress.FunctionalTests.Compression;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.SocketIo;

/// <summary>The JavaScript client's files below the Socket.IO path.</summary>
public sealed class ClientFilesTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Get_OfAFile_IsItWithItsVersion(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        var script = await server.GetAsync("/socket.io/socket.io.min.js");
        var map = await server.GetAsync("/socket.io/socket.io.min.js.map");

        Assert.Equal((200, "application/javascript; charset=utf-8"), (script.Status, script.Header("Content-Type")));
        Assert.Equal((200, "application/json; charset=utf-8"), (map.Status, map.Header("Content-Type")));
        Assert.Contains($"Socket.IO v{script.Header("ETag")!.Trim('"')}", script.Text, StringComparison.Ordinal);
        Assert.Equal(("public, max-age=0", "Accept-Encoding"), (script.Header("Cache-Control"), script.Header("Vary")));
        Assert.Equal($"{script.Bytes.Length}", script.Header("Content-Length"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Get_OfAKnownVersion_Is304(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);
        var first = await server.GetAsync("/socket.io/socket.io.js");

        var second = await server.GetAsync("/socket.io/socket.io.js", ("If-None-Match", first.Header("ETag")!));

        Assert.Equal((304, ""), (second.Status, second.Text));
        Assert.Equal((first.Header("ETag"), "public, max-age=0"), (second.Header("ETag"), second.Header("Cache-Control")));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Head_OfAFile_IsItsHeadAlone(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);
        var whole = await server.GetAsync("/socket.io/socket.io.js");

        var head = await server.SendAsync(HttpMethod.Head, "/socket.io/socket.io.js");

        Assert.Equal((200, ""), (head.Status, head.Text));
        Assert.Equal((whole.Header("ETag"), $"{whole.Bytes.Length}"), (head.Header("ETag"), head.Header("Content-Length")));
    }

    [Theory]
    [InlineData(HttpProtocolKind.Http1, "br, gzip, deflate", "br")]
    [InlineData(HttpProtocolKind.Http1, "gzip", "gzip")]
    [InlineData(HttpProtocolKind.Http1, "deflate", "deflate")]
    [InlineData(HttpProtocolKind.Http2Tls, "gzip, br", "br")]
    public async Task Get_WithACoding_IsEncoded(HttpProtocolKind protocol, string accepted, string coding)
    {
        await using var server = await StartAsync(protocol);
        var plain = await server.GetAsync("/socket.io/socket.io.js");

        var encoded = await server.GetAsync("/socket.io/socket.io.js", ("Accept-Encoding", accepted));

        Assert.Equal((200, coding, "W/" + plain.Header("ETag")), (encoded.Status, encoded.Header("Content-Encoding"), encoded.Header("ETag")));
        Assert.True(encoded.Bytes.Length < plain.Bytes.Length / 2);
        Assert.Equal(plain.Bytes, encoded.Decoded());
    }

    // RFC 9110 §15.5.6: 405 carries Allow.
    [Fact]
    public async Task Post_ToAFile_IsNotAllowed()
    {
        await using var server = await StartAsync();

        var reply = await server.PostAsync("/socket.io/socket.io.js", new StringContent("x"));

        Assert.Equal((405, "GET, HEAD, OPTIONS"), (reply.Status, reply.Header("Allow")));
    }

    [Theory]
    [InlineData("/socket.io/")]
    [InlineData("/socket.io/other.js")]
    [InlineData("/socket.io/socket.io.js/")]
    [InlineData("/socket.io/package.json")]
    public async Task Get_OfAnotherName_IsTheEngines(string target)
    {
        await using var server = await StartAsync();

        var reply = await server.GetAsync(target);

        Assert.Equal((400, """{"code":0,"message":"Transport unknown"}"""), (reply.Status, reply.Text));
    }

    [Fact]
    public async Task Get_BelowAnotherPath_FindsTheFilesThere()
    {
        await using var server = await StartAsync(engine: new() { Path = "/real/time" });

        Assert.Equal(200, (await server.GetAsync("/real/time/socket.io.js")).Status);
        Assert.Equal(404, (await server.GetAsync("/socket.io/socket.io.js")).Status);
        Assert.Equal(404, (await server.GetAsync("/real/timesocket.io.js")).Status);
    }

    [Fact]
    public async Task Get_WithoutServeClient_IsTheEngines()
    {
        await using var server = await StartAsync(config: new() { ServeClient = false });

        var reply = await server.GetAsync("/socket.io/socket.io.js");

        Assert.Equal((400, """{"code":0,"message":"Transport unknown"}"""), (reply.Status, reply.Text));
    }

    [Fact]
    public async Task RateLimit_OverFiles_CountsNone()
    {
        await using var server = await StartAsync(limit: new RateLimit(1, TimeSpan.FromMinutes(1)));
        for (var i = 0; i < 3; i++)
        {
            Assert.Equal(200, (await server.GetAsync("/socket.io/socket.io.js")).Status);
        }

        Assert.Equal(200, (await server.GetAsync("/socket.io/?EIO=4&transport=polling")).Status);
        Assert.Equal(429, (await server.GetAsync("/socket.io/?EIO=4&transport=polling")).Status);
    }

    private static async Task<TestServer> StartAsync(
        HttpProtocolKind protocol = HttpProtocolKind.Http1, EioConfig? engine = null, SocketIoConfig? config = null, RateLimit? limit = null)
    {
        using var resource = typeof(RpressApp).Assembly.GetManifestResourceStream("socket.io-client/package.json");
        Assert.SkipWhen(resource is null && Environment.GetEnvironmentVariable("CI") != "true", "This build was made without npm, so it has no client files.");
        return await TestServer.StartAsync(TestApps.WithoutRoutes(new() { RateLimit = limit }).AttachSocketIo(new RpressIo(engine, config)), protocol);
    }
}
