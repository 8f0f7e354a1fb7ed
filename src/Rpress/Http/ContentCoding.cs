namespace Rpress;

/// <summary>The content codings that the framework writes and reads (RFC 9110 §8.4.1), the least preferred first.</summary>
[Flags]
internal enum ContentCoding
{
    Identity = 0,
    Gzip = 1,
    Brotli = 2,
}
