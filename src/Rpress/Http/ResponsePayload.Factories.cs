using System.Net;
using System.Net.ServerSentEvents;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Net.Http.Headers;

namespace Rpress;

/// <content>The ways to make a response.</content>
public sealed partial class ResponsePayload
{
    private static readonly ResponsePayload _empty = new(204, null, null);
    private static readonly ResponsePayload _accepted = new(202, null, null);

    /// <summary>What a handler that returns nothing answers.</summary>
    internal static ResponsePayload Accepted => _accepted;

    /// <summary>What is left to say when the client has gone; nothing of it is sent.</summary>
    internal static ResponsePayload ClientClosed { get; } = new(StatusCodes.ClientClosedRequest, null, null);

    /// <summary>200 with text, as UTF-8.</summary>
    public static ResponsePayload Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(200, new TextContent(text), MediaTypes.Text);
    }

    /// <summary>200 with a page, as UTF-8.</summary>
    public static ResponsePayload Html(string html)
    {
        ArgumentNullException.ThrowIfNull(html);
        return new(200, new TextContent(html), MediaTypes.Html);
    }

    /// <summary>200 with a value as JSON, by the application's JSON options; written right after the handler.</summary>
    /// <remarks>Under AOT the type has to be in a JSON context of the options; anonymous types need reflection.</remarks>
    public static ResponsePayload Json<T>(T value) => new(200, new JsonContent<T>(value, null), MediaTypes.Json);

    /// <summary>200 with a value as JSON, by the given metadata.</summary>
    public static ResponsePayload Json<T>(T value, JsonTypeInfo<T> typeInfo)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        return new(200, new JsonContent<T>(value, typeInfo), MediaTypes.Json);
    }

    /// <summary>200 with bytes; they must not change until the response is sent.</summary>
    public static ResponsePayload Bytes(ReadOnlyMemory<byte> bytes, string contentType = MediaTypes.Binary) =>
        new ResponsePayload(200, new BytesContent(bytes), null).WithContentType(contentType);

    /// <summary>204 without content.</summary>
    public static ResponsePayload Empty() => _empty;

    /// <summary>A redirect; characters beyond ASCII in the location are percent-encoded (RFC 3987 §3.1).</summary>
    /// <param name="location">Where to; never pass a client's text without checking it.</param>
    /// <param name="status">301, 302, 303, 307 or 308.</param>
    /// <exception cref="ArgumentException">The location holds a control character, or the status is none of those.</exception>
    public static ResponsePayload Redirect(string location, HttpStatusCode status = HttpStatusCode.Found)
    {
        ArgumentNullException.ThrowIfNull(location);
        if (location.Any(char.IsControl))
        {
            throw new ArgumentException($"The location '{HeaderSyntax.Printable(location)}' holds a control character.", nameof(location));
        }

        if ((int)status is not (301 or 302 or 303 or 307 or 308))
        {
            throw new ArgumentException($"{(int)status} is no redirect: use 301, 302, 303, 307 or 308.", nameof(status));
        }

        string encoded = string.Concat(location.EnumerateRunes().Select(rune => rune.IsAscii && rune.Value != ' '
            ? rune.ToString()
            : Uri.EscapeDataString(rune.ToString())));
        return new ResponsePayload((int)status, null, null).WithHeader("Location", encoded);
    }

    /// <summary>200 with what a stream holds. The request owns the stream and disposes it.</summary>
    /// <param name="source">The stream, at the position to begin at.</param>
    /// <param name="contentType">The media type.</param>
    /// <param name="length">How many bytes follow, if it is known; a stream that tells is asked.</param>
    public static ResponsePayload Stream(Stream source, string contentType = MediaTypes.Binary, long? length = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        length ??= source.CanSeek ? source.Length - source.Position : null;
        return new ResponsePayload(200, new StreamContent(source, length), null).WithContentType(contentType);
    }

    /// <summary>200 with what the function writes. What it writes is sent when it flushes, when 16 KiB have come together, or at its end; synchronous writes wait for the next of these, at most 1 MiB of them.</summary>
    /// <param name="write">Writes the content; the token fires when the client goes away.</param>
    /// <param name="contentType">The media type.</param>
    public static ResponsePayload Stream(Func<Stream, CancellationToken, Task> write, string contentType = MediaTypes.Binary)
    {
        ArgumentNullException.ThrowIfNull(write);
        return new ResponsePayload(200, new CallbackContent(write), null).WithContentType(contentType);
    }

    /// <summary>200 with a file. The path is used as it is: never build it from a client's text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="contentType">The media type.</param>
    /// <param name="downloadName">A name for "save as"; it is quoted and encoded as RFC 6266 asks.</param>
    /// <exception cref="RpressException">404: there is no such file.</exception>
    public static ResponsePayload File(string path, string contentType = MediaTypes.Binary, string? downloadName = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            throw new RpressException(HttpStatusCode.NotFound, "The file does not exist.");
        }

        ResponsePayload payload = new ResponsePayload(200, new FileContent(file.FullName, file.Length), null).WithContentType(contentType);
        if (downloadName is null)
        {
            return payload;
        }

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(downloadName);
        return payload.WithHeader("Content-Disposition", disposition.ToString());
    }

    /// <summary>Server-sent events: text as it is, any other value as JSON. Each is flushed; the stream ends when the client goes or the server stops.</summary>
    public static ResponsePayload Events<T>(IAsyncEnumerable<SseItem<T>> events)
    {
        ArgumentNullException.ThrowIfNull(events);

        // proxies that buffer would hold events back; nginx reads the second header
        return new ResponsePayload(200, new EventsContent<T>(events), MediaTypes.EventStream)
            .WithHeader("Cache-Control", "no-cache")
            .WithHeader("X-Accel-Buffering", "no");
    }

    /// <summary>An error, without throwing: text, or problem details (RFC 9457) for a client that prefers JSON.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The status is not one of 400 to 599.</exception>
    public static ResponsePayload Error(HttpStatusCode status, string message) => Error((int)status, message);

    /// <inheritdoc cref="Error(HttpStatusCode, string)"/>
    public static ResponsePayload Error(int status, string message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return new(StatusCodes.RequireError(status), new ErrorContent(message), MediaTypes.Text);
    }

    /// <inheritdoc cref="Error(HttpStatusCode, string)"/>
    public static ResponsePayload Error(IRpressError error)
    {
        ArgumentNullException.ThrowIfNull(error);
        return Error(error.Status, error.Message);
    }
}
