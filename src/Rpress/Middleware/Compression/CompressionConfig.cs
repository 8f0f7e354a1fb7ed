using System.IO.Compression;

namespace Rpress;

/// <summary>How content is encoded.</summary>
/// <param name="Threshold">The smallest content that is, in bytes.</param>
/// <param name="BrotliQuality">0 to 11.</param>
/// <param name="GzipLevel">1 to 9.</param>
/// <param name="CacheSize">The most bytes of encoded answers that are kept for when they come again; 0 is none.</param>
/// <param name="IsOnSocketThread">Whether requests run on the threads that read sockets, and not on one of the pool's.</param>
internal sealed record CompressionConfig(int Threshold, int BrotliQuality, int GzipLevel, int CacheSize = 0, bool IsOnSocketThread = false)
{
    public ZLibCompressionOptions Gzip { get; } = new() { CompressionLevel = GzipLevel };
}
