using System.Text;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Compression;

/// <summary>With <see cref="RpressSettings.DecompressRequests"/> every read gives the decoded body.</summary>
public sealed class DecompressionTests
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Multipart = "multipart/form-data; boundary=B";

    private static readonly int[] _sizes = [0, 1, 10_000, 65_536, 300_000];

    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Body_ReadAsBytes_IsDecoded(HttpProtocolKind protocol, string coding)
    {
        await using var server = await StartAsync(protocol);

        foreach (var size in _sizes)
        {
            var plain = CompressionSizeTests.Lines(size);
            foreach (var path in new[] { "/bytes", "/chunks", "/stream", "/pipe" })
            {
                foreach (var chunked in new[] { false, true })
                {
                    var reply = await server.PostEncodedAsync(path, coding, Encoded.Bytes(coding, plain), chunked: chunked);
                    Assert.Equal((path, size, 200), (path, size, reply.Status));
                    Assert.Equal(plain, reply.Bytes);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Body_ReadAsAValue_IsDecoded(HttpProtocolKind protocol, string coding)
    {
        await using var server = await StartAsync(protocol);

        foreach (var (path, type, body, expected) in new[]
        {
            ("/text", "text/plain", "żółw", "żółw"),
            ("/json", "application/json", "[1,2,3]", "6"),
            ("/form", Form, "name=Ada+L", "Ada L"),
            ("/form", Multipart, "--B\r\nContent-Disposition: form-data; name=name\r\n\r\nAda\r\n--B--\r\n", "Ada"),
            ("/multipart", Multipart, "--B\r\nContent-Disposition: form-data; name=name\r\n\r\nAda\r\n--B--\r\n", "name"),
        })
        {
            var reply = await server.PostEncodedAsync(path, coding, Encoded.Bytes(coding, body), type);
            Assert.Equal((path, 200, expected), (path, reply.Status, reply.Text));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Coding_ByAnyOfItsNames_IsDecoded(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        foreach (var (name, coding) in new[]
        {
            ("x-gzip", "gzip"), ("GZIP", "gzip"), ("identity, gzip", "gzip"), ("br, identity", "br"), (" ,br,", "br"), ("identity", null), ("Identity,identity", null),
        })
        {
            var body = coding is null ? "plain"u8.ToArray() : Encoded.Bytes(coding, "plain");
            Assert.Equal((name, "plain"), (name, (await server.PostEncodedAsync("/bytes", name, body)).Text));
        }
    }

    // RFC 1952 §2.2: a gzip file is members one after the other
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Gzip_OfSeveralMembers_IsDecodedAsOne(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);

        var reply = await server.PostEncodedAsync("/bytes", "gzip", [.. Encoded.Bytes("gzip", "one,"), .. Encoded.Bytes("gzip", "two"), .. Encoded.Bytes("gzip", new byte[100_000])]);

        Assert.Equal("one,two" + new string('\0', 100_000), reply.Text);
    }

    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Length_OfADecodedBody_IsNotKnown(HttpProtocolKind protocol, string coding)
    {
        await using var server = await StartAsync(protocol);

        Assert.Equal("null", (await server.PostEncodedAsync("/length", coding, Encoded.Bytes(coding, "a"))).Text);
        Assert.Equal("5", (await server.PostEncodedAsync("/length", "identity", "plain"u8.ToArray())).Text);
        Assert.Equal("5", (await server.PostAsync("/length", new StringContent("plain"))).Text);
    }

    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task Decompression_NotTurnedOn_HandsOverWhatWasSent(HttpProtocolKind protocol, string coding)
    {
        await using var server = await StartAsync(protocol, new());
        var sent = Encoded.Bytes(coding, "plain");

        foreach (var name in new[] { coding, "unknown", "gzip, gzip" })
        {
            Assert.Equal(sent, (await server.PostEncodedAsync("/bytes", name, sent)).Bytes);
        }

        Assert.Equal($"{sent.Length}", (await server.PostEncodedAsync("/length", coding, sent)).Text);
    }

    // whole reads repeat, and a stream after them gives the same
    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task DecodedBody_ReadAgain_IsTheSame(HttpProtocolKind protocol, string coding)
    {
        await using var server = await StartAsync(protocol);

        foreach (var size in _sizes)
        {
            var reply = await server.PostEncodedAsync("/again", coding, Encoded.Bytes(coding, CompressionSizeTests.Lines(size)));
            Assert.Equal((size, "true"), (size, reply.Text));
        }
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.Http1Only), MemberType = typeof(HttpProtocols))]
    public async Task DecodedBody_ReadToItsEnd_KeepsTheConnection(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol);
        await using var connection = await server.ConnectAsync();

        for (var i = 0; i < 3; i++)
        {
            foreach (var coding in new[] { "gzip", "br" })
            {
                var body = Encoded.Bytes(coding, "plain");
                await connection.SendAsync($"POST /bytes HTTP/1.1\r\nHost: a\r\nContent-Encoding: {coding}\r\nContent-Length: {body.Length}\r\n\r\n");
                await connection.SendAsync(body);
                var response = await connection.ReadResponseAsync();
                Assert.Equal(("plain", "keep-alive"), (response.Text, response.Header("Connection")));
            }
        }
    }

    // what is not read to its end is drained, decoded or not
    [Theory]
    [MemberData(nameof(Encoded.OnEveryProtocol), MemberType = typeof(Encoded))]
    public async Task DecodedBody_LeftEarly_KeepsTheConnectionUsable(HttpProtocolKind protocol, string coding)
    {
        var logs = new CollectingLoggerFactory();
        await using var server = await StartAsync(protocol, new() { DecompressRequests = true, LoggerFactory = logs });
        var body = Encoded.Bytes(coding, CompressionFailureTests.Random(200_000));

        foreach (var path in new[] { "/unread", "/first-chunk", "/unread" })
        {
            Assert.Equal((path, "left"), (path, (await server.PostEncodedAsync(path, coding, body)).Text));
        }

        Assert.Equal("hello", (await server.PostEncodedAsync("/text", coding, Encoded.Bytes(coding, "hello"), "text/plain")).Text);
        await server.DisposeAsync();
        Assert.Empty(logs.At(Microsoft.Extensions.Logging.LogLevel.Error));
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol, RpressOptions? options = null) => TestServer.StartAsync(
        TestApps.With(
            routes => routes
                .Post("/bytes", async req => ResponsePayload.Bytes(await req.Body.ReadBytesAsync()))
                .Post("/chunks", async req => ResponsePayload.Bytes(await BodyReads.JoinAsync(req.Body.ReadChunksAsync())))
                .Post("/stream", async req => ResponsePayload.Bytes(await BodyReads.CopyAsync(req.Body.AsStream())))
                .Post("/pipe", async req => ResponsePayload.Bytes(await BodyReads.GatherAsync(req.Body)))
                .Post("/text", async req => await req.Body.ReadTextAsync())
                .Post("/json", async req => (await req.Body.ReadJsonAsync<List<int>>()).Sum())
                .Post("/form", async req => (await req.Body.ReadFormAsync())["name"]!)
                .Post("/multipart", async req => (await req.Body.ReadMultipartAsync().FirstAsync()).Name)
                .Post("/length", req => ResponsePayload.Text(req.Body.Length is { } length ? $"{length}" : "null"))
                .Post("/again", async req =>
                {
                    var (first, second) = (await req.Body.ReadTextAsync(), await req.Body.ReadBytesAsync());
                    return first == Encoding.UTF8.GetString(second) && (await BodyReads.CopyAsync(req.Body.AsStream())).SequenceEqual(second);
                })
                .Post("/unread", _ => "left")
                .Post("/first-chunk", async req => await req.Body.ReadChunksAsync().AnyAsync() ? "left" : "empty"),
            options ?? new() { DecompressRequests = true }),
        protocol);
}
