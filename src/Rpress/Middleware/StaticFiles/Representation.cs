using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Microsoft.Win32.SafeHandles;

namespace Rpress;

/// <summary>A file in one coding, with its answers made once: from memory, or for a large one read as it is sent.</summary>
internal sealed class Representation
{
    // what the application's compression encodes into as it is sent
    private const ContentCoding OnTheWay = ContentCoding.Brotli | ContentCoding.Gzip;

    private readonly FileReader _reader;
    private readonly string _path;
    private readonly FileVersion _version;
    private readonly byte[]? _bytes;
    private readonly ContentCoding _coding;
    private readonly RepresentationMetadata _metadata;
    private readonly string _entityTag;
    private readonly long _length;
    private readonly KeyValuePair<string, string>[] _headers;
    private readonly ResponsePayload _whole;
    private readonly ResponsePayload _notModified;
    private readonly ResponsePayload? _notModifiedEncoded;

    /// <param name="reader">Opens the file when it is not in memory.</param>
    /// <param name="path">The file that holds this form, or the one that it was made from.</param>
    /// <param name="version">The version of that file.</param>
    /// <param name="bytes">The content; null when it is read as it is sent.</param>
    /// <param name="coding">How the content is encoded.</param>
    /// <param name="metadata">What the forms of the file have in common.</param>
    public Representation(FileReader reader, string path, FileVersion version, byte[]? bytes, ContentCoding coding, RepresentationMetadata metadata)
    {
        _reader = reader;
        _path = path;
        _version = version;
        _bytes = bytes;
        _coding = coding;
        _metadata = metadata;
        _length = bytes?.Length ?? version.Length;
        _entityTag = bytes is null ? FileTag.Of(version, coding) : FileTag.Of(bytes, coding);
        var fields = new List<KeyValuePair<string, string>> { new("ETag", _entityTag) };
        if (metadata.Varies)
        {
            // RFC 9110 §12.5.5: the identity form and a 304 say it too.
            fields.Add(new("Vary", "Accept-Encoding"));
        }

        if (metadata.CacheControl is not null)
        {
            fields.Add(new("Cache-Control", metadata.CacheControl));
        }

        // RFC 9110 §15.4.5: what guides caches, and nothing else; the tag is that of 200, which compression makes a weak one.
        _notModified = ResponsePayload.Of(304, null, null, [.. fields]);
        if (bytes is null && coding == ContentCoding.Identity && metadata.IsEncodable)
        {
            _notModifiedEncoded = ResponsePayload.Of(304, null, null, [new("ETag", "W/" + _entityTag), .. fields[1..]]);
        }

        fields.Add(new("Last-Modified", HeaderUtilities.FormatDate(metadata.LastModified)));
        fields.Add(new("Accept-Ranges", "bytes"));
        ContentCoding sent = coding == ContentCoding.Identity ? metadata.FileCoding : coding;
        if (sent != ContentCoding.Identity)
        {
            fields.Add(new("Content-Encoding", ContentCodings.NameOf(sent)));
        }

        _headers = [.. fields];
        _whole = ResponsePayload.Of(200, bytes is null ? new FileContent(path, _length) : new BytesContent(bytes, isCodingOpen: false), metadata.ContentType, _headers);
    }

    public int BytesInMemory => _bytes?.Length ?? 0;

    /// <summary>What is in memory in another coding; null when that is not smaller.</summary>
    public Representation? Encode(ContentCoding coding) => FileEncoder.Encode(_bytes, coding) is { } encoded
        ? new(_reader, _path, _version, encoded, coding, _metadata)
        : null;

    /// <summary>Whether the request's Range counts: it leads to 206 or 416.</summary>
    public bool HasRangesFor(IHeaderDictionary headers) => RangesFor(headers) is not null;

    /// <summary>The answer to GET or HEAD, by the request's conditions and, if it may, its Range.</summary>
    public ResponsePayload Answer(RequestPayload request, bool mayBePart)
    {
        IHeaderDictionary headers = request.Exchange.RequestHeaders;
        PreconditionResult conditions = Preconditions.Evaluate(headers, _entityTag, _metadata.LastModified);
        if (_bytes is null && conditions != PreconditionResult.NotModified && request.Method != "HEAD")
        {
            return AnswerFromDisk(request, mayBePart);
        }

        if (conditions != PreconditionResult.Proceed)
        {
            return Refuse(conditions, request);
        }

        if (_bytes is null)
        {
            return _whole;
        }

        ByteRange[]? ranges = mayBePart ? RangesFor(headers) : null;
        return ranges switch
        {
            null => _whole,
            [] => NoSuchRange(request),
            _ => Part(ranges, Slice),
        };
    }

