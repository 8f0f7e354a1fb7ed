using System.IO.Compression;

namespace Rpress;

/// <summary>Gzip (RFC 1952).</summary>
internal sealed class GzipContentEncoder : ContentEncoder
{
    // the platform's encoder writes nothing at all when it was given nothing, and nothing is not gzip
    private static ReadOnlySpan<byte> EmptyMember => [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly GZipStream _encoder;
    private bool _hasContent;

    public GzipContentEncoder(ZLibCompressionOptions options) => _encoder = new(Output, options, leaveOpen: true);

    public override void Encode(ReadOnlySpan<byte> bytes, bool isLast)
    {
        if (!bytes.IsEmpty)
        {
            _hasContent = true;
            _encoder.Write(bytes);
        }

        if (isLast)
        {
            End();
        }
    }

    public override void Flush() => _encoder.Flush();

    public override void Dispose()
    {
        // writes an end as well, which goes nowhere
        _encoder.Dispose();
        base.Dispose();
    }

    private void End()
    {
        _encoder.Dispose();
        if (!_hasContent)
        {
            Output.Write(EmptyMember);
        }
    }
}
