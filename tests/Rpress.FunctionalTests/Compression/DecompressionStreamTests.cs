using System.Buffers;
using System.IO.Compression;
using System.Net;
using System.Text;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Compression;

/// <summary>A body is decoded as it arrives, by reads that can be cancelled like those of any other.</summary>
public sealed class DecompressionStreamTests
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(15);

    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task DecodedBody_AsItArrives_IsHandedOver(HttpProtocolKind protocol, string coding)
    {
        var (seen, read) = (new TaskCompletionSource(), new List<string>());
        await using var server = await StartAsync(protocol, async req =>
        {
            await foreach (var chunk in req.Body.ReadChunksAsync())
            {
                read.Add(Encoding.ASCII.GetString(chunk.Span));
                seen.TrySetResult();
            }

            return string.Join(' ', read);
        });

        var reply = await server.PostAsync("/", new HeldContent(coding, seen.Task));

        Assert.Equal("first second", reply.Text);
    }

    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Pipe_WhoseReadIsCancelled_GoesOnAfterwards(HttpProtocolKind protocol, string coding)
    {
        var cancelled = new TaskCompletionSource();
        await using var server = await StartAsync(protocol, async req =>
        {
            var reader = req.Body.Reader;
            var first = await reader.ReadAtLeastAsync(5, req.Aborted);
            reader.AdvanceTo(first.Buffer.GetPosition(5));

            using var cancelling = new CancellationTokenSource();
            var read = reader.ReadAsync(cancelling.Token).AsTask();
            await cancelling.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
            reader.CancelPendingRead();
            var result = await reader.ReadAsync(req.Aborted);
            reader.AdvanceTo(result.Buffer.Start);
            cancelled.SetResult();
            return $"{result.IsCanceled} {await new StreamReader(reader.AsStream()).ReadToEndAsync()}";
        });

        Assert.Equal("True second", (await server.PostAsync("/", new HeldContent(coding, cancelled.Task))).Text);
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol, Func<RequestPayload, Task<string>> handler) =>
        TestServer.StartAsync(TestApps.With(routes => routes.Post("/", handler), new() { DecompressRequests = true }), protocol);

    /// <summary>Sends "first", and "second" only when it may.</summary>
    private sealed class HeldContent : HttpContent
    {
        private readonly string _coding;
        private readonly Task _maySendMore;

        public HeldContent(string coding, Task maySendMore)
        {
            (_coding, _maySendMore) = (coding, maySendMore);
            Headers.ContentEncoding.Add(coding);
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await using Stream encoder = _coding == "br"
                ? new BrotliStream(stream, CompressionLevel.Fastest, leaveOpen: true)
                : new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true);
            await encoder.WriteAsync("first"u8.ToArray());
            await encoder.FlushAsync();
            await _maySendMore.WaitAsync(_bound);
            await encoder.WriteAsync("second"u8.ToArray());
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
