using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Rpress;

/// <summary>The refusals that a body can meet.</summary>
internal static class BodyErrors
{
    // The connection ends: what is left of the body was announced and is not wanted.
    public static RpressException TooLarge(HttpExchange exchange, long limit)
    {
        exchange.CloseAfterResponse();
        return new(413, $"The body is larger than the limit of {limit} bytes.");
    }

    /// <summary>Tells the client where its JSON is wrong, in positions and property paths, never in names of CLR types.</summary>
    public static RpressException MalformedJson(JsonException error)
    {
        string place = error.LineNumber is { } line ? $" at line {line + 1}, byte {error.BytePositionInLine + 1}" : "";
        string path = string.IsNullOrEmpty(error.Path) || error.Path == "$" ? "" : $" ({HeaderSyntax.Printable(error.Path)})";
        return new(400, $"The body is not the JSON that was expected: malformed or of another shape{place}{path}.", error);
    }

    public static RpressException InvalidUtf8() => new(400, "The body is not valid UTF-8.");

    public static RpressException Undecodable(Exception? cause = null) =>
        new(400, "The body is not whole and valid in the coding that Content-Encoding names.", cause);

    // what is no Brotli at all may look like it, too
    public static RpressException NoSmallBrotli(int windowBits) =>
        new(400, $"The body is not Brotli with a window of at most {windowBits} bits ({(1 << windowBits) / (1024 * 1024)} MiB).");

    // RFC 9110 §15.5.16: Accept-Encoding tells the client that the coding was the reason, and which would do.
    public static RpressException UnsupportedCoding(HttpExchange exchange)
    {
        exchange.ResponseHeaders.AcceptEncoding = "gzip, br";
        return new(415, "The coding of the body is not supported: use gzip or br, and only one of them.");
    }

    public static RpressException WrongType(string expected, string? actual) =>
        new(415, $"The body should be {expected}, not '{HeaderSyntax.Printable(actual ?? "unnamed")}'.");
}
