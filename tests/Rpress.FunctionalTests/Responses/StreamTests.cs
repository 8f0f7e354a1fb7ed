using Rpress.TestKit;

namespace Rpress.FunctionalTests.Responses;

public sealed class StreamTests
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15);

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Stream_OfKnownLength_AnnouncesIt(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes
                .Get("/asked", _ => ResponsePayload.Stream(new MemoryStream([1, 2, 3]) { Position = 1 }, "image/gif"))
                .Get("/told", _ => ResponsePayload.Stream(new WatchedStream([1, 2, 3], canSeek: false), length: 3))),
            protocol);

        var asked = await server.GetAsync("/asked");
        var told = await server.GetAsync("/told");

        Assert.Equal(("2", "image/gif"), (asked.Header("Content-Length"), asked.Header("Content-Type")));
        Assert.Equal([2, 3], asked.Bytes);
        Assert.Equal(("3", "application/octet-stream"), (told.Header("Content-Length"), told.Header("Content-Type")));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Stream_OfUnknownLength_IsSentWithoutIt(HttpProtocolKind protocol)
    {
        var bytes = new byte[100_000];
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(_ => ResponsePayload.Stream(new WatchedStream(bytes, canSeek: false))), protocol);

        var reply = await server.GetAsync("/");

        Assert.Null(reply.Header("Content-Length"));
        Assert.Equal(protocol == HttpProtocolKind.Http2Tls ? null : "chunked", reply.Header("Transfer-Encoding"));
        Assert.Equal(bytes, reply.Bytes);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Stream_OnceSent_IsDisposed(HttpProtocolKind protocol)
    {
        var stream = new WatchedStream([1], canSeek: true);
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Stream(stream)), protocol);

        await server.GetAsync("/");

        await stream.Disposed.Task.WaitAsync(_bound, TestContext.Current.CancellationToken);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Head_OfAStream_ReadsNothingAndDisposesIt(HttpProtocolKind protocol)
    {
        var stream = new WatchedStream([1, 2, 3], canSeek: true);
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Stream(stream)), protocol);

        var reply = await server.SendAsync(HttpMethod.Head, "/");

        Assert.Equal(("3", 0), (reply.Header("Content-Length"), reply.Bytes.Length));
        await stream.Disposed.Task.WaitAsync(_bound, TestContext.Current.CancellationToken);
        Assert.False(stream.WasRead);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Head_OfACallback_RunsItNot(HttpProtocolKind protocol)
    {
        var runs = 0;
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(_ => ResponsePayload.Stream((_, _) =>
            {
                runs++;
                return Task.CompletedTask;
            })),
            protocol);

        Assert.Equal(200, (await server.SendAsync(HttpMethod.Head, "/")).Status);
        Assert.Equal(0, runs);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Callback_OfManyWrites_SendsThemInOrder(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(_ => ResponsePayload.Stream(
                async (body, token) =>
                {
                    body.Write("sync,"u8);
                    await body.WriteAsync("async,"u8.ToArray(), token);
                    await body.WriteAsync(new byte[20_000], token);
                    await using var writer = new StreamWriter(body, leaveOpen: true);
                    await writer.WriteAsync("text");
                },
                "text/plain")),
            protocol);

        var reply = await server.GetAsync("/");

        Assert.Equal($"sync,async,{new string('\0', 20_000)}text", reply.Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Callback_ThatFlushes_SendsWhatItHas(HttpProtocolKind protocol)
    {
        var (seen, token) = (new TaskCompletionSource(), TestContext.Current.CancellationToken);
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(_ => ResponsePayload.Stream(async (body, aborted) =>
            {
                await body.WriteAsync("first"u8.ToArray(), aborted);
                await body.FlushAsync(aborted);
                await seen.Task.WaitAsync(_bound, aborted);
                await body.WriteAsync("second"u8.ToArray(), aborted);
            })),
            protocol);

        using var response = await server.OpenAsync("/");
        await using var body = await response.Content.ReadAsStreamAsync(token);
        var first = new byte[5];
        await body.ReadExactlyAsync(first, token);
        seen.SetResult();

        Assert.Equal("first"u8.ToArray(), first);
        Assert.Equal("second", await new StreamReader(body).ReadToEndAsync(token));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Callback_KeptInAPayload_RunsForEachClient(HttpProtocolKind protocol)
    {
        var kept = ResponsePayload.Stream(async (body, token) => await body.WriteAsync("again"u8.ToArray(), token));
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(_ => kept), protocol);

        Assert.Equal("again", (await server.GetAsync("/")).Text);
        Assert.Equal("again", (await server.GetAsync("/")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Body_KeptByItsCallback_ThrowsAfterwards(HttpProtocolKind protocol)
    {
        Stream? kept = null;
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(_ => ResponsePayload.Stream((body, _) =>
            {
                kept = body;
                return Task.CompletedTask;
            })),
            protocol);

        await server.GetAsync("/");
        await Eventually.TrueAsync(() => !kept!.CanWrite, "the response to end");

        await Assert.ThrowsAsync<ObjectDisposedException>(() => kept!.WriteAsync(new byte[20_000], TestContext.Current.CancellationToken).AsTask());
    }

    private sealed class WatchedStream(byte[] bytes, bool canSeek) : MemoryStream(bytes)
    {
        public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool WasRead { get; private set; }

        public override bool CanSeek => canSeek;

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            WasRead = true;
            return base.CopyToAsync(destination, bufferSize, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            Disposed.TrySetResult();
        }
    }
}
