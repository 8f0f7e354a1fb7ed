using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using Microsoft.Net.Http.Headers;

namespace Rpress;

/// <summary>The body of a request. Whole reads (bytes, text, JSON, form) can be repeated; chunks, parts, stream and pipe can be read once.</summary>
/// <remarks>
/// Every read answers 413 above the body limit, 408 when the client stalls, and 400 when the body is cut short. With
/// <see cref="RpressSettings.DecompressRequests"/> an encoded body is read decoded: the limit counts both, and another coding than gzip
/// and br is answered 415.
/// </remarks>
public sealed class RequestBody
{
    private static readonly UTF8Encoding _strictUtf8 = new(false, throwOnInvalidBytes: true);

    private readonly RequestPayload _request;
    private BodyReader? _reader;
    private BodyDecoder? _decoder;
    private BodyBuffer? _buffer;
    private string? _text;
    private RequestForm? _form;
    private bool _isStreaming;
    private bool _isWhole;
    private bool _isFilling;

    internal RequestBody(RequestPayload request) => _request = request;

    /// <summary>The announced length in bytes; null when the framing does not tell, and for a body that is decoded.</summary>
    public long? Length => !_request.Exchange.CanHaveBody ? 0
        : Coding == ContentCoding.Identity ? _request.Headers.ContentLength
        : null;

    /// <summary>The body as a pipe, to be read once. <see cref="PipeReader.ReadAsync"/> throws as the other reads do.</summary>
    /// <exception cref="InvalidOperationException">The body is being read in another way.</exception>
    public PipeReader Reader
    {
        get
        {
            StartStreaming();
            if (_buffer is not null)
            {
                // through a reader that ends with the request: the buffer's memory is another request's afterwards
                _reader?.End();
                _reader = new(_request, PipeReader.Create(new ReadOnlySequence<byte>(_buffer.Memory)));
            }

            return Source;
        }
    }

    internal bool IsConsumed => _buffer is not null || _reader is { IsComplete: true };

    private BodyReader Source => _reader ??= OpenReader();

    // the coding that is to be decoded; null: one that cannot be
    private ContentCoding? Coding => _request.Exchange.Settings.DecompressRequests && _request.Exchange.CanHaveBody
        ? BodyDecoder.CodingOf(_request.Exchange.RequestHeaders.ContentEncoding)
        : ContentCoding.Identity;

    /// <summary>The whole body.</summary>
    /// <exception cref="RpressException">413, 408 or 400: see the remarks on the type.</exception>
    /// <exception cref="InvalidOperationException">The body has been read as a stream.</exception>
    public async ValueTask<byte[]> ReadBytesAsync(CancellationToken cancellationToken = default) =>
        (await ReadWholeAsync(cancellationToken)).ToArray();

    /// <summary>The whole body as text, which must be UTF-8.</summary>
    /// <exception cref="RpressException">400: it is not UTF-8. 415: the Content-Type names another charset.</exception>
    public async ValueTask<string> ReadTextAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfEnded();
        if (_text is null)
        {
            RequireUtf8Charset();
            ReadOnlyMemory<byte> bytes = await ReadWholeAsync(cancellationToken);
            try
            {
                _text = _strictUtf8.GetString(WithoutByteOrderMark(bytes.Span));
            }
            catch (DecoderFallbackException)
            {
                throw BodyErrors.InvalidUtf8();
            }
        }

