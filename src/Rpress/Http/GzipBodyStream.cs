using System.IO.Compression;

namespace Rpress;

/// <summary>Decodes gzip (RFC 1952), one member or several. The platform's stream takes a body that is cut short, or followed by more, for a whole one.</summary>
/// <remarks>
/// So behind the body it is given one more member, which it decodes only where a member may begin: when that comes out as it went in,
/// the body was whole and nothing followed it.
/// </remarks>
internal sealed class GzipBodyStream : ReadOnlyStream
{
    private static readonly byte[] _mark = "The body ends here."u8.ToArray();
    private static readonly byte[] _markMember = Encode(_mark);

    private readonly MarkedStream _encoded;
    private readonly GZipStream _decoder;
    private bool _hasEnded;

    public GzipBodyStream(Stream encoded)
    {
        _encoded = new(encoded);
        _decoder = new(_encoded, CompressionMode.Decompress);
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_hasEnded || buffer.IsEmpty)
        {
            return 0;
        }

        try
        {
            // the decoder asks for more input only when it has no more output: what it gives after the mark was taken is the mark
            int count = await _decoder.ReadAsync(buffer, cancellationToken);
            if (_encoded.IsMarkTaken ? !await IsMarkAsync(buffer[..count], cancellationToken) : count == 0)
            {
                throw BodyErrors.Undecodable();
            }

            _hasEnded = _encoded.IsMarkTaken;
            return _hasEnded ? 0 : count;
        }
        catch (InvalidDataException error)
        {
            throw BodyErrors.Undecodable(error);
        }
    }

    protected override void Dispose(bool disposing)
    {
        _decoder.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<bool> IsMarkAsync(ReadOnlyMemory<byte> beginning, CancellationToken cancellationToken)
    {
        if (!_mark.AsSpan().StartsWith(beginning.Span))
        {
            return false;
        }

        byte[] rest = new byte[_mark.Length - beginning.Length + 1];
        int count = await _decoder.ReadAtLeastAsync(rest, rest.Length, throwOnEndOfStream: false, cancellationToken);
        return _mark.AsSpan(beginning.Length).SequenceEqual(rest.AsSpan(0, count));
    }

    private static byte[] Encode(byte[] bytes)
    {
        var member = new MemoryStream();
        using (var encoder = new GZipStream(member, CompressionLevel.Fastest))
        {
            encoder.Write(bytes);
        }

        return member.ToArray();
    }

    /// <summary>The body, and the mark after its end.</summary>
    private sealed class MarkedStream(Stream encoded) : ReadOnlyStream
    {
        private int _markRead;

        public bool IsMarkTaken => _markRead > 0;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int count = IsMarkTaken ? 0 : await encoded.ReadAsync(buffer, cancellationToken);
            if (count > 0)
            {
                return count;
            }

            ReadOnlyMemory<byte> left = _markMember.AsMemory(_markRead);
            count = Math.Min(left.Length, buffer.Length);
            left[..count].CopyTo(buffer);
            _markRead += count;
            return count;
        }
    }
}
