using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Requests;

public sealed class StreamedBodyTests
{
    // below, at and above the default stream threshold
    private static readonly int[] _sizes = [0, 10, 65_535, 65_536, 65_537, 300_000];

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Stream_OfEveryKind_HandsOverWhatWasSent(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        foreach (var size in _sizes)
        {
            foreach (var path in new[] { "/chunks", "/pipe", "/stream" })
            {
                var sent = RequestBodies.Random(size);
                Assert.Equal(sent, (await server.PostAsync(path, RequestBodies.Content(sent))).Bytes);
                Assert.Equal(sent, (await server.PostAsync(path, RequestBodies.Content(sent, chunked: true))).Bytes);
            }
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Chunks_OfAnyBody_StayWithinTheirLimit(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(
                routes => routes.Post("/", async req =>
                {
                    var (largest, total) = (0, 0);
                    await foreach (var chunk in req.Body.ReadChunksAsync())
                    {
                        (largest, total) = (Math.Max(largest, chunk.Length), total + chunk.Length);
                    }

                    return $"{largest <= 1000} {total}";
                }),
                new() { MaxChunkSize = 1000 }),
            protocol);

        foreach (var size in new[] { 999, 1000, 1001, 65_536, 100_000 })
        {
            Assert.Equal($"True {size}", (await server.PostAsync("/", RequestBodies.Content(new byte[size]))).Text);
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Stream_ReadASecondTime_IsAnErrorAtAnySize(HttpProtocolKind protocol)
    {
        var logs = new CollectingLoggerFactory();
        await using var server = await StartAsync(protocol, logs);

        foreach (var size in _sizes)
        {
            Assert.Equal((size, 500), (size, (await server.PostAsync("/twice", RequestBodies.Content(new byte[size]))).Status));
            Assert.Equal((size, 500), (size, (await server.PostAsync("/then-whole", RequestBodies.Content(new byte[size]))).Status));
        }

        var messages = logs.At(LogLevel.Error).Select(entry => entry.Exception?.Message ?? entry.Message).ToList();
        Assert.Equal(_sizes.Length * 2, messages.Count);
        Assert.Equal(_sizes.Length, messages.Count(text => text.Contains("streamed once: keep what the first reader gave", StringComparison.Ordinal)));
        Assert.Equal(_sizes.Length, messages.Count(text => text.Contains("read it whole first, or only as a stream", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Stream_AfterAWholeRead_GivesTheWholeBody(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Post("/", async req =>
            {
                var before = await req.Body.ReadBytesAsync();
                var streamed = await BodyReads.CopyAsync(req.Body.AsStream());
                return before.AsSpan().SequenceEqual(streamed) && ReferenceEquals(await req.Body.ReadTextAsync(), await req.Body.ReadTextAsync());
            })),
            protocol);

        foreach (var size in _sizes)
        {
            Assert.Equal("true", (await server.PostAsync("/", RequestBodies.Content(new byte[size]))).Text);
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Chunks_LeftEarly_KeepTheConnectionUsable(HttpProtocolKind protocol)
    {
        var logs = new CollectingLoggerFactory();
        await using var server = await StartAsync(protocol, logs);

        foreach (var path in new[] { "/first-chunk", "/refusal" })
        {
            foreach (var size in new[] { 10, 200_000 })
            {
                var reply = await server.PostAsync(path, RequestBodies.Content(new byte[size], chunked: true));
                Assert.Equal((path, size, "left"), (path, size, reply.Text));
            }
        }

        Assert.Equal("hello"u8.ToArray(), (await server.PostAsync("/chunks", new StringContent("hello"))).Bytes);
        await server.DisposeAsync();
        Assert.Empty(logs.At(LogLevel.Error));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task WholeRead_AfterACancelledOne_IsAnErrorAndNoPartOfTheBody(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Post("/", async req =>
            {
                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => req.Body.ReadBytesAsync(new CancellationToken(true)).AsTask());
                return (await Assert.ThrowsAsync<InvalidOperationException>(() => req.Body.ReadBytesAsync(req.Aborted).AsTask())).Message;
            })),
            protocol);

        var reply = await server.PostAsync("/", RequestBodies.Content(new byte[200_000]));

        Assert.Contains("has not finished or was cancelled", reply.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Pipe_WhoseReadIsCancelled_GoesOnAfterwards(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Post("/", async req =>
            {
                var reader = req.Body.Reader;
                reader.CancelPendingRead();
                var result = await reader.ReadAsync(req.Aborted);
                reader.AdvanceTo(result.Buffer.Start);
                return $"{result.IsCanceled} {(await BodyReads.CopyAsync(reader.AsStream())).Length}";
            })),
            protocol);

        foreach (var size in new[] { 10, 200_000 })
        {
            Assert.Equal($"True {size}", (await server.PostAsync("/", RequestBodies.Content(new byte[size]))).Text);
        }
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol, CollectingLoggerFactory? logs = null) => TestServer.StartAsync(
        TestApps.With(
            routes => routes
                .Post("/chunks", async req => ResponsePayload.Bytes(await BodyReads.JoinAsync(req.Body.ReadChunksAsync())))
                .Post("/pipe", async req => ResponsePayload.Bytes(await BodyReads.GatherAsync(req.Body)))
                .Post("/stream", async req => ResponsePayload.Bytes(await BodyReads.CopyAsync(req.Body.AsStream())))
                .Post("/twice", async req => await BodyReads.CopyAsync(req.Body.AsStream()) is null ? "" : (await BodyReads.GatherAsync(req.Body)).Length.ToString())
                .Post("/then-whole", async req => await BodyReads.CopyAsync(req.Body.AsStream()) is null ? "" : await req.Body.ReadTextAsync())
                .Post("/first-chunk", req => LeaveAsync(req, () => { }))
                .Post("/refusal", req => LeaveAsync(req, () => throw new RpressException(400, "left"))),
            new() { LoggerFactory = logs }),
        protocol);

    private static async Task<string> LeaveAsync(RequestPayload request, Action atFirstChunk)
    {
        await foreach (var chunk in request.Body.ReadChunksAsync())
        {
            atFirstChunk();
            break;
        }

        return "left";
    }
}