        return _text;
    }

    /// <summary>The whole body as JSON, by the application's JSON options.</summary>
    /// <exception cref="RpressException">400, telling where: malformed, null or empty. 415: the Content-Type is another.</exception>
    public ValueTask<T> ReadJsonAsync<T>(CancellationToken cancellationToken = default) =>
        ReadJsonAsync((JsonTypeInfo<T>)_request.Exchange.Settings.Json.GetTypeInfo(typeof(T)), cancellationToken);

    /// <inheritdoc cref="ReadJsonAsync{T}(CancellationToken)"/>
    public async ValueTask<T> ReadJsonAsync<T>(JsonTypeInfo<T> typeInfo, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(typeInfo);
        RequireJson();
        ReadOnlyMemory<byte> bytes = await ReadWholeAsync(cancellationToken);
        if (!Utf8.IsValid(bytes.Span))
        {
            // RFC 8259 §8.1. The serializer looks at text only when it is asked for it, which would be the handler's failure.
            throw BodyErrors.InvalidUtf8();
        }

        try
        {
            return JsonSerializer.Deserialize(WithoutByteOrderMark(bytes.Span), typeInfo)
                ?? throw new RpressException(400, "The body is the JSON value null, where a value was expected.");
        }
        catch (JsonException error)
        {
            throw bytes.IsEmpty
                ? new RpressException(400, "The body is empty, where JSON was expected.")
                : BodyErrors.MalformedJson(error);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            // a JSON object with a repeated name, a constructor that refuses its values, a polymorphic type left open
            throw new RpressException(400, "The body is JSON, but makes no valid value: a property is missing, named twice or out of range.", error);
        }
    }

    /// <summary>The whole body as a form, urlencoded or multipart; files are held in memory, so use <see cref="ReadMultipartAsync"/> for large ones.</summary>
    /// <exception cref="RpressException">415: it is no form. 400: it is malformed. 413: it has too many fields.</exception>
    public async ValueTask<RequestForm> ReadFormAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfEnded();
        if (_form is null)
        {
            MediaTypeHeaderValue? type = ParseContentType();
            if (type is not null && type.MediaType.Equals(MediaTypes.Multipart, StringComparison.OrdinalIgnoreCase))
            {
                var stream = new MemoryStream(await ReadBytesAsync(cancellationToken), writable: false);
                _form = await RequestForm.ReadAsync(MultipartParser.ReadAsync(type, stream, _request.Exchange.Settings, cancellationToken));
            }
            else if (type is not null && type.MediaType.Equals(MediaTypes.Form, StringComparison.OrdinalIgnoreCase))
            {
                _form = RequestForm.Parse(await ReadTextAsync(cancellationToken), _request.Exchange.Settings.MaxFormFields);
            }
            else
            {
                throw BodyErrors.WrongType("a form", _request.Headers.ContentType);
            }
        }

        return _form;
    }

    /// <summary>The parts of a multipart form as they arrive; each part is valid until the next is asked for.</summary>
    /// <exception cref="RpressException">415: it is not multipart. 400: it is malformed or ends early. 413: too many parts.</exception>
    public IAsyncEnumerable<MultipartPart> ReadMultipartAsync(CancellationToken cancellationToken = default)
    {
        MediaTypeHeaderValue? type = ParseContentType();
        return type is not null && type.MediaType.Equals(MediaTypes.Multipart, StringComparison.OrdinalIgnoreCase)
            ? MultipartParser.ReadAsync(type, AsStream(), _request.Exchange.Settings, cancellationToken)
            : throw BodyErrors.WrongType(MediaTypes.Multipart, _request.Headers.ContentType);
    }

    /// <summary>The body in pieces as they arrive, none larger than <see cref="RpressSettings.MaxChunkSize"/>; each is valid until the next is asked for.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadChunksAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        int largest = _request.Exchange.Settings.MaxChunkSize;
        PipeReader reader = Reader;
        while (true)
        {
            ReadResult result = await reader.ReadAsync(cancellationToken);
            foreach (ReadOnlyMemory<byte> segment in result.Buffer)
            {
                for (int start = 0; start < segment.Length; start += largest)
                {
                    yield return segment.Slice(start, Math.Min(largest, segment.Length - start));
                }
            }

            reader.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                yield break;
            }
        }
    }

    /// <summary>The body as a stream, to be read once.</summary>
    public Stream AsStream() => Reader.AsStream();

    /// <summary>Takes a small body whole before the handler runs.</summary>
    internal ValueTask PrefetchAsync()
    {
        if (_buffer is not null || _isStreaming || Length is not { } length || length > _request.Exchange.Settings.StreamThreshold)
        {
            return ValueTask.CompletedTask;
        }

        ValueTask<ReadOnlyMemory<byte>> read = BufferAsync(CancellationToken.None);
        return read.IsCompletedSuccessfully ? ValueTask.CompletedTask : new(read.AsTask());
    }

    internal void End()
    {
        _reader?.End();
        _decoder?.End();
        _buffer?.Dispose();
    }

    private BodyReader OpenReader()
    {
        ContentCoding coding = Coding ?? throw BodyErrors.UnsupportedCoding(_request.Exchange);
        var received = new BodyReader(_request, _request.Exchange.RequestBody);
        if (coding == ContentCoding.Identity)
        {
            return received;
        }

        // the limit holds on both sides of the decoder: few bytes can become very many
        _decoder = new(received, coding);
        return new(_request, _decoder.Reader, isDecoded: true);
    }

    // what was read and kept belongs to the request, as the rest does
    private void ThrowIfEnded() => _ = _request.Exchange;

    // that a small body lies in memory already must not show: what works in a test has to work for a large one
    private ValueTask<ReadOnlyMemory<byte>> ReadWholeAsync(CancellationToken cancellationToken)
    {
        ThrowIfEnded();
        if (_isStreaming && !_isWhole)
        {
            throw new InvalidOperationException("The body has been read as a stream: read it whole first, or only as a stream.");
        }

        _isWhole = true;
        return BufferAsync(cancellationToken);
    }

    private ValueTask<ReadOnlyMemory<byte>> BufferAsync(CancellationToken cancellationToken)
    {
        if (_buffer is not null)
        {
            return new(_buffer.Memory);
        }

        return _request.Exchange.CanHaveBody
            ? FillAsync(cancellationToken)
            : new((_buffer = BodyBuffer.Empty).Memory);
    }

    private async ValueTask<ReadOnlyMemory<byte>> FillAsync(CancellationToken cancellationToken)
    {
        if (_isFilling)
        {
            throw Unfinished();
        }

        _isFilling = true;
        BodyBuffer filled = await BodyBuffer.FillAsync(Source, Length, cancellationToken);
        _isFilling = false;
        _buffer = filled;
        return filled.Memory;
    }

    private void StartStreaming()
    {
        _ = _request.Exchange;
        if (_isFilling)
        {
            throw Unfinished();
        }

        if (_isStreaming)
        {
            throw new InvalidOperationException("The body can be streamed once: keep what the first reader gave, or read it whole.");
        }

        _isStreaming = true;
    }

    private static InvalidOperationException Unfinished() =>
        new("An earlier read of the body has not finished or was cancelled: what is left now is not the whole body.");

    private MediaTypeHeaderValue? ParseContentType() =>
        MediaTypeHeaderValue.TryParse(_request.Headers.ContentType, out MediaTypeHeaderValue? type) ? type : null;

    private void RequireUtf8Charset()
    {
        if (_request.Headers.ContentType is { } text && text.Contains("charset", StringComparison.OrdinalIgnoreCase)
            && ParseContentType() is { Charset.HasValue: true } type
            && !type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            && !type.Charset.Equals("\"utf-8\"", StringComparison.OrdinalIgnoreCase)
            && !type.Charset.Equals("us-ascii", StringComparison.OrdinalIgnoreCase))
        {
            throw BodyErrors.WrongType("UTF-8 text", text);
        }
    }

    private void RequireJson()
    {
        RequireUtf8Charset();
        string? text = _request.Headers.ContentType;
        if (text is null || text.Equals("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        // RFC 6839 §3.1: a type with the suffix +json is JSON too.
        if (ParseContentType() is not { } type || !(type.Suffix.Equals("json", StringComparison.OrdinalIgnoreCase)
            || type.SubType.Equals("json", StringComparison.OrdinalIgnoreCase)))
        {
            throw BodyErrors.WrongType("application/json", text);
        }
    }

    private static ReadOnlySpan<byte> WithoutByteOrderMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith("\uFEFF"u8) ? bytes[3..] : bytes;
}
