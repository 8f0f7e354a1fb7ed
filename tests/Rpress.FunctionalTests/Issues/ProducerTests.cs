using System.IO.Compression;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Issues;

/// <summary>Producers that close their stream were answered 500; ones that wrote too little passed for complete.</summary>
public sealed class ProducerTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Stream_ClosedByItsWriter_IsSent(HttpProtocolKind protocol)
    {
        await using var server = await TestServer.StartAsync(
            TestApps.With(routes => routes
                .Get("/text", _ => ResponsePayload.Stream((stream, token) =>
                {
                    using var writer = new StreamWriter(stream);
                    writer.Write("hello");
                    return Task.CompletedTask;
                }))
                .Get("/gzip", _ => ResponsePayload.Stream(async (stream, token) =>
                {
                    await using var gzip = new GZipStream(stream, CompressionLevel.Fastest);
                    await gzip.WriteAsync("hello"u8.ToArray(), token);
                }))),
            protocol);

        var text = await server.GetAsync("/text");
        var gzip = await server.GetAsync("/gzip");

        Assert.Equal((200, "hello"), (text.Status, text.Text));
        using var unzipped = new StreamReader(new GZipStream(new MemoryStream(gzip.Bytes), CompressionMode.Decompress));
        Assert.Equal("hello", await unzipped.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(1024 * 1024, 200)]
    [InlineData((1024 * 1024) + 1, 500)]
    public async Task Stream_WrittenSynchronously_IsBounded(int size, int expected)
    {
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Stream((stream, _) =>
        {
            stream.Write(new byte[size]);
            return Task.CompletedTask;
        })));

        Assert.Equal(expected, (await server.GetAsync("/")).Status);
    }

    [Fact]
    public async Task Stream_ShorterThanAnnounced_IsAFailureAndLogged()
    {
        var logs = new CollectingLoggerFactory();
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(
            _ => ResponsePayload.Stream(new MemoryStream(new byte[10]), length: 20), new() { LoggerFactory = logs }));

        var reply = await server.GetAsync("/");

        Assert.Equal(500, reply.Status);
        Assert.Contains("announced 20 bytes, but 10", Assert.Single(logs.At(Microsoft.Extensions.Logging.LogLevel.Error)).Exception!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_499FromAHandler_IsSent()
    {
        await using var server = await TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Error(499, "upstream")));

        Assert.Equal(499, (await server.GetAsync("/")).Status);
    }
}
