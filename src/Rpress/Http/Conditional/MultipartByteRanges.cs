using System.Text;

namespace Rpress;

/// <summary>Several parts of one content as <c>multipart/byteranges</c> (RFC 9110 §14.6).</summary>
internal sealed class MultipartByteRanges
{
    /// <param name="ranges">The parts, in the order to send.</param>
    /// <param name="contentLength">The length of the whole.</param>
    /// <param name="partType">The media type of the whole.</param>
    public MultipartByteRanges(ReadOnlySpan<ByteRange> ranges, long contentLength, string partType)
    {
        // nobody can have put it into the file beforehand
        string boundary = Guid.NewGuid().ToString("N");
        ContentType = $"multipart/byteranges; boundary={boundary}";
        Parts = new ContentPart[ranges.Length];
        for (int i = 0; i < ranges.Length; i++)
        {
            string lineEnd = i == 0 ? "" : "\r\n";
            string head = $"{lineEnd}--{boundary}\r\nContent-Type: {partType}\r\nContent-Range: {ranges[i].ToContentRange(contentLength)}\r\n\r\n";
            Parts[i] = new(Encoding.ASCII.GetBytes(head), ranges[i].Offset, ranges[i].Length);
        }

        End = Encoding.ASCII.GetBytes($"\r\n--{boundary}--\r\n");
    }

    public string ContentType { get; }

    public ContentPart[] Parts { get; }

    /// <summary>What follows the last part.</summary>
    public ReadOnlyMemory<byte> End { get; }
}
