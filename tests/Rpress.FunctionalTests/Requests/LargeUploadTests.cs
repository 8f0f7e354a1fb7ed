using System.Net;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Requests;

/// <summary>Large uploads stream: memory stays flat, and a client that is faster than the handler has to wait.</summary>
[Collection(nameof(MemoryMeasurement))]
public sealed class LargeUploadTests
{
    private const int Megabyte = 1024 * 1024;
    private const long UploadSize = 64 * Megabyte;
    private const long LargestGrowth = 20 * Megabyte;

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Upload_Of64MegabytesInChunks_KeepsMemoryFlat(HttpProtocolKind protocol)
    {
        long peak = 0;
        await using var server = await TestServer.StartAsync(
            TestApps.With(
                routes => routes.Post("/", async req =>
                {
                    long total = 0;
                    await foreach (var chunk in req.Body.ReadChunksAsync())
                    {
                        var before = total / (8 * Megabyte);
                        total += chunk.Length;
                        peak = total / (8 * Megabyte) == before ? peak : Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true));
                    }

                    return total;
                }),
                new() { MaxBodySize = UploadSize }),
            protocol);
        var baseline = GC.GetTotalMemory(forceFullCollection: true);

        var reply = await server.PostAsync("/", new RepeatedContent(UploadSize));

        Assert.Equal($"{UploadSize}", reply.Text);
        Assert.InRange(peak - baseline, long.MinValue, LargestGrowth);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Upload_ToAHandlerThatDoesNotRead_HasToWait(HttpProtocolKind protocol)
    {
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = await TestServer.StartAsync(
            TestApps.With(
                routes => routes.Post("/", async req =>
                {
                    await reading.Task;
                    long total = 0;
                    await foreach (var chunk in req.Body.ReadChunksAsync())
                    {
                        total += chunk.Length;
                    }

                    return total;
                }),
                new() { MaxBodySize = UploadSize }),
            protocol);
        var content = new RepeatedContent(UploadSize);

        var reply = server.PostAsync("/", content);
        await content.StallsAsync();
        Assert.InRange(content.Sent, 1, UploadSize / 2);

        reading.SetResult();
        Assert.Equal($"{UploadSize}", (await reply).Text);
    }

    /// <summary>One small buffer, sent again and again without an announced length.</summary>
    private sealed class RepeatedContent(long size) : HttpContent
    {
        private static readonly byte[] _buffer = new byte[64 * 1024];
        private long _sent;

        public long Sent => Interlocked.Read(ref _sent);

        /// <summary>Returns once nothing has gone out for thirty looks in a row.</summary>
        public Task StallsAsync()
        {
            var (last, same) = (0L, 0);
            return Eventually.TrueAsync(
                () =>
                {
                    var now = Sent;
                    same = now == last && now > 0 ? same + 1 : 0;
                    last = now;
                    return same == 30;
                },
                "the upload to stall");
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            for (; _sent < size; Interlocked.Add(ref _sent, _buffer.Length))
            {
                await stream.WriteAsync(_buffer, cancellationToken);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
