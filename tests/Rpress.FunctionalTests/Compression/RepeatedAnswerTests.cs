using Rpress.TestKit;

namespace Rpress.FunctionalTests.Compression;

/// <summary>Answers that come again are sent from what was kept of them: the same bytes as the first time.</summary>
public sealed class RepeatedAnswerTests
{
    private const int Repetitions = 4; // the first two are encoded

    public static TheoryData<int> CacheSizes => [0, 1, 200_000, int.MaxValue];

    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Answer_ThatRepeats_IsTheSameToTheByte(HttpProtocolKind protocol, string coding)
    {
        await using var server = await TestServer.StartAsync(TestApps.With(AddRoutes, new() { Compression = true }), protocol);

        foreach (var target in new[] { "/bytes", "/text", "/json", "/secret" })
        {
            var replies = new List<Reply>();
            for (var i = 0; i < Repetitions; i++)
            {
                replies.Add(await server.GetAsync(target, ("Accept-Encoding", coding)));
            }

            var plain = await server.GetAsync(target);
            Assert.All(replies, reply => Assert.Equal((200, coding), (reply.Status, reply.Header("Content-Encoding"))));
            Assert.All(replies, reply => Assert.Equal(replies[0].Bytes, reply.Bytes));
            Assert.All(replies, reply => Assert.Equal(plain.Bytes, reply.Decoded()));
            Assert.All(replies, reply => Assert.Equal($"{reply.Bytes.Length}", reply.Header("Content-Length")));
            Assert.Null(plain.Header("Content-Encoding"));
        }
    }

    // equal content, but headers that belong to the one answer
    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Answer_ThatRepeats_HasItsOwnHeaders(HttpProtocolKind protocol, string coding)
    {
        await using var server = await TestServer.StartAsync(TestApps.With(AddRoutes, new() { Compression = true }), protocol);

        for (var i = 0; i < Repetitions; i++)
        {
            var reply = await server.GetAsync($"/numbered?number={i}", ("Accept-Encoding", coding));

            Assert.Equal(($"{i}", coding), (reply.Header("X-Number"), reply.Header("Content-Encoding")));
            Assert.Equal(CompressionSizeTests.Lines(5000), reply.Decoded());
        }
    }

    [Theory]
    [MemberData(nameof(CacheSizes))]
    public async Task Answers_UnderAnySizeOfTheCache_ArriveWhole(int size)
    {
        await using var server = await TestServer.StartAsync(TestApps.With(AddRoutes, new() { Compression = true, CompressionCacheSize = size }));

        for (var i = 0; i < 40; i++)
        {
            var reply = await server.GetAsync($"/lines?size={1000 + (i % 10 * 20_000)}", ("Accept-Encoding", "br"));

            Assert.Equal(CompressionSizeTests.Lines(1000 + (i % 10 * 20_000)), reply.Decoded());
        }
    }

    private static void AddRoutes(RpressRoutes routes)
    {
        routes.Get("/bytes", _ => ResponsePayload.Bytes(CompressionSizeTests.Lines(20_000), "text/plain"));
        routes.Get("/text", _ => ResponsePayload.Text(string.Concat(Enumerable.Repeat("ż🐢 text ", 200))));
        routes.Get("/json", _ => Enumerable.Range(0, 500).ToList());
        routes.Get("/secret", _ => ResponsePayload.Text(new string('s', 1000)).WithHeader("Cache-Control", "no-store"));
        routes.Get("/numbered", req => ResponsePayload.Bytes(CompressionSizeTests.Lines(5000), "text/plain").WithHeader("X-Number", req.Query.Get<string>("number")));
        routes.Get("/lines", req => ResponsePayload.Bytes(CompressionSizeTests.Lines(req.Query.Get<int>("size")), "text/plain"));
    }
}
