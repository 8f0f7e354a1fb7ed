using Rpress.TestKit;

namespace Rpress.FunctionalTests.Hardening;

/// <summary>Connections that say nothing: before TLS, between requests, or in the middle of one, many at a time.</summary>
public sealed class IdleConnectionTests
{
    private const string Head = "POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n";
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(8);

    [Fact]
    public async Task TlsHandshake_NeverBegun_IsClosed()
    {
        await using var server = await SlowClientTests.StartAsync(
            new RpressOptions { TlsHandshakeTimeout = _timeout }, HttpProtocolKind.Http2Tls);
        await using var connection = await RawHttpConnection.ConnectAsync(server.EndPoint);

        Assert.True(await connection.IsClosedAsync(_bound));
    }

    [Fact]
    public async Task TlsHandshake_NeverCompleted_IsClosed()
    {
        await using var server = await SlowClientTests.StartAsync(
            new RpressOptions { TlsHandshakeTimeout = _timeout }, HttpProtocolKind.Http2Tls);
        await using var connection = await RawHttpConnection.ConnectAsync(server.EndPoint);

        // the head of a TLS record that announces a ClientHello of 512 bytes
        await connection.SendAsync(new byte[] { 0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3 });

        Assert.True(await connection.IsClosedAsync(_bound));
    }

    // rpress sent a 408 there, which a client takes for the answer to its next request
    [Theory]
    [MemberData(nameof(HttpProtocols.Http1Only), MemberType = typeof(HttpProtocols))]
    public async Task KeepAlive_Idle_IsClosedWithoutAnotherResponse(HttpProtocolKind protocol)
    {
        await using var server = await SlowClientTests.StartAsync(new RpressOptions { IdleTimeout = _timeout }, protocol);
        await using var connection = await server.ConnectAsync();
        await connection.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        await connection.ReadResponseAsync();

        var rest = await connection.ReadToEndAsync();

        Assert.Empty(rest);
    }

    [Fact]
    public async Task KeepAlive_IdleInHttp2_IsClosedWithNoError()
    {
        await using var server = await SlowClientTests.StartAsync(new RpressOptions { IdleTimeout = _timeout }, HttpProtocolKind.Http2Tls);
        await using var connection = await server.ConnectHttp2Async();
        await connection.SendHeadersAsync(
            1, true, (":method", "GET"), (":scheme", "https"), (":path", "/"), (":authority", "x"));
        await connection.ReadResponseAsync(1);

        Assert.Equal(0, await connection.ReadToEndAsync());
    }

    // rpress: 1024 slow peers filled the server (defect 13)
    [Fact]
    public async Task SlowConnections_OfEveryKind_DoNotStopOthers()
    {
        await using var server = await SlowClientTests.StartAsync(new RpressOptions());
        string[] starts = ["", "G", "GET / HTTP/1.1\r\nHost: x\r\n", Head, Head + "abc"];
        var slow = new List<RawHttpConnection>();
        for (var i = 0; i < 20; i++)
        {
            slow.Add(await server.ConnectAsync());
            await slow[i].SendAsync(starts[i % starts.Length]);
        }

        var answer = await server.Client.GetStringAsync("/", TestContext.Current.CancellationToken);

        Assert.Equal("ok", answer);
        Assert.True(server.App.ConnectionCount >= 20);
        foreach (var connection in slow)
        {
            await connection.DisposeAsync();
        }
    }
}
