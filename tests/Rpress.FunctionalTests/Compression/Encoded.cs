using System.IO.Compression;
using System.Text;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Compression;

/// <summary>Encoded content, made and read by the platform's own streams.</summary>
internal static class Encoded
{
    public const string Both = "gzip, br";

    /// <summary>Every protocol with every coding.</summary>
    public static TheoryData<HttpProtocolKind, string> OnEveryProtocol { get; } = new(
        from protocol in Enum.GetValues<HttpProtocolKind>() from coding in new[] { "gzip", "br" } select (protocol, coding));

    public static byte[] Bytes(string coding, byte[] plain, CompressionLevel level = CompressionLevel.Fastest)
    {
        var encoded = new MemoryStream();
        using (Stream encoder = coding == "br" ? new BrotliStream(encoded, level) : new GZipStream(encoded, level))
        {
            encoder.Write(plain);
        }

        return encoded.ToArray();
    }

    public static byte[] Bytes(string coding, string plain) => Bytes(coding, Encoding.UTF8.GetBytes(plain));

    /// <summary>A decoder that gives what has arrived, without waiting for more.</summary>
    public static Stream Decoder(string? coding, Stream encoded) => coding switch
    {
        "br" => new BrotliStream(encoded, CompressionMode.Decompress),
        "gzip" => new GZipStream(encoded, CompressionMode.Decompress),
        "deflate" => new ZLibStream(encoded, CompressionMode.Decompress),
        _ => encoded,
    };

    /// <summary>What a reply holds, decoded as its Content-Encoding says.</summary>
    public static byte[] Decoded(this Reply reply)
    {
        var plain = new MemoryStream();
        Decoder(reply.Header("Content-Encoding"), new MemoryStream(reply.Bytes)).CopyTo(plain);
        return plain.ToArray();
    }

    public static string DecodedText(this Reply reply) => Encoding.UTF8.GetString(reply.Decoded());

    /// <summary>Whether encoded content has its end.</summary>
    public static async Task<bool> IsWholeAsync(string coding, byte[] bytes)
    {
        var encoded = new MemoryStream(bytes);
        try
        {
            await using Stream decoder = coding == "br" ? new BrotliBodyStream(encoded) : new GzipBodyStream(encoded);
            await decoder.CopyToAsync(Stream.Null);
            return true;
        }
        catch (RpressException)
        {
            return false;
        }
    }

    /// <summary>Asks for a coding and returns as soon as the headers are there.</summary>
    public static Task<HttpResponseMessage> OpenAsync(this TestServer server, string target, string coding)
    {
        var request = server.CreateExact(HttpMethod.Get, target);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", coding);
        return server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends an encoded body.</summary>
    public static async Task<Reply> PostEncodedAsync(
        this TestServer server, string target, string coding, byte[] body, string? contentType = null, bool chunked = false)
    {
        using var request = server.CreateExact(HttpMethod.Post, target);
        request.Content = chunked ? new System.Net.Http.StreamContent(new ChunkedSource(body)) : new ByteArrayContent(body);
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        if (contentType is not null)
        {
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return await server.SendAsync(request);
    }

    private sealed class ChunkedSource(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
