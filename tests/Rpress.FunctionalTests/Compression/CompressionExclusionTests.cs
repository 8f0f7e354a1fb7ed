using Rpress.TestKit;

namespace Rpress.FunctionalTests.Compression;

/// <summary>What is never encoded, and therefore has no variants either.</summary>
public sealed class CompressionExclusionTests
{
    private static readonly string _text = new('a', 1000);

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Content_AroundTheThreshold_IsEncodedFromItOn(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, req => ResponsePayload.Text(new string('a', req.Query.Get<int>("size"))));

        foreach (var (size, coding) in new[] { (0, null), (1, null), (255, null), (256, "br"), (257, "br") })
        {
            var reply = await server.GetAsync($"/?size={size}", ("Accept-Encoding", "br"));
            Assert.Equal((size, coding), (size, reply.Header("Content-Encoding")));
            Assert.Equal(coding is null ? null : "Accept-Encoding", reply.Header("Vary"));
            Assert.Equal(size, reply.Decoded().Length);
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Threshold_SetHigher_IsKept(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(
                req => ResponsePayload.Text(new string('a', req.Query.Get<int>("size"))),
                new() { Compression = true, CompressionThreshold = 5000 }),
            protocol);

        foreach (var (size, coding) in new[] { (4999, null), (5000, "br"), (5001, "br") })
        {
            Assert.Equal(coding, (await server.GetAsync($"/?size={size}", ("Accept-Encoding", "br"))).Header("Content-Encoding"));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Content_ByItsType_IsEncodedOrNot(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(
            protocol, req => ResponsePayload.Text(_text).WithContentType(req.Query["type"]!));

        foreach (var (type, coding) in new[]
        {
            ("text/html; charset=utf-8", "br"), ("application/json", "br"), ("image/svg+xml", "br"), ("text/event-stream", "br"), ("image/png", null),
            ("IMAGE/JPEG", null), ("video/mp4", null), ("audio/ogg", null), ("application/zip", null), ("application/gzip", null), ("font/woff2", null),
            ("application/octet-stream", null),
        })
        {
            var reply = await server.GetAsync($"/?type={Uri.EscapeDataString(type)}", ("Accept-Encoding", "br"));
            Assert.Equal((type, coding), (type, reply.Header("Content-Encoding")));
            Assert.Equal(coding is null ? null : "Accept-Encoding", reply.Header("Vary"));
            Assert.Equal(_text, reply.DecodedText());
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Content_OfAnExcludedStatus_IsSentAsItIs(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, req => ResponsePayload.Text(_text).WithStatus(req.Query.Get<int>("status")));

        foreach (var (status, length) in new[] { (204, 0), (205, 0), (206, 1000), (304, 0) })
        {
            var reply = await server.GetAsync($"/?status={status}", ("Accept-Encoding", "br"));
            Assert.Equal((status, length, null, null), (reply.Status, reply.Bytes.Length, reply.Header("Content-Encoding"), reply.Header("Vary")));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Content_OfAFieldThatForbidsIt_IsSentAsItIs(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, req => ResponsePayload.Text(_text).WithHeader(req.Query["name"]!, req.Query["value"]!));

        foreach (var (name, value) in new[]
        {
            ("Content-Encoding", "zstd"), ("Content-Encoding", "identity"), ("Content-Range", "bytes 0-999/2000"), ("Content-Digest", "sha-256=:YQ==:"),
            ("Repr-Digest", "sha-256=:YQ==:"), ("Digest", "sha-256=YQ=="), ("Content-MD5", "YQ=="), ("Cache-Control", "no-transform"),
            ("cache-control", "private, max-age=5,No-Transform"),
        })
        {
            var reply = await server.GetAsync($"/?name={name}&value={Uri.EscapeDataString(value)}", ("Accept-Encoding", "br"));
            Assert.Equal((value, _text, null), (reply.Header(name), reply.Text, reply.Header("Vary")));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Content_OfAFieldThatOnlyLooksForbidding_IsEncoded(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, _ => ResponsePayload.Text(_text).WithHeader("Cache-Control", "x-no-transform, no-transforms, no-store"));

        Assert.Equal("br", (await server.GetAsync("/", ("Accept-Encoding", "br"))).Header("Content-Encoding"));
    }

    // two fields of one name, as a handler and a middleware may have set them
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Content_ForbiddenByASecondField_IsSentAsItIs(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(
            protocol, _ => ResponsePayload.Text(_text).WithHeader("Cache-Control", "max-age=5").WithAppendedHeader("Cache-Control", "no-transform"));

        Assert.Null((await server.GetAsync("/", ("Accept-Encoding", "br"))).Header("Content-Encoding"));
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol, Func<RequestPayload, ResponsePayload> handler) =>
        TestServer.StartAsync(TestApps.WithRoot(handler, new() { Compression = true }), protocol);
}
