using Rpress.TestKit;

namespace Rpress.FunctionalTests.Hardening;

/// <summary>Malformed HTTP/2 requests (RFC 9113 §8.1.1): a stream error or a 400, and never a call of the application.</summary>
public sealed class Http2RequestTests
{
    private static readonly (string Name, string Value)[] _request =
        [(":method", "GET"), (":scheme", "https"), (":path", "/"), (":authority", "x")];

    public static TheoryData<string, string, string> ExtraFields { get; } = new()
    {
        { "an upper-case name, §8.2.1", "X-Upper", "1" },
        { "a connection-specific field, §8.2.2", "connection", "close" },
        { "a connection-specific field, §8.2.2", "connection", "keep-alive" },
        { "a connection-specific field, §8.2.2", "transfer-encoding", "chunked" },
        { "a connection-specific field, §8.2.2", "keep-alive", "timeout=5" },
        { "a connection-specific field, §8.2.2", "proxy-connection", "close" },
        { "a connection-specific field, §8.2.2", "upgrade", "websocket" },
        { "TE other than trailers, §8.2.2", "te", "gzip" },
        { "a pseudo-header after a field, §8.3", ":path", "/other" },
        { "an unknown pseudo-header, §8.3", ":unknown", "1" },
        { "a response's pseudo-header, §8.3", ":status", "200" },
        { "an empty name", "", "1" },
        { "a second length", "content-length", "5, 5" },
        { "a length with a sign", "content-length", "+0" },
        { "a length that is not the body's, §8.1.1", "content-length", "5" },
    };

    public static TheoryData<string> MissingFields { get; } = [":method", ":scheme", ":path", ":authority"];

    [Theory]
    [MemberData(nameof(ExtraFields))]
    public async Task Request_WithAFieldThatHttp2Forbids_IsRefused(string reason, string name, string value)
    {
        await AssertRefusedAsync(reason, [.. _request, ("x", "1"), (name, value)]);
    }

    [Theory]
    [MemberData(nameof(MissingFields))]
    public async Task Request_WithoutAPseudoHeader_IsRefused(string name)
    {
        await AssertRefusedAsync("missing " + name, [.. _request.Where(field => field.Name != name)]);
    }

    [Theory]
    [InlineData(":method", "")]
    [InlineData(":method", "G(T")]
    [InlineData(":path", "")]
    [InlineData(":authority", "")]
    [InlineData(":authority", "a@b")]
    [InlineData(":authority", "x/y")]
    [InlineData(":authority", "x y")]
    [InlineData(":scheme", "ftp")]
    public async Task Request_WithAnEmptyOrInvalidPseudoHeader_IsRefused(string name, string value)
    {
        await AssertRefusedAsync($"{name} '{value}'", [.. _request.Select(field => field.Name == name ? (name, value) : field)]);
    }

    [Theory]
    [InlineData(":method")]
    [InlineData(":scheme")]
    [InlineData(":path")]
    [InlineData(":authority")]
    public async Task Request_WithAPseudoHeaderTwice_IsRefused(string name)
    {
        await AssertRefusedAsync("twice " + name, [.. _request, _request.Single(field => field.Name == name)]);
    }

    // RFC 9113 §8.3.1: a request without :authority is what HTTP/1.1 has no Host for: 400 from our code
    [Fact]
    public async Task Authority_Missing_Gets400()
    {
        await using var server = await RecordingServer.StartAsync(protocol: HttpProtocolKind.Http2Tls);
        await using var connection = await server.Server.ConnectHttp2Async();

        await connection.SendHeadersAsync(1, true, _request[..3]);

        Assert.Equal(400, (await connection.ReadResponseAsync(1)).Status);
    }

    // §8.3.1: :authority is the host, whatever a Host field says beside it
    [Fact]
    public async Task Host_BesideAuthority_IsNotSeen()
    {
        var app = new RpressApp(new RpressOptions { LoggerFactory = new CollectingLoggerFactory() })
            .Use((req, next) => ResponsePayload.Text($"{req.Host}|{req.Headers["host"]}"));
        await using var server = await TestServer.StartAsync(app, HttpProtocolKind.Http2Tls);
        await using var connection = await server.ConnectHttp2Async();

        await connection.SendHeadersAsync(1, true, [.. _request, ("host", "evil.example")]);

        Assert.Equal("x|x", (await connection.ReadResponseAsync(1)).Text);
    }

    // §8.1.1: DATA that is not what content-length says
    [Theory]
    [InlineData("5", "hello!")]
    [InlineData("5", "hell")]
    [InlineData("0", "h")]
    public async Task Body_OfAnotherLengthThanAnnounced_NeverReachesTheApplication(string length, string body)
    {
        await using var server = await RecordingServer.StartAsync(protocol: HttpProtocolKind.Http2Tls);
        await using var connection = await server.Server.ConnectHttp2Async();

        await connection.SendHeadersAsync(1, false, Http2Probe.Post("/a", length));
        await connection.SendDataAsync(1, System.Text.Encoding.ASCII.GetBytes(body), endStream: true);
        var response = await connection.ReadResponseAsync(1);

        Assert.True(response.Status == 400 || response.ResetErrorCode is not null || response.GoAwayErrorCode is not null);
        Assert.Empty(server.Seen);
    }

