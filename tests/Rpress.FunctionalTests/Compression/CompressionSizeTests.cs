using System.Text;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Compression;

/// <summary>Content of every size: encoded inline, on another thread, and as it flows.</summary>
public sealed class CompressionSizeTests
{
    private const int Kibibyte = 1024;
    private const int Mebibyte = 1024 * 1024;

    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Bytes_OfAnySize_ArriveWhole(HttpProtocolKind protocol, string coding)
    {
        await using var server = await StartAsync(protocol, req => ResponsePayload.Bytes(Lines(req.Query.Get<int>("size")), "text/plain"));

        foreach (var size in new[] { 16 * Kibibyte, (16 * Kibibyte) + 1, 100_000, Mebibyte, Mebibyte + 1, 3 * Mebibyte })
        {
            var reply = await server.GetAsync($"/?size={size}", ("Accept-Encoding", coding));
            Assert.Equal((size, coding), (size, reply.Header("Content-Encoding")));
            Assert.Equal(Lines(size), reply.Decoded());
            Assert.Equal(size <= Mebibyte ? $"{reply.Bytes.Length}" : null, reply.Header("Content-Length"));
        }
    }

    // surrogate pairs stand across the pieces that large text is cut in
    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Text_OfAnySize_ArrivesWhole(HttpProtocolKind protocol, string coding)
    {
        await using var server = await StartAsync(protocol, req => ResponsePayload.Text(Text(req.Query.Get<int>("count"))));

        foreach (var count in new[] { 100, 10_000, 100_000, 500_000 })
        {
            Assert.Equal(Text(count), (await server.GetAsync($"/?count={count}", ("Accept-Encoding", coding))).DecodedText());
        }
    }

    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Json_OfAValue_IsEncoded(HttpProtocolKind protocol, string coding)
    {
        var numbers = Enumerable.Range(0, 500).ToList();
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes.Get("/", _ => numbers), new() { Compression = true }), protocol);

        var reply = await server.GetAsync("/", ("Accept-Encoding", coding));

        Assert.Equal((coding, "application/json; charset=utf-8"), (reply.Header("Content-Encoding"), reply.Header("Content-Type")));
        Assert.Equal($"[{string.Join(',', numbers)}]", reply.DecodedText());
    }

    // nothing that repeats: the encoded variant is the larger one, and HEAD has promised it
    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Content_ThatOnlyGrows_IsEncodedAllTheSame(HttpProtocolKind protocol, string coding)
    {
        var random = new byte[20_000];
        new Random(1).NextBytes(random);
        await using var server = await StartAsync(protocol, _ => ResponsePayload.Bytes(random, "text/plain"));

        var reply = await server.GetAsync("/", ("Accept-Encoding", coding));

        Assert.Equal(coding, reply.Header("Content-Encoding"));
        Assert.Equal(random, reply.Decoded());
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Level_SetHigher_MakesItSmaller(string coding)
    {
        var bytes = Lines(100_000);
        await using var fast = await TestServer.StartAsync(
            TestApps.WithRoot(_ => ResponsePayload.Bytes(bytes, "text/plain"), new() { Compression = true, BrotliQuality = 0, GzipLevel = 1 }));
        await using var small = await TestServer.StartAsync(
            TestApps.WithRoot(_ => ResponsePayload.Bytes(bytes, "text/plain"), new() { Compression = true, BrotliQuality = 11, GzipLevel = 9 }));

        var larger = (await fast.GetAsync("/", ("Accept-Encoding", coding))).Bytes.Length;
        var smaller = (await small.GetAsync("/", ("Accept-Encoding", coding))).Bytes.Length;

        Assert.InRange(smaller, 1, larger - 1);
    }

    internal static byte[] Lines(int size)
    {
        var random = new Random(size);
        var text = new StringBuilder(size + 32);
        while (text.Length < size)
        {
            text.Append("line ").Append(random.Next(1000)).Append('\n');
        }

        return Encoding.ASCII.GetBytes(text.ToString(0, size));
    }

    private static string Text(int count) => "a" + string.Concat(Enumerable.Repeat("ż🐢", count));

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol, Func<RequestPayload, ResponsePayload> handler) =>
        TestServer.StartAsync(TestApps.WithRoot(handler, new() { Compression = true }), protocol);
}
