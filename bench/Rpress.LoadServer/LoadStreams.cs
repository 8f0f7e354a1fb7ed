namespace Rpress.LoadServer;

/// <summary>Bodies that are not held in memory: what is uploaded is counted, what is downloaded is made as it goes.</summary>
internal static class LoadStreams
{
    private const int PieceSize = 64 * 1024;
    private static readonly byte[] _piece = new byte[PieceSize];

    /// <summary>The bytes that a stream holds, none of them kept.</summary>
    public static async Task<long> CountAsync(Stream source)
    {
        byte[] buffer = new byte[PieceSize];
        long count = 0;
        while (await source.ReadAsync(buffer) is > 0 and var read)
        {
            count += read;
        }

        return count;
    }

    /// <summary>Writes so many bytes.</summary>
    public static async Task WriteAsync(Stream target, long count, CancellationToken cancellationToken)
    {
        for (long left = count; left > 0; left -= PieceSize)
        {
            await target.WriteAsync(_piece.AsMemory(0, (int)Math.Min(left, PieceSize)), cancellationToken);
        }
    }
}
