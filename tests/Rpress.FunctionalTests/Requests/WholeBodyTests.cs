using System.Text;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Requests;

public sealed class WholeBodyTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Bytes_OfAnySizeAndFraming_AreReadWholeAndRepeatable(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Post("/", async req =>
            {
                var first = await req.Body.ReadBytesAsync();
                var second = await req.Body.ReadBytesAsync();
                return first.AsSpan().SequenceEqual(second) ? ResponsePayload.Bytes(first) : ResponsePayload.Error(500, "two bodies");
            })),
            protocol);

        foreach (var size in new[] { 0, 1, 65_535, 65_536, 65_537, 300_000 })
        {
            foreach (var chunked in new[] { false, true })
            {
                var sent = RequestBodies.Random(size);
                var reply = await server.PostAsync("/", RequestBodies.Content(sent, chunked));
                Assert.True(sent.AsSpan().SequenceEqual(reply.Bytes), $"{size} bytes, chunked: {chunked}, status {reply.Status}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task WholeReads_OfEveryKind_CanFollowEachOther(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Post("/", async req =>
            {
                var number = await req.Body.ReadJsonAsync<int[]>();
                var text = await req.Body.ReadTextAsync();
                var bytes = await req.Body.ReadBytesAsync();
                return $"{number.Length} {text.Length} {bytes.Length} {ReferenceEquals(text, await req.Body.ReadTextAsync())}";
            })),
            protocol);

        Assert.Equal("3 7 7 True", (await server.PostAsync("/", RequestBodies.Json("[1,2,3]"))).Text);
        var large = $"[{string.Join(',', Enumerable.Repeat(7, 50_000))}]";
        Assert.Equal("50000 100001 100001 True", (await server.PostAsync("/", RequestBodies.Json(large))).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Body_ReadInMiddleware_IsThereForTheHandler(HttpProtocolKind protocol)
    {
        var app = TestApps.With(routes => routes.Post("/", async req => await req.Body.ReadTextAsync())).Use(async (req, next) =>
        {
            var length = (await req.Body.ReadBytesAsync()).Length;
            return (await next(req)).WithHeader("X-Length", $"{length}");
        });
        await using var server = await TestServer.StartAsync(app, protocol);

        var reply = await server.PostAsync("/", new StringContent("hello"));

        Assert.Equal(("hello", "5"), (reply.Text, reply.Header("X-Length")));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Body_OfARequestWithoutOne_IsEmpty(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Get("/", async req =>
            {
                var chunks = 0;
                var (bytes, text) = (await req.Body.ReadBytesAsync(), await req.Body.ReadTextAsync());
                await foreach (var chunk in req.Body.ReadChunksAsync())
                {
                    chunks++;
                }

                return $"{req.Body.Length} {bytes.Length} '{text}' {chunks}";
            })),
            protocol);

        Assert.Equal("0 0 '' 0", (await server.GetAsync("/")).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Length_OfKnownAndUnknownFraming_TellsWhatIsKnown(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Post("/", req => $"{req.Body.Length?.ToString() ?? "unknown"}")), protocol);

        Assert.Equal("5", (await server.PostAsync("/", RequestBodies.Content(new byte[5]))).Text);
        Assert.Equal("unknown", (await server.PostAsync("/", RequestBodies.Content(new byte[5], chunked: true))).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Text_WithByteOrderMark_IsReadWithoutIt(HttpProtocolKind protocol)
    {
        await using var server = await StartTextAsync(protocol);

        Assert.Equal("zażółć 🐢", (await server.PostAsync("/", RequestBodies.Content("\uFEFFzażółć 🐢"u8.ToArray()))).Text);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Text_OfInvalidUtf8_Is400(HttpProtocolKind protocol)
    {
        await using var server = await StartTextAsync(protocol);

        foreach (byte[] bytes in new byte[][] { [0xFF], [0xC0, 0xAE], [0x61, 0xE2, 0x82], [0xED, 0xA0, 0x80] })
        {
            var reply = await server.PostAsync("/", RequestBodies.Content(bytes));
            Assert.Equal((400, "The body is not valid UTF-8."), (reply.Status, reply.Text));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Text_OfAnotherCharset_Is415(HttpProtocolKind protocol)
    {
        await using var server = await StartTextAsync(protocol);

        foreach (var charset in new[] { "iso-8859-1", "utf-16", "utf-7", "windows-1252" })
        {
            Assert.Equal(415, (await server.PostAsync("/", RequestBodies.Typed("x", $"text/plain; charset={charset}"))).Status);
        }

        foreach (var charset in new[] { "utf-8", "UTF-8", "\"utf-8\"", "us-ascii" })
        {
            Assert.Equal("x", (await server.PostAsync("/", RequestBodies.Typed("x", $"text/plain; charset={charset}"))).Text);
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Body_KeptInAHandlersTask_EndsWithTheRequest(HttpProtocolKind protocol)
    {
        RequestBody? kept = null;
        Stream? stream = null;
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Post("/", req => (kept, stream) = (req.Body, req.Body.AsStream()))), protocol);

        await server.PostAsync("/", new ByteArrayContent(Encoding.UTF8.GetBytes("secret")));
        await Eventually.TrueAsync(() => Record.Exception(() => kept!.Length) is ObjectDisposedException, "the request to end");

        await Assert.ThrowsAsync<ObjectDisposedException>(() => kept!.ReadBytesAsync(TestContext.Current.CancellationToken).AsTask());
        await Assert.ThrowsAsync<ObjectDisposedException>(() => stream!.ReadAsync(new byte[9], TestContext.Current.CancellationToken).AsTask());
    }

    private static Task<TestServer> StartTextAsync(HttpProtocolKind protocol) =>
        TestServer.StartAsync(TestApps.With(routes => routes.Post("/", async req => await req.Body.ReadTextAsync())), protocol);
}
