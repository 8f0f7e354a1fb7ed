using System.Net;
using Rpress.FunctionalTests.Requests;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.StaticFiles;

/// <summary>A large file passes through memory in small pieces.</summary>
[Collection(nameof(MemoryMeasurement))]
public sealed class LargeDownloadTests
{
    private const int Megabyte = 1024 * 1024;
    private const int Count = 64;

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Download_Of64Megabytes_KeepsMemoryFlat(HttpProtocolKind protocol)
    {
        var pattern = new byte[Megabyte];
        new Random(1).NextBytes(pattern);
        await using var site = await WithRepeated(pattern).StartAsync(protocol);
        using var response = await site.Server.OpenAsync("/big.bin");
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var buffer = new byte[Megabyte];
        var baseline = GC.GetTotalMemory(forceFullCollection: true);

        long peak = 0;
        for (var i = 0; i < Count; i++)
        {
            await body.ReadExactlyAsync(buffer, TestContext.Current.CancellationToken);
            Assert.True(buffer.AsSpan().SequenceEqual(pattern));
            peak = i % 8 == 7 ? Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true)) : peak;
        }

        Assert.Equal((HttpStatusCode.OK, Count * Megabyte), (response.StatusCode, response.Content.Headers.ContentLength));
        Assert.InRange(peak - baseline, long.MinValue, 20 * Megabyte);
    }

    private static Site WithRepeated(byte[] pattern)
    {
        var site = new Site().With("big.bin", []);
        using var file = File.OpenWrite(site.Folder.Combine("big.bin"));
        for (var i = 0; i < Count; i++)
        {
            file.Write(pattern);
        }

        return site;
    }
}
