using Microsoft.AspNetCore.Http;

namespace Rpress;

/// <summary>One of the client's files with its answers, each made when it is first asked for.</summary>
internal sealed class ClientFile
{
    private const ContentCoding Available = ContentCoding.Brotli | ContentCoding.Gzip | ContentCoding.Deflate;
    private const string Methods = "GET, HEAD, OPTIONS";

    private readonly string _contentType;
    private readonly string _entityTag;
    private readonly ResponsePayload _notModified;
    private readonly ResponsePayload _notModifiedEncoded;
    private readonly Lazy<ResponsePayload> _identity;
    private readonly Lazy<ResponsePayload> _brotli;
    private readonly Lazy<ResponsePayload> _gzip;
    private readonly Lazy<ResponsePayload> _deflate;

    /// <param name="read">Reads the file.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="entityTag">The tag of its version, in quotes.</param>
    public ClientFile(Func<byte[]> read, string contentType, string entityTag)
    {
        _contentType = contentType;
        _entityTag = entityTag;
        _notModified = ResponsePayload.Of(304, null, null, Fields(isEncoded: false));
        _notModifiedEncoded = ResponsePayload.Of(304, null, null, Fields(isEncoded: true));
        var content = new Lazy<byte[]>(read);
        _identity = new(() => Whole(content.Value, Fields(isEncoded: false)));
        _brotli = new(() => Encoded(content.Value, ContentCoding.Brotli));
        _gzip = new(() => Encoded(content.Value, ContentCoding.Gzip));
        _deflate = new(() => Encoded(content.Value, ContentCoding.Deflate));
    }

    public ResponsePayload Answer(RequestPayload request)
    {
        if (request.Method is not ("GET" or "HEAD"))
        {
            return AllowHeader.Answer(request, Methods);
        }

        IHeaderDictionary headers = request.Exchange.RequestHeaders;
        ContentCoding coding = AcceptEncoding.Choose(headers.AcceptEncoding, Available);

        // RFC 9110 §13.1.2: If-None-Match compares weakly, so a client that knows the version in one coding has it in all.
        return EntityTags.ContainWeakly(headers.IfNoneMatch, _entityTag)
            ? coding == ContentCoding.Identity ? _notModified : _notModifiedEncoded
            : FormIn(coding).Value;
    }

    private Lazy<ResponsePayload> FormIn(ContentCoding coding) => coding switch
    {
        ContentCoding.Brotli => _brotli,
        ContentCoding.Gzip => _gzip,
        ContentCoding.Deflate => _deflate,
        _ => _identity,
    };

    // some milliseconds, once for each form: too little to go to another thread
    private ResponsePayload Encoded(byte[] content, ContentCoding coding) => FileEncoder.Encode(content, coding) is { } encoded
        ? Whole(encoded, [.. Fields(isEncoded: true), new("Content-Encoding", ContentCodings.NameOf(coding))])
        : _identity.Value;

    private ResponsePayload Whole(byte[] content, KeyValuePair<string, string>[] fields) =>
        ResponsePayload.Of(200, new BytesContent(content, isCodingOpen: false), _contentType, fields);

    // RFC 9110 §8.8.1: a strong tag stands for one sequence of bytes. It is the file's own; its encoded forms have it weakly.
    private KeyValuePair<string, string>[] Fields(bool isEncoded) =>
    [
        new("ETag", isEncoded ? "W/" + _entityTag : _entityTag),
        new("Cache-Control", "public, max-age=0"),
        new("Vary", "Accept-Encoding"),
    ];
}
