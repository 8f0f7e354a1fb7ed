using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Rpress.LoadServer;

/// <summary>The answer of <c>/api/heavy</c>.</summary>
internal sealed record Heavy(int Count, string Sample)
{
    private const int Ids = 100;

    /// <summary>Makes 100 UUIDs, their random bytes asked for at once, as Node.js does for its own.</summary>
    public static Heavy Create()
    {
        Span<Guid> random = stackalloc Guid[Ids];
        RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(random));
        string[] ids = new string[Ids];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = WithVersion(random[i]).ToString();
        }

        return new(ids.Length, ids[^1]);
    }

    // RFC 9562 §5.4: version 4, and the variant
    private static Guid WithVersion(Guid random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new(bytes, bigEndian: true);
    }
}
