using System.Buffers;
using System.IO.Compression;

namespace Rpress;

/// <summary>Decodes Brotli (RFC 7932). The platform's stream takes a body that is cut short, or followed by more, for a whole one.</summary>
internal sealed class BrotliBodyStream(Stream encoded) : ReadOnlyStream
{
    // RFC 7932 §9.1: the stream begins with the size of its window. Decoders fill it before they give a byte: the largest,
    // of 16 MiB, would cost more than a small limit of the body is meant to allow.
    private const int LargestWindowBits = 22;

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
        if (count > 0 && !_hasInput)
        {
            _hasInput = true;
            RequireWindow(_input[0]);
        }

        return count > 0;
    }

    // RFC 7932 §9.1: 23 and 24 are the bits 1101 and 1111; the sizes beyond, which are an extension, the decoder refuses.
    private static void RequireWindow(byte header)
    {
        int bits = (header & 0x0F) switch { 0x0D => 23, 0x0F => 24, _ => 0 };
        if (bits > LargestWindowBits)
        {
            throw BodyErrors.NoSmallBrotli(LargestWindowBits);
        }
    }
}
