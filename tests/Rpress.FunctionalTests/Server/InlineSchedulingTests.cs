using Rpress.FunctionalTests.Compression;
using Rpress.FunctionalTests.SocketIo;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Server;

/// <summary>With <see cref="RpressSettings.UnsafeInlineScheduling"/> all is answered as without.</summary>
public sealed class InlineSchedulingTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Requests_OfEveryKind_AreAnswered(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);
        var body = CompressionSizeTests.Lines(300_000);

        Assert.Equal("ok", (await server.GetAsync("/")).Text);
        Assert.Equal("later", (await server.GetAsync("/later")).Text);
        Assert.Equal(3_000_000, (await server.GetAsync("/large")).Bytes.Length);
        Assert.Equal(200_000, (await server.GetAsync("/stream")).Bytes.Length);
        Assert.Equal(body, (await server.PostAsync("/echo", new ByteArrayContent(body))).Bytes);
    }

    // encoded where it came in, on another thread, and as it flows
    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Content_OfAnySize_IsEncoded(HttpProtocolKind protocol, string coding)
    {
        await using var server = await StartAsync(protocol);

        foreach (var size in new[] { 1000, 16 * 1024, (16 * 1024) + 1, 100_000, 100_000, 100_000, 2_000_000 })
        {
            var reply = await server.GetAsync($"/lines?size={size}", ("Accept-Encoding", coding));

            Assert.Equal(coding, reply.Header("Content-Encoding"));
            Assert.Equal(CompressionSizeTests.Lines(size), reply.Decoded());
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Requests_ThatWaitForEachOther_AreAllAnswered(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        var replies = Enumerable.Range(0, 20).Select(_ => server.GetAsync("/meet")).ToList();

        Assert.All(await Task.WhenAll(replies).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), reply => Assert.Equal("met", reply.Text));
    }

    [Theory]
    [MemberData(nameof(Transports.All), MemberType = typeof(Transports))]
    public async Task Events_ThereAndBack_Arrive(string transport)
    {
        var io = new RpressIo();
        io.OnConnection(socket => socket.On("all", (int n) => io.EmitAsync("told", n)));
        await using var server = await SocketIoServer.StartAsync(io, options: new() { UnsafeInlineScheduling = true });
        var clients = new List<SocketIoWire>();
        for (var i = 0; i < 5; i++)
        {
            clients.Add(await server.JoinAsync(transport: transport));
        }

        for (var i = 0; i < 50; i++)
        {
            await clients[i % 5].SendAsync($"42[\"all\",{i}]");
            foreach (var client in clients)
            {
                Assert.Equal($"42[\"told\",{i}]", await client.ReadAsync());
            }
        }

        Assert.Empty(server.Failures);
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol)
    {
        var arrived = 0;
        var met = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return TestServer.StartAsync(
            TestApps.With(
                routes =>
                {
                    routes.Get("/", _ => "ok");
                    routes.Get("/later", async (RequestPayload _) =>
                    {
                        await Task.Yield();
                        return "later";
                    });
                    routes.Get("/large", _ => ResponsePayload.Bytes(new byte[3_000_000]));
                    routes.Get("/lines", req => ResponsePayload.Bytes(CompressionSizeTests.Lines(req.Query.Get<int>("size")), "text/plain"));
                    routes.Get("/stream", _ => ResponsePayload.Stream(async (body, token) => await body.WriteAsync(new byte[200_000], token)));
                    routes.Post("/echo", async req => ResponsePayload.Bytes(await req.Body.ReadBytesAsync()));
                    routes.Get("/meet", async (RequestPayload _) =>
                    {
                        if (Interlocked.Increment(ref arrived) == 20)
                        {
                            met.SetResult();
                        }

                        await met.Task;
                        return "met";
                    });
                },
                new() { UnsafeInlineScheduling = true, Compression = true }),
            protocol);
    }
}
