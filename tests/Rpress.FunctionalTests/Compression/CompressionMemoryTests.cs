using Rpress.FunctionalTests.Requests;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Compression;

/// <summary>What is encoded or decoded as it flows is never whole in memory.</summary>
[Collection(nameof(MemoryMeasurement))]
public sealed class CompressionMemoryTests
{
    private const int Megabyte = 1024 * 1024;
    private const int Pieces = 1024;
    private const long LargestGrowth = 20 * Megabyte;

    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Stream_Of64Megabytes_KeepsMemoryFlat(HttpProtocolKind protocol, string coding)
    {
        long peak = 0;
        var piece = CompressionFailureTests.Random(64 * 1024);
        await using var server = await TestServer.StartAsync(
            TestApps.WithRoot(
                _ => ResponsePayload.Stream(
                    async (body, token) =>
                    {
                        for (var i = 0; i < Pieces; i++)
                        {
                            await body.WriteAsync(piece, token);
                            peak = i % 128 == 0 ? Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true)) : peak;
                        }
                    },
                    "text/plain"),
                new() { Compression = true, BrotliQuality = 0 }),
            protocol);
        var baseline = GC.GetTotalMemory(forceFullCollection: true);

        var length = await CountDecodedAsync(server, coding);

        Assert.Equal((long)Pieces * piece.Length, length);
        Assert.InRange(peak - baseline, long.MinValue, LargestGrowth);
    }

    // 64 MB of zeros in some dozens of kilobytes
    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Bomb_DecodedInChunks_KeepsMemoryFlat(HttpProtocolKind protocol, string coding)
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
                new() { DecompressRequests = true, MaxBodySize = 64 * Megabyte }),
            protocol);
        var bomb = Encoded.Bytes(coding, new byte[64 * Megabyte]);
        var baseline = GC.GetTotalMemory(forceFullCollection: true);

        Assert.Equal($"{64 * Megabyte}", (await server.PostEncodedAsync("/", coding, bomb)).Text);
        Assert.InRange(peak - baseline, long.MinValue, LargestGrowth);
    }

    private static async Task<long> CountDecodedAsync(TestServer server, string coding)
    {
        var token = TestContext.Current.CancellationToken;
        using var response = await server.OpenAsync("/", coding);
        await using var body = Encoded.Decoder(coding, await response.Content.ReadAsStreamAsync(token));
        var buffer = new byte[64 * 1024];
        long length = 0;
        for (int count; (count = await body.ReadAsync(buffer, token)) > 0;)
        {
            length += count;
        }

        return length;
    }
}
