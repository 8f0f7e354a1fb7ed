using Rpress.TestKit;

namespace Rpress.FunctionalTests.Compression;

/// <summary>RFC 9110 §12.5.3 on the wire; AcceptEncodingTests has the field's every form.</summary>
public sealed class CompressionNegotiationTests
{
    private static readonly string _text = string.Concat(Enumerable.Repeat("Rpress żółw. ", 200));

    public static TheoryData<HttpProtocolKind, string?, string?> Fields { get; } = new(
        from protocol in Enum.GetValues<HttpProtocolKind>()
        from field in new (string? Accepted, string? Chosen)[]
        {
            ("br", "br"), ("gzip", "gzip"), ("x-gzip", "gzip"), ("gzip, deflate, br, zstd", "br"), ("gzip, br;q=0.5", "gzip"), ("*", "br"),
            ("br;q=0, gzip", "gzip"), ("*, br;q=0", "gzip"), ("*;q=0", null), ("identity;q=0", null), ("identity;q=0, gzip;q=0.1", "gzip"),
            ("identity, br;q=0.9", null), ("br;q=0", null), ("deflate, zstd", null), ("", null), (null, null),
        }
        select (protocol, field.Accepted, field.Chosen));

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task Response_ByAcceptEncoding_IsInTheChosenCoding(HttpProtocolKind protocol, string? accepted, string? chosen)
    {
        await using var server = await StartAsync(protocol, new() { Compression = true });

        var reply = await server.GetAsync("/", accepted is null ? [] : [("Accept-Encoding", accepted)]);

        Assert.Equal((200, chosen), (reply.Status, reply.Header("Content-Encoding")));
        Assert.Equal("Accept-Encoding", reply.Header("Vary"));
        Assert.Equal($"{reply.Bytes.Length}", reply.Header("Content-Length"));
        Assert.Equal(chosen is null, reply.Bytes.Length == System.Text.Encoding.UTF8.GetByteCount(_text));
        Assert.Equal(_text, reply.DecodedText());
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Compression_NotTurnedOn_DoesNothing(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, new());

        var reply = await server.GetAsync("/", ("Accept-Encoding", Encoded.Both));

        Assert.Equal((_text, null, null), (reply.Text, reply.Header("Content-Encoding"), reply.Header("Vary")));
    }

    // what was chosen for one request is nothing to the next on its connection
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Requests_OnOneConnection_AreEachAnsweredByTheirOwnField(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, new() { Compression = true });

        foreach (var coding in new[] { "br", "gzip", "identity", "br" })
        {
            var reply = await server.GetAsync("/", ("Accept-Encoding", coding));
            Assert.Equal((coding, _text), (reply.Header("Content-Encoding") ?? "identity", reply.DecodedText()));
        }
    }

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol, RpressOptions options) =>
        TestServer.StartAsync(TestApps.WithRoot(_ => ResponsePayload.Text(_text), options), protocol);
}
