using Rpress.TestKit;

namespace Rpress.FunctionalTests.Hardening;

/// <summary>Floods of cheap frames: the connection ends or goes on, the server stays.</summary>
public sealed class Http2FloodTests
{
    private const int Cancel = 8;

    // CVE-2023-44487: open and reset, over and over
    [Fact]
    public async Task RapidReset_ThousandsOfStreams_LeavesTheServerAlive()
    {
        await using var server = await RecordingServer.StartAsync(protocol: HttpProtocolKind.Http2Tls);
        await using var connection = await server.Server.ConnectHttp2Async();

        await Http2Probe.FloodAsync(3000, async i =>
        {
            await connection.SendHeadersAsync((2 * i) + 1, true, Http2Probe.Get("/reset"));
            await connection.ResetStreamAsync((2 * i) + 1, Cancel);
        });

        await connection.AssertAnswersOrEndedAsync(6001);
        await server.AssertAliveAsync();
    }

    // CVE-2025-8671: the client makes the server reset (a window of zero increment), so that the stream counts as closed
    [Fact]
    public async Task MadeYouReset_ManyStreams_LeavesTheServerAlive()
    {
        await using var server = await RecordingServer.StartAsync(protocol: HttpProtocolKind.Http2Tls);
        await using var connection = await server.Server.ConnectHttp2Async();

        await Http2Probe.FloodAsync(1000, async i =>
        {
            await connection.SendHeadersAsync((2 * i) + 1, true, Http2Probe.Get("/made"));
            await connection.SendFrameAsync(RawHttp2FrameType.WindowUpdate, RawHttp2Flags.None, (2 * i) + 1, new byte[4]);
        });

        await connection.AssertAnswersOrEndedAsync(2001);
        await server.AssertAliveAsync();
    }

    // CVE-2024-27316: a header block that never ends
    [Fact]
    public async Task Continuation_WithoutEnd_EndsTheConnection()
    {
        await using var server = await RecordingServer.StartAsync(protocol: HttpProtocolKind.Http2Tls);
        await using var connection = await server.Server.ConnectHttp2Async();
        var field = new byte[2 + 1 + 1 + 120];
        (field[1], field[2], field[3]) = (1, (byte)'x', 120);
        field.AsSpan(4).Fill((byte)'a');

        await connection.SendFrameAsync(RawHttp2FrameType.Headers, RawHttp2Flags.EndStream, 1, field);
        await Http2Probe.FloodAsync(10_000, _ => connection.SendFrameAsync(RawHttp2FrameType.Continuation, RawHttp2Flags.None, 1, field));

        await connection.ReadToEndAsync();
        await server.AssertAliveAsync();
        Assert.Equal(["GET /alive"], server.Seen);
    }

    // CVE-2019-9518: empty frames that cost no window; the body's own time limit ends it
    [Fact]
    public async Task EmptyData_ThousandsOfFrames_LeavesTheServerAlive()
    {
        await using var server = await RecordingServer.StartAsync(protocol: HttpProtocolKind.Http2Tls);
        await using var connection = await server.Server.ConnectHttp2Async();
        await connection.SendHeadersAsync(1, false, Http2Probe.Post("/empty"));

        await Http2Probe.FloodAsync(5000, _ => connection.SendDataAsync(1, ReadOnlyMemory<byte>.Empty, endStream: false));

        await connection.AssertAnswersOrEndedAsync(3);
        await server.AssertAliveAsync();
    }

    // CVE-2019-9515 and CVE-2019-9512: each frame asks for an answer that nobody reads
    [Theory]
    [InlineData(RawHttp2FrameType.Settings, 0)]
    [InlineData(RawHttp2FrameType.Ping, 8)]
    public async Task FramesToAcknowledge_Thousands_AreBounded(byte type, int length)
    {
        await using var server = await RecordingServer.StartAsync(protocol: HttpProtocolKind.Http2Tls);
        await using var connection = await server.Server.ConnectHttp2Async();

        await Http2Probe.FloodAsync(10_000, _ => connection.SendFrameAsync(type, RawHttp2Flags.None, 0, new byte[length]));

        await connection.AssertAnswersOrEndedAsync(1);
        await server.AssertAliveAsync();
    }

    // CVE-2019-9513: a priority tree to shuffle; RFC 9113 §5.3.2 did away with it
    [Fact]
    public async Task Priority_Thousands_AreIgnored()
    {
        await using var server = await RecordingServer.StartAsync(protocol: HttpProtocolKind.Http2Tls);
        await using var connection = await server.Server.ConnectHttp2Async();

        await Http2Probe.FloodAsync(5000, i => connection.SendFrameAsync(
            RawHttp2FrameType.Priority, RawHttp2Flags.None, (2 * i) + 3, new byte[] { 0, 0, 0, 1, (byte)i }));

        await connection.AssertAnswersOrEndedAsync(1);
        await server.AssertAliveAsync();
    }

    // CVE-2019-9511, 9517: many answers asked for, and no window to send them in
    [Fact]
    public async Task ZeroWindow_WithManyStreams_LeavesTheServerAlive()
    {
        await using var server = await RecordingServer.StartAsync(protocol: HttpProtocolKind.Http2Tls);
        await using var connection = await RawHttp2Connection.ConnectAsync(server.Server.EndPoint, initialWindowSize: 0);
        for (var i = 0; i < 50; i++)
        {
            await connection.SendHeadersAsync((2 * i) + 1, false, Http2Probe.Post("/stalled"));
            await connection.SendDataAsync((2 * i) + 1, new byte[100], endStream: true);
        }

        await Eventually.TrueAsync(() => server.Seen.Count == 50, "all of them to be handled");

        await server.AssertAliveAsync();
    }
}
