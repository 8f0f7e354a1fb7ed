namespace Rpress;

/// <summary>The content codings of RFC 9110 §8.4.1 that the framework knows, the least preferred first.</summary>
[Flags]
internal enum ContentCoding
{
    Identity = 0,
    Deflate = 1,
    Gzip = 2,
    Brotli = 4,
}