    // RFC 6585 §5 where the list can still be read; beyond Kestrel's wall the connection ends
    [Fact]
    public async Task HeaderList_FarAboveTheLimit_Is431OrEndsTheConnection()
    {
        await using var server = await RecordingServer.StartAsync(protocol: HttpProtocolKind.Http2Tls);
        await using var connection = await server.Server.ConnectHttp2Async();

        await Http2Probe.FloodAsync(1, _ => connection.SendHeadersAsync(
            1, true, [.. _request, .. Enumerable.Range(0, 40).Select(i => ($"x{i}", new string('a', 2000)))]));
        var response = await connection.ReadResponseAsync(1);

        Assert.True(response.Status == 431 || response.ResetErrorCode is not null || response.GoAwayErrorCode is not null);
        await server.AssertAliveAsync();
        Assert.Equal(["GET /alive"], server.Seen);
    }

    // RFC 7541 §7.3: one large entry, referred to again and again: small on the wire, large in memory
    [Fact]
    public async Task HeaderList_ThatGrowsByReferences_Is431OrEndsTheConnection()
    {
        await using var server = await RecordingServer.StartAsync(protocol: HttpProtocolKind.Http2Tls);
        await using var connection = await server.Server.ConnectHttp2Async();

        // literal with incremental indexing: "x" = 4000 times "a" (7-bit prefix: 127 + 3873), then its index 62
        byte[] entry = [0x40, 1, (byte)'x', 127, 0xa1, 0x1e, .. Enumerable.Repeat((byte)'a', 4000)];
        byte[] bomb = [0x82, 0x87, 0x84, 0x41, 1, (byte)'x', .. entry, .. Enumerable.Repeat((byte)0xbe, 10_000)];
        await connection.SendFrameAsync(
            RawHttp2FrameType.Headers, RawHttp2Flags.EndHeaders | RawHttp2Flags.EndStream, 1, bomb);
        var response = await connection.ReadResponseAsync(1);

        Assert.True(response.Status == 431 || response.ResetErrorCode is not null || response.GoAwayErrorCode is not null);
        await server.AssertAliveAsync();
    }

    // §8.2.3: crumbs are put together again before anybody reads them
    [Fact]
    public async Task Cookies_InCrumbs_AreJoined()
    {
        var app = new RpressApp(new RpressOptions { LoggerFactory = new CollectingLoggerFactory() })
            .Use((req, next) => ResponsePayload.Text($"{req.Headers["cookie"]}|{req.Cookies["a"]}|{req.Cookies["c"]}"));
        await using var server = await TestServer.StartAsync(app, HttpProtocolKind.Http2Tls);
        await using var connection = await server.ConnectHttp2Async();

        await connection.SendHeadersAsync(1, true, [.. _request, ("cookie", "a=1"), ("cookie", "b=2; c=3"), ("cookie", "d=4")]);

        Assert.Equal("a=1; b=2; c=3; d=4|1|3", (await connection.ReadResponseAsync(1)).Text);
    }

    // RFC 9113 §3.1: the h2c upgrade is gone; behind a proxy that lets it through it would hide requests
    [Fact]
    public async Task UpgradeToH2c_OnHttp11_IsIgnored()
    {
        await using var server = await RecordingServer.StartAsync();
        await using var connection = await server.Server.ConnectAsync();

        await connection.SendAsync("GET /a HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
            + "HTTP2-Settings: AAMAAABkAAQCAAAAAAIAAAAA\r\n\r\n" + RecordingServer.Probe);
        var responses = await connection.ReadToCloseAsync();

        Assert.Equal([200, 200], responses.Select(response => response.Status));
        Assert.Null(responses[0].Header("Upgrade"));
    }

    // the preface of HTTP/2 in the clear, on a port that speaks HTTP/1.1: no h2c
    [Fact]
    public async Task PrefaceOfHttp2_InTheClear_IsNotServed()
    {
        await using var server = await RecordingServer.StartAsync();
        await using var connection = await server.Server.ConnectAsync();

        await connection.SendAsync("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        await connection.ReadToEndAsync();

        Assert.Empty(server.Seen);
    }

    private static async Task AssertRefusedAsync(string reason, (string Name, string Value)[] fields)
    {
        await using var server = await RecordingServer.StartAsync(protocol: HttpProtocolKind.Http2Tls);
        await using var connection = await server.Server.ConnectHttp2Async();

        await connection.SendHeadersAsync(1, true, fields);
        var response = await connection.ReadResponseAsync(1);

        Assert.True(response.Status == 400 || response.ResetErrorCode is not null || response.GoAwayErrorCode is not null, reason);
        Assert.Empty(server.Seen);
    }
}
