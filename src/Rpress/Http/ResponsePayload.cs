using System.Net;

namespace Rpress;

/// <summary>A response. It never changes: every <c>With…</c> member returns a copy, so a payload can be kept and sent to many.</summary>
public sealed partial class ResponsePayload
{
    private KeyValuePair<string, string>[] _headers = [];

    private ResponsePayload(int status, ResponseContent? content, string? contentType)
    {
        Status = status;
        Content = content;
        ContentType = contentType;
    }

    /// <summary>The status code.</summary>
    /// <value>200 to 599.</value>
    public int Status { get; private set; }

    /// <summary>The <c>Content-Type</c>; null without content.</summary>
    public string? ContentType { get; private set; }

    /// <summary>The length of the content in bytes; null when it is not known before it is sent.</summary>
    public long? ContentLength => Content is null ? 0 : Content.Length;

    /// <summary>The header fields that this payload sets; <c>Content-Type</c> is apart.</summary>
    public ResponseHeaders Headers => new(_headers);

    internal ResponseContent? Content { get; private set; }

    /// <summary>A payload of ready parts, which nobody changes any more; their syntax has been checked.</summary>
    internal static ResponsePayload Of(int status, ResponseContent? content, string? contentType, KeyValuePair<string, string>[] headers) =>
        new(status, content, contentType) { _headers = headers };

    /// <summary>A copy with another status.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The status is not one of 200 to 599.</exception>
    public ResponsePayload WithStatus(HttpStatusCode status) => WithStatus((int)status);

    /// <inheritdoc cref="WithStatus(HttpStatusCode)"/>
    public ResponsePayload WithStatus(int status)
    {
        ResponsePayload copy = Copy();
        copy.Status = StatusCodes.RequireFinal(status);
        return copy;
    }

    /// <summary>A copy with another content type.</summary>
    /// <exception cref="ArgumentException">The value holds a control character or one beyond ASCII.</exception>
    public ResponsePayload WithContentType(string contentType)
    {
        HeaderSyntax.RequireValue(contentType, "Content-Type");
        ResponsePayload copy = Copy();
        copy.ContentType = contentType;
        return copy;
    }

    /// <summary>A copy with a field that replaces those of its name; <c>Set-Cookie</c> is added to.</summary>
    /// <exception cref="ArgumentException">The name is no token, the value holds a control character or one beyond ASCII, or the field is the server's to set (Content-Length, Transfer-Encoding).</exception>
    public ResponsePayload WithHeader(string name, string value)
    {
        RequireField(name, value);
        if (name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase))
        {
            return WithContentType(value);
        }

        bool adds = name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase);
        IEnumerable<KeyValuePair<string, string>> kept = adds
            ? _headers
            : _headers.Where(field => !field.Key.Equals(name, StringComparison.OrdinalIgnoreCase));
        return WithFields([.. kept, new(name, value)]);
    }

    /// <summary>A copy with one more field of the name.</summary>
    /// <exception cref="ArgumentException">As for <see cref="WithHeader"/>.</exception>
    public ResponsePayload WithAppendedHeader(string name, string value)
    {
        RequireField(name, value);
        return name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase)
            ? WithContentType(value)
            : WithFields([.. _headers, new(name, value)]);
    }

    /// <summary>A copy that sets one more cookie, in a field of its own.</summary>
    /// <exception cref="ArgumentException">An attribute could end its field, or the attributes contradict each other.</exception>
    public ResponsePayload WithCookie(RpressCookie cookie)
    {
        ArgumentNullException.ThrowIfNull(cookie);
        return WithAppendedHeader("Set-Cookie", cookie.ToString());
    }

    internal ResponsePayload WithContent(ResponseContent? content)
    {
        ResponsePayload copy = Copy();
        copy.Content = content;
        return copy;
    }

    /// <summary>The payload with bytes in place of a value that needs the request to become them.</summary>
    internal ResponsePayload Resolve(RequestPayload request) =>
        Content is DeferredContent deferred ? deferred.Resolve(this, request) : this;

    private static void RequireField(string name, string value)
    {
        HeaderSyntax.RequireField(name, value);
        if (name.Equals("Connection", StringComparison.OrdinalIgnoreCase) && !value.Equals("close", StringComparison.OrdinalIgnoreCase))
        {
            throw new ArgumentException("The only Connection that a response can ask for is 'close'; the server sets the rest.", nameof(value));
        }
    }

    private ResponsePayload WithFields(KeyValuePair<string, string>[] fields)
    {
        ResponsePayload copy = Copy();
        copy._headers = fields;
        return copy;
    }

    private ResponsePayload Copy() => (ResponsePayload)MemberwiseClone();
}
