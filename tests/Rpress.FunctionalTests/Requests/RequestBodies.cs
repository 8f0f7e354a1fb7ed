using System.Text;

namespace Rpress.FunctionalTests.Requests;

/// <summary>Bodies to send.</summary>
internal static class RequestBodies
{
    public static byte[] Random(int size)
    {
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        return bytes;
    }

    /// <summary>Bytes without a content type; with an announced length or without.</summary>
    public static HttpContent Content(byte[] bytes, bool chunked = false) =>
        chunked ? new System.Net.Http.StreamContent(new UnseekableStream(bytes)) : new ByteArrayContent(bytes);

    public static HttpContent Json(string json) => Typed(json, "application/json");

    public static HttpContent Typed(string text, string? contentType) => Typed(Encoding.UTF8.GetBytes(text), contentType);

    public static HttpContent Typed(byte[] bytes, string? contentType)
    {
        var content = new ByteArrayContent(bytes);
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return content;
    }

    public static HttpContent Multipart(string body, string contentType = "multipart/form-data; boundary=B")
    {
        var content = Typed(body.ReplaceLineEndings("\r\n"), null);
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return content;
    }

    private sealed class UnseekableStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
