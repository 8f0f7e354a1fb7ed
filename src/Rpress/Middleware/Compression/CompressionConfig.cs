using System.IO.Compression;

namespace Rpress;

/// <summary>How content is encoded.</summary>
internal sealed record CompressionConfig(int Threshold, int BrotliQuality, int GzipLevel)
{
    public ZLibCompressionOptions Gzip { get; } = new() { CompressionLevel = GzipLevel };
}
