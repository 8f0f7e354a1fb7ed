using System.Net.ServerSentEvents;
using System.Threading.Channels;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Compression;

/// <summary>Content that is made while it is sent is encoded while it is sent.</summary>
public sealed class CompressionStreamTests
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15);

    // each event is decoded before the next one exists
    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Events_AsTheyCome_CanBeDecodedOneByOne(HttpProtocolKind protocol, string coding)
    {
        var source = Channel.CreateUnbounded<SseItem<string>>();
        await using var server = await StartAsync(protocol, _ => ResponsePayload.Events(source.Reader.ReadAllAsync()));
        var token = TestContext.Current.CancellationToken;

        // the headers arrive before the first event
        using var response = await server.OpenAsync("/", coding);
        Assert.Equal(coding, Assert.Single(response.Content.Headers.ContentEncoding));
        using var reader = new StreamReader(Encoded.Decoder(coding, await response.Content.ReadAsStreamAsync(token)));
        foreach (var text in new[] { "one", "two", new string('3', 100_000), "four" })
        {
            source.Writer.TryWrite(new SseItem<string>(text));
            Assert.Equal($"data: {text}", await reader.ReadLineAsync(token).AsTask().WaitAsync(_bound, token));
            Assert.Equal("", await reader.ReadLineAsync(token));
        }

        source.Writer.Complete();
        Assert.Equal("", await reader.ReadToEndAsync(token));
    }

    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Flush_OfACallback_SendsWhatItHas(HttpProtocolKind protocol, string coding)
    {
        var (seen, token) = (new TaskCompletionSource(), TestContext.Current.CancellationToken);
        await using var server = await StartAsync(protocol, _ => ResponsePayload.Stream(
            async (body, aborted) =>
            {
                await body.WriteAsync("first"u8.ToArray(), aborted);
                await body.FlushAsync(aborted);
                await body.FlushAsync(aborted);
                await seen.Task.WaitAsync(_bound, aborted);
                await body.WriteAsync("second"u8.ToArray(), aborted);
            },
            "text/plain"));

        using var response = await server.OpenAsync("/", coding);
        await using var body = Encoded.Decoder(coding, await response.Content.ReadAsStreamAsync(token));
        var first = new byte[5];
        await body.ReadExactlyAsync(first, token);
        seen.SetResult();

        Assert.Equal("first"u8.ToArray(), first);
        Assert.Equal("second", await new StreamReader(body).ReadToEndAsync(token));
    }

    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Callback_OfManyWrites_ArrivesInOrder(HttpProtocolKind protocol, string coding)
    {
        await using var server = await StartAsync(protocol, _ => ResponsePayload.Stream(
            async (body, token) =>
            {
                body.Write("sync,"u8);
                await body.WriteAsync("async,"u8.ToArray(), token);
                await body.WriteAsync(new byte[200_000], token);
                body.Write(new byte[200_000]);
                await using var writer = new StreamWriter(body); // and closes the stream
                await writer.WriteAsync("text");
            },
            "text/plain"));

        var reply = await server.GetAsync("/", ("Accept-Encoding", coding));

        Assert.Null(reply.Header("Content-Length"));
        Assert.Equal($"sync,async,{new string('\0', 400_000)}text", reply.DecodedText());
        Assert.True(await Encoded.IsWholeAsync(coding, reply.Bytes));
    }

    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Stream_OfAKnownLength_IsEncodedAndDisposed(HttpProtocolKind protocol, string coding)
    {
        var (plain, disposed) = (CompressionSizeTests.Lines(300_000), new TaskCompletionSource());
        await using var server = await StartAsync(protocol, _ => ResponsePayload.Stream(new WatchedStream(plain, disposed), "text/plain"));

        var reply = await server.GetAsync("/", ("Accept-Encoding", coding));

        Assert.Equal((coding, null), (reply.Header("Content-Encoding"), reply.Header("Content-Length")));
        Assert.Equal(plain, reply.Decoded());
        await disposed.Task.WaitAsync(_bound, TestContext.Current.CancellationToken);
    }

    // the coding was promised before anybody knew that nothing would come
    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Callback_ThatWritesNothing_IsEmptyContentInItsCoding(HttpProtocolKind protocol, string coding)
    {
        await using var server = await StartAsync(protocol, _ => ResponsePayload.Stream((_, _) => Task.CompletedTask, "text/plain"));

        var reply = await server.GetAsync("/", ("Accept-Encoding", coding));

        Assert.Equal(coding, reply.Header("Content-Encoding"));
        Assert.NotEmpty(reply.Bytes);
        Assert.Empty(reply.Decoded());
        Assert.True(await Encoded.IsWholeAsync(coding, reply.Bytes));
    }

    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task File_OnceOpened_IsEncoded(HttpProtocolKind protocol, string coding)
    {
        using var folder = new TempDirectory();
        var path = Path.Combine(folder.Path, "a.txt");
        await File.WriteAllBytesAsync(path, CompressionSizeTests.Lines(200_000), TestContext.Current.CancellationToken);
        await using var server = await StartAsync(protocol, _ => ResponsePayload.File(path, "text/plain"));

        Assert.Equal(CompressionSizeTests.Lines(200_000), (await server.GetAsync("/", ("Accept-Encoding", coding))).Decoded());
    }

    // 1 MiB is what an unencoded stream takes without an await; here it is counted encoded
    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Callback_WritingSynchronously_IsBoundedByItsEncodedSize(string coding)
    {
        var random = CompressionFailureTests.Random(64 * 1024);
        await using var server = await TestServer.StartAsync(TestApps.With(
            routes => routes
                .Get("/repeated", _ => WriteSynchronously(new byte[64 * 1024], times: 100))
                .Get("/random", _ => WriteSynchronously(random, times: 100)),
            new() { Compression = true, BrotliQuality = 0 }));

        Assert.Equal(100 * 64 * 1024, (await server.GetAsync("/repeated", ("Accept-Encoding", coding))).Decoded().Length);
        Assert.Equal(500, (await server.GetAsync("/random", ("Accept-Encoding", coding))).Status);
    }

    private static ResponsePayload WriteSynchronously(byte[] piece, int times) => ResponsePayload.Stream(
        (body, _) =>
        {
            for (var i = 0; i < times; i++)
            {
                body.Write(piece);
            }

            return Task.CompletedTask;
        },
        "text/plain");

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol, Func<RequestPayload, ResponsePayload> handler) =>
        TestServer.StartAsync(TestApps.WithRoot(handler, new() { Compression = true }), protocol);

    private sealed class WatchedStream(byte[] bytes, TaskCompletionSource disposed) : MemoryStream(bytes)
    {
        protected override void Dispose(bool disposing)
        {
            disposed.TrySetResult();
            base.Dispose(disposing);
        }
    }
}
