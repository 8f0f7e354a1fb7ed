using Rpress.TestKit;

namespace Rpress.FunctionalTests.Compression;

public sealed class CompressionHeaderTests
{
    private static readonly string _text = new('a', 1000);

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Vary_OfAHandler_IsAddedToAndNeverRepeated(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, req => ResponsePayload.Text(_text).WithHeader("Vary", req.Query["vary"]!));

        foreach (var accepted in new[] { "br", "identity" })
        {
            foreach (var (vary, expected) in new[]
            {
                ("Accept-Language", "Accept-Encoding, Accept-Language"), ("Accept-Encoding", "Accept-Encoding"), ("*", "*"),
                ("accept-language,ACCEPT-ENCODING", "accept-language,ACCEPT-ENCODING"), ("X-Accept-Encoding", "Accept-Encoding, X-Accept-Encoding"),
            })
            {
                Assert.Equal(expected, (await server.GetAsync($"/?vary={vary}", ("Accept-Encoding", accepted))).Header("Vary"));
            }
        }
    }

    // a cache may keep the error page as well
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Error_ThatAHandlerThrows_IsEncodedAndKeepsItsVary(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, _ => throw new RpressException(404, _text));

        var reply = await server.GetAsync("/", ("Accept-Encoding", "gzip"));

        Assert.Equal((404, "gzip", _text), (reply.Status, reply.Header("Content-Encoding"), reply.DecodedText()));
        Assert.Equal("Accept-Encoding, Accept", reply.Header("Vary"));
    }

    // RFC 9110 §8.8.3: one strong tag for two sequences of bytes would be a lie
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task ETag_OfTheEncodedVariant_IsWeak(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, req => ResponsePayload.Text(_text).WithHeader("ETag", req.Query["tag"]!));

        foreach (var (tag, encoded) in new[] { ("\"1\"", "W/\"1\""), ("W/\"1\"", "W/\"1\"") })
        {
            Assert.Equal(encoded, (await server.GetAsync($"/?tag={Uri.EscapeDataString(tag)}", ("Accept-Encoding", "br"))).Header("ETag"));
            Assert.Equal(tag, (await server.GetAsync($"/?tag={Uri.EscapeDataString(tag)}")).Header("ETag"));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task AcceptRanges_OfTheEncodedVariant_AreNotPromised(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, _ => ResponsePayload.Text(_text).WithHeader("Accept-Ranges", "bytes").WithHeader("X-Other", "kept"));

        var encoded = await server.GetAsync("/", ("Accept-Encoding", "br"));

        Assert.Equal((null, "kept"), (encoded.Header("Accept-Ranges"), encoded.Header("X-Other")));
        Assert.Equal("bytes", (await server.GetAsync("/")).Header("Accept-Ranges"));
    }

    // a payload kept for all requests must not keep what one of them made of it
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Payload_KeptByTheHandler_StaysAsItWas(HttpProtocolKind protocol)
    {
        var kept = ResponsePayload.Text(_text).WithHeader("ETag", "\"1\"");
        await using var server = await StartAsync(protocol, _ => kept);

        foreach (var (accepted, coding, tag) in new[] { ("br", "br", "W/\"1\""), ("identity", null, "\"1\""), ("gzip", "gzip", "W/\"1\"") })
        {
            var reply = await server.GetAsync("/", ("Accept-Encoding", accepted));
            Assert.Equal((coding, tag, _text), (reply.Header("Content-Encoding"), reply.Header("ETag"), reply.DecodedText()));
        }
    }

    [Fact]
    public async Task Head_OnHttp1_HasGetsHeadersWithoutALength()
    {
        await using var server = await StartHeadAsync(HttpProtocolKind.Http1);
        await using var connection = await server.ConnectAsync();

        foreach (var path in new[] { "/text", "/large", "/stream" })
        {
            await connection.SendAsync($"HEAD {path} HTTP/1.1\r\nHost: a\r\nAccept-Encoding: br\r\n\r\n");
            var response = await connection.ReadResponseAsync(head: true);
            Assert.Equal((200, "br", "W/\"1\"", "Accept-Encoding"), (response.Status, response.Header("Content-Encoding"), response.Header("ETag"), response.Header("Vary")));
            Assert.Null(response.Header("Content-Length"));
        }

        // nothing of a body was in between
        await connection.SendAsync("HEAD /text HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        Assert.Equal("1000", (await connection.ReadResponseAsync(head: true)).Header("Content-Length"));
        Assert.Empty(await connection.ReadToEndAsync());
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Head_OfTheEncodedVariant_RunsNoEncoderAndHasNoLength(HttpProtocolKind protocol)
    {
        await using var server = await StartHeadAsync(protocol);

        foreach (var path in new[] { "/text", "/large", "/stream" })
        {
            var head = await server.SendAsync(HttpMethod.Head, path, null, ("Accept-Encoding", "gzip"));
            Assert.Equal((200, "gzip", "W/\"1\"", "Accept-Encoding"), (head.Status, head.Header("Content-Encoding"), head.Header("ETag"), head.Header("Vary")));
            Assert.Equal((null, 0), (head.Header("Content-Length"), head.Bytes.Length));
        }
    }

    // the stream fails when anything reads it
    private static Task<TestServer> StartHeadAsync(HttpProtocolKind protocol) => TestServer.StartAsync(
        TestApps.With(
            routes => routes
                .Get("/text", _ => ResponsePayload.Text(_text).WithHeader("ETag", "\"1\""))
                .Get("/large", _ => ResponsePayload.Text(new string('a', 100_000)).WithHeader("ETag", "\"1\""))
                .Get("/stream", _ => ResponsePayload.Stream((_, _) => throw new NotSupportedException(), "text/plain").WithHeader("ETag", "\"1\"")),
            new() { Compression = true }),
        protocol);

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol, Func<RequestPayload, ResponsePayload> handler) =>
        TestServer.StartAsync(TestApps.WithRoot(handler, new() { Compression = true }), protocol);
}
