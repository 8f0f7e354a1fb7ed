using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Compression;

/// <summary>A response that fails is never taken for a whole one, nor for an encoded one that it is not.</summary>
public sealed class CompressionFailureTests
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15);

    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Producer_FailingBeforeItsFirstFlush_IsA500WithoutCoding(HttpProtocolKind protocol, string coding)
    {
        var logs = new CollectingLoggerFactory();
        await using var server = await StartAsync(protocol, logs, async (body, token) =>
        {
            await body.WriteAsync("half an answer"u8.ToArray(), token);
            throw new FormatException("secret");
        });

        var reply = await server.GetAsync("/", ("Accept-Encoding", coding));

        Assert.Equal((500, ""), (reply.Status, reply.Text));
        Assert.Equal((null, null, null), (reply.Header("Content-Encoding"), reply.Header("Vary"), reply.Header("ETag")));
        Assert.Equal("0", reply.Header("Content-Length"));
        Assert.IsType<FormatException>(Assert.Single(logs.At(LogLevel.Error)).Exception);
    }

    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Producer_FailingMidway_LeavesBothTransferAndCodingUnfinished(HttpProtocolKind protocol, string coding)
    {
        var (logs, seen) = (new CollectingLoggerFactory(), new TaskCompletionSource());
        await using var server = await StartAsync(protocol, logs, async (body, token) =>
        {
            await body.WriteAsync("half an answer"u8.ToArray(), token);
            await body.FlushAsync(token);
            await seen.Task.WaitAsync(_bound, token);
            throw new FormatException("secret");
        });

        var received = await ReceiveBrokenAsync(server, coding, seen);
        await server.DisposeAsync();

        Assert.False(await Encoded.IsWholeAsync(coding, received));
        Assert.IsType<FormatException>(Assert.Single(logs.At(LogLevel.Error)).Exception);
    }

    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Stream_OfAnotherLengthThanAnnounced_IsAFailure(HttpProtocolKind protocol, string coding)
    {
        var logs = new CollectingLoggerFactory();
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(
                req => ResponsePayload.Stream(new MemoryStream(new byte[5000]), "text/plain", req.Query.Get<int>("length")),
                new() { Compression = true, LoggerFactory = logs }),
            protocol);

        foreach (var (length, status) in new[] { (4999, 500), (5000, 200), (5001, 500) })
        {
            Assert.Equal(status, (await server.GetAsync($"/?length={length}", ("Accept-Encoding", coding))).Status);
        }

        Assert.Equal(
            ["The response announced 4999 bytes, but 5000 were written.", "The response announced 5001 bytes, but 5000 were written."],
            logs.At(LogLevel.Error).Select(entry => entry.Exception!.Message));
    }

    // by the time the length is known to be wrong, much has been sent
    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task LargeStream_ShorterThanAnnounced_IsSeenAsIncomplete(HttpProtocolKind protocol, string coding)
    {
        var (logs, seen) = (new CollectingLoggerFactory(), new TaskCompletionSource());
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(
                _ => ResponsePayload.Stream(new HeldEnd(Random(300_000), seen.Task), "text/plain", 300_001),
                new() { Compression = true, LoggerFactory = logs }),
            protocol);

        var received = await ReceiveBrokenAsync(server, coding, seen);
        await server.DisposeAsync();

        Assert.False(await Encoded.IsWholeAsync(coding, received));
        Assert.Single(logs.At(LogLevel.Error));
    }

    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Client_ThatGoesMidway_EndsTheProducerAndLogsNoError(HttpProtocolKind protocol, string coding)
    {
        var (logs, ended, bytes) = (new CollectingLoggerFactory(), new TaskCompletionSource(), Random(64 * 1024));
        await using var server = await StartAsync(protocol, logs, async (body, token) =>
        {
            try
            {
                while (true)
                {
                    await body.WriteAsync(bytes, token);
                }
            }
            finally
            {
                ended.TrySetResult();
            }
        });

        (await server.OpenAsync("/", coding)).Dispose();

        await ended.Task.WaitAsync(_bound, TestContext.Current.CancellationToken);
        await server.DisposeAsync();
        Assert.Empty(logs.At(LogLevel.Error));
    }

    // an exception meets the built-ins outside: what they answer has no coding
    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Handler_ThatFails_IsA500WithoutCoding(HttpProtocolKind protocol, string coding)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(_ => throw new FormatException("secret"), new() { Compression = true }), protocol);

        var reply = await server.GetAsync("/", ("Accept-Encoding", coding));

        Assert.Equal((500, null), (reply.Status, reply.Header("Content-Encoding")));
        Assert.Contains(reply.Header("X-Request-ID")!, reply.Text, StringComparison.Ordinal);
    }

    internal static byte[] Random(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol, CollectingLoggerFactory logs, Func<Stream, CancellationToken, Task> write) =>
        TestServer.StartAsync(
            TestApps.WithRoot(
                _ => ResponsePayload.Stream(write, "text/plain").WithHeader("ETag", "\"1\""),
                new() { Compression = true, LoggerFactory = logs }),
            protocol);

    // what arrives until the transfer breaks, which it does not before something has arrived
    private static async Task<byte[]> ReceiveBrokenAsync(TestServer server, string coding, TaskCompletionSource seen)
    {
        var received = new MemoryStream();
        var token = TestContext.Current.CancellationToken;
        using var response = await server.OpenAsync("/", coding);
        await using var body = await response.Content.ReadAsStreamAsync(token);
        var first = new byte[1];
        await body.ReadExactlyAsync(first, token);
        received.Write(first);
        seen.SetResult();
        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(received, token));
        return received.ToArray();
    }

    /// <summary>Tells that it is at its end only when it may.</summary>
    private sealed class HeldEnd(byte[] bytes, Task mayEnd) : MemoryStream(bytes)
    {
        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            await base.CopyToAsync(destination, bufferSize, cancellationToken);
            await mayEnd.WaitAsync(_bound, cancellationToken);
        }
    }
}