    private ResponsePayload Refuse(PreconditionResult conditions, RequestPayload request)
    {
        if (conditions == PreconditionResult.Failed)
        {
            return ResponsePayload.Error(412, "The file is not what the request's conditions ask for.").Resolve(request);
        }

        return _notModifiedEncoded is not null && AcceptEncoding.Choose(request.Exchange.RequestHeaders.AcceptEncoding, OnTheWay) != ContentCoding.Identity
            ? _notModifiedEncoded
            : _notModified;
    }

    // what lies on the disk is described by the handle that it is read through: it may have changed since it was looked at
    private ResponsePayload AnswerFromDisk(RequestPayload request, bool mayBePart)
    {
        SafeFileHandle? file = _reader.Open(_path);
        if (file is null)
        {
            return ResponsePayload.Error(404, "Not found").Resolve(request);
        }

        FileVersion version = FileVersion.Of(file);
        return (version == _version ? this : At(version, request.Exchange.Settings.Time)).AnswerFrom(file, request, mayBePart);
    }

    private ResponsePayload AnswerFrom(SafeFileHandle file, RequestPayload request, bool mayBePart)
    {
        IHeaderDictionary headers = request.Exchange.RequestHeaders;
        PreconditionResult conditions = Preconditions.Evaluate(headers, _entityTag, _metadata.LastModified);
        ByteRange[]? ranges = mayBePart ? RangesFor(headers) : null;
        if (conditions != PreconditionResult.Proceed || ranges is [])
        {
            file.Dispose();
            return conditions == PreconditionResult.Proceed ? NoSuchRange(request) : Refuse(conditions, request);
        }

        ResponsePayload payload = ranges is null
            ? ResponsePayload.Of(200, new FilePartsContent(file, [new(default, 0, _length)], default), _metadata.ContentType, _headers)
            : Part(ranges, (parts, end) => new FilePartsContent(file, parts, end));
        request.RegisterForDispose((FilePartsContent)payload.Content!);
        return payload;
    }

    // of an encoded form, the date stays that of the file it is a form of
    private Representation At(FileVersion version, TimeProvider time) => new(_reader, _path, version, null, _coding, _coding == ContentCoding.Identity
        ? _metadata with { LastModified = version.LastModified(time) }
        : _metadata);

    private ByteRange[]? RangesFor(IHeaderDictionary headers) => Preconditions.AllowRange(headers, _entityTag, _metadata.LastModified)
        ? RangeHeader.Parse(headers.Range, _length)
        : null;

    // RFC 9110 §15.5.17: 416 says how long the content is.
    private ResponsePayload NoSuchRange(RequestPayload request) => ResponsePayload
        .Error(416, $"The file has {_length} bytes; the request asks for none of them.")
        .WithHeader("Content-Range", $"bytes */{_length}")
        .Resolve(request);

    // RFC 9110 §15.3.7: one part says where it lies in its header section, several say it each.
    private ResponsePayload Part(ByteRange[] ranges, Func<ContentPart[], ReadOnlyMemory<byte>, ResponseContent> contentOf)
    {
        if (ranges is [var only])
        {
            return ResponsePayload.Of(
                206,
                contentOf([new(default, only.Offset, only.Length)], default),
                _metadata.ContentType,
                [.. _headers, new("Content-Range", only.ToContentRange(_length))]);
        }

        var multipart = new MultipartByteRanges(ranges, _length, _metadata.ContentType);
        return ResponsePayload.Of(206, contentOf(multipart.Parts, multipart.End), multipart.ContentType, _headers);
    }

    private BytesContent Slice(ContentPart[] parts, ReadOnlyMemory<byte> end)
    {
        if (parts is [{ Head.IsEmpty: true } only])
        {
            return new(_bytes.AsMemory((int)only.Offset, (int)only.Length));
        }

        var output = new MemoryStream();
        foreach (ContentPart part in parts)
        {
            output.Write(part.Head.Span);
            output.Write(_bytes!, (int)part.Offset, (int)part.Length);
        }

        output.Write(end.Span);
        return new(output.GetBuffer().AsMemory(0, (int)output.Length));
    }
}
