using System.Buffers;
using System.IO.Compression;

namespace Rpress;

/// <summary>Decodes Brotli (RFC 7932). The platform's stream takes a body that is cut short, or followed by more, for a whole one.</summary>
internal sealed class BrotliBodyStream(Stream encoded) : ReadOnlyStream
{
    // not pooled: a read that nobody awaited may still write here when the request has ended
    private readonly byte[] _input = new byte[4 * 1024];

    private BrotliDecoder _decoder;
    private int _start;
    private int _end;
    private bool _hasInput;
    private bool _isDisposed;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!buffer.IsEmpty)
        {
            OperationStatus status = _decoder.Decompress(_input.AsSpan(_start, _end - _start), buffer.Span, out int consumed, out int written);
            _start += consumed;
            if (status == OperationStatus.InvalidData)
            {
                throw BodyErrors.Undecodable();
            }

            if (written > 0)
            {
                return written;
            }

            // nothing at all is an empty body; all else ends where its coding ends, and nowhere else
            bool hasMore = _start < _end || await FillAsync(cancellationToken);
            bool isWhole = status == OperationStatus.Done || !_hasInput;
            if (hasMore == isWhole)
            {
                throw BodyErrors.Undecodable();
            }

            if (isWhole)
            {
                break;
            }
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        _isDisposed = true;
        _decoder.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        int count = await encoded.ReadAsync(_input, cancellationToken);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        (_start, _end) = (0, count);
        _hasInput |= count > 0;
        return count > 0;
    }
}
