using Microsoft.AspNetCore.Http;

namespace Rpress;

/// <summary>A file as it was read: all the forms in which it can be sent. It is replaced, not changed, when the file on disk changes.</summary>
internal sealed class StaticFile
{
    private static readonly TimeSpan _checkInterval = TimeSpan.FromSeconds(1);

    private readonly Representation _identity;
    private readonly Lazy<Task<Representation>>? _brotli;
    private readonly Lazy<Task<Representation>>? _gzip;
    private readonly ContentCoding _available;
    private long _checkedAt;

    /// <param name="source">What it was read from.</param>
    /// <param name="identity">The file as it is.</param>
    /// <param name="brotli">Its form in Brotli, if there is one.</param>
    /// <param name="gzip">Its form in gzip, if there is one.</param>
    /// <param name="encode">Makes a form that there is not yet; null when none is made.</param>
    /// <param name="isSettled">Whether the source tells of every change since it was read.</param>
    /// <param name="checkedAt">When the source was looked at.</param>
    public StaticFile(
        FileSource source,
        Representation identity,
        Representation? brotli,
        Representation? gzip,
        Func<StaticFile, ContentCoding, Representation>? encode,
        bool isSettled,
        long checkedAt)
    {
        Source = source;
        IsSettled = isSettled;
        _identity = identity;
        _brotli = Form(brotli, ContentCoding.Brotli, encode);
        _gzip = Form(gzip, ContentCoding.Gzip, encode);
        _available = (_brotli is null ? 0 : ContentCoding.Brotli) | (_gzip is null ? 0 : ContentCoding.Gzip);
        _checkedAt = checkedAt;
    }

    public FileSource Source { get; }

    /// <summary>False when it was read so soon after it was written that an equal source may lead to other bytes.</summary>
    public bool IsSettled { get; }

    /// <summary>Whether it can go on standing for the source.</summary>
    public bool IsOf(FileSource source) => IsSettled && Source == source;

    /// <summary>When somebody last looked whether it is still the same; as only requests look, also about when it was last used.</summary>
    public long CheckedAt => Volatile.Read(ref _checkedAt);

    /// <summary>How much of the cache it takes, in bytes; the cache's to guard.</summary>
    public long CachedBytes { get; set; }

    /// <summary>True for one caller when the last look is too long ago; the others go on with what there is.</summary>
    public bool TryBeginCheck(TimeProvider time)
    {
        long now = time.GetTimestamp();
        long checkedAt = Volatile.Read(ref _checkedAt);
        return time.GetElapsedTime(checkedAt, now) >= _checkInterval && Interlocked.CompareExchange(ref _checkedAt, now, checkedAt) == checkedAt;
    }

    public ValueTask<ResponsePayload> AnswerAsync(RequestPayload request)
    {
        IHeaderDictionary headers = request.Exchange.RequestHeaders;

        // RFC 9110 §14.2: Range means GET alone. Parts are of the file as it is, whatever the client accepts; a Range
        // that does not count takes the encoded form from nobody.
        bool mayBePart = headers.Range.Count > 0 && request.Method == "GET";
        ContentCoding coding = _available == ContentCoding.Identity || (mayBePart && _identity.HasRangesFor(headers))
            ? ContentCoding.Identity
            : AcceptEncoding.Choose(headers.AcceptEncoding, _available);
        if (coding == ContentCoding.Identity)
        {
            return new(_identity.Answer(request, mayBePart));
        }

        Task<Representation> encoded = (coding == ContentCoding.Brotli ? _brotli : _gzip)!.Value;
        return encoded.IsCompletedSuccessfully ? new(encoded.Result.Answer(request, mayBePart: false)) : WhenEncodedAsync(encoded, request);
    }

    // made once, beside the event path; who asks meanwhile waits for the same
    private Lazy<Task<Representation>>? Form(Representation? ready, ContentCoding coding, Func<StaticFile, ContentCoding, Representation>? encode) =>
        ready is not null ? new(Task.FromResult(ready))
            : encode is not null ? new(() => EncodeAsync(encode, coding))
            : null;

    // where there is not the memory for the form, the file can still be sent as it is
    private async Task<Representation> EncodeAsync(Func<StaticFile, ContentCoding, Representation> encode, ContentCoding coding)
    {
        Task<Representation> encoding = Task.Run(() => encode(this, coding));
        await ((Task)encoding).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return encoding.IsCompletedSuccessfully ? encoding.Result : _identity;
    }

    private static async ValueTask<ResponsePayload> WhenEncodedAsync(Task<Representation> encoded, RequestPayload request) =>
        (await encoded).Answer(request, mayBePart: false);
}
