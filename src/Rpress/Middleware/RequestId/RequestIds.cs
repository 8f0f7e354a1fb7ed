using System.Security.Cryptography;

namespace Rpress;

/// <summary>Makes ids: random UUIDs (RFC 9562 §5.4), out of random bytes that are asked for many ids at a time, as asking the system costs more than all else of an id.</summary>
internal static class RequestIds
{
    private const int Size = 16;
    private const int BatchSize = 64 * Size;

    [ThreadStatic]
    private static byte[]? _random;

    [ThreadStatic]
    private static int _left;

    public static string Create()
    {
        if (_left == 0)
        {
            RandomNumberGenerator.Fill(_random ??= new byte[BatchSize]);
            _left = BatchSize;
        }

        _left -= Size;
        Span<byte> id = _random.AsSpan(_left, Size);
        id[6] = (byte)((id[6] & 0x0F) | 0x40); // version 4
        id[8] = (byte)((id[8] & 0x3F) | 0x80); // the variant of RFC 9562
        return new Guid(id, bigEndian: true).ToString();
    }
}
