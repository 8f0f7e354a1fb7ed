using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace Rpress;

/// <summary>Makes ids of 20 characters that nobody can guess, as Node's do: 12 random bytes and 3 of a counter, in Base64 for URLs.</summary>
/// <remarks>The length is part of the protocol: Redis adapters take a room of 20 characters for a socket's own.</remarks>
internal static class SessionId
{
    /// <summary>How many characters an id has.</summary>
    public const int TextLength = 20;

    private const int RandomLength = 12;
    private const int Length = 15;

    private static int _counter = -1;

    public static string Next()
    {
        Span<byte> bytes = stackalloc byte[RandomLength + sizeof(int)];
        RandomNumberGenerator.Fill(bytes[..RandomLength]);
        BinaryPrimitives.WriteInt32BigEndian(bytes[RandomLength..], Interlocked.Increment(ref _counter) << 8);
        return Base64Url.EncodeToString(bytes[..Length]);
    }
}
