using System.Buffers;
using System.IO.Compression;

namespace Rpress;

/// <summary>Brotli (RFC 7932). Not by the platform's stream, which holds 64 KiB for as long as the response lasts; events last long.</summary>
internal sealed class BrotliContentEncoder(int quality) : ContentEncoder
{
    private const int WindowBits = 22;
    private const int LeastSpace = 4 * 1024;

    private BrotliEncoder _encoder = new(quality, WindowBits);

    public override void Encode(ReadOnlySpan<byte> bytes, bool isLast)
    {
        OperationStatus status;
        do
        {
            status = _encoder.Compress(bytes, Output.GetSpan(SpaceFor(bytes.Length)), out int consumed, out int written, isLast);
            Advance(status, written);
            bytes = bytes[consumed..];
        }
        while (status == OperationStatus.DestinationTooSmall);
    }

    public override void Flush()
    {
        OperationStatus status;
        do
        {
            status = _encoder.Flush(Output.GetSpan(LeastSpace), out int written);
            Advance(status, written);
        }
        while (status == OperationStatus.DestinationTooSmall);
    }

    public override void Dispose()
    {
        _encoder.Dispose();
        base.Dispose();
    }

    private static int SpaceFor(int length) => Math.Max(LeastSpace, length / 2);

    private void Advance(OperationStatus status, int written)
    {
        if (status is not (OperationStatus.Done or OperationStatus.DestinationTooSmall))
        {
            throw new InvalidOperationException($"The Brotli encoder failed: {status}.");
        }

        Output.Advance(written);
    }
}
