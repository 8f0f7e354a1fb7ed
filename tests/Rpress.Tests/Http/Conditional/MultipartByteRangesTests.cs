using System.Text;

namespace Rpress.Tests.Http.Conditional;

/// <summary>RFC 9110 §14.6.</summary>
public sealed class MultipartByteRangesTests
{
    [Fact]
    public void Parts_OfAFile_SayTheirTypeAndPlace()
    {
        var multipart = new MultipartByteRanges([new(0, 2), new(5, 1)], 10, "text/css; charset=utf-8");
        string boundary = multipart.ContentType["multipart/byteranges; boundary=".Length..];

        Assert.Equal(
            [
                $"--{boundary}\r\nContent-Type: text/css; charset=utf-8\r\nContent-Range: bytes 0-1/10\r\n\r\n",
                $"\r\n--{boundary}\r\nContent-Type: text/css; charset=utf-8\r\nContent-Range: bytes 5-5/10\r\n\r\n",
            ],
            multipart.Parts.Select(part => Encoding.ASCII.GetString(part.Head.Span)));
        Assert.Equal([(0, 2), (5, 1)], multipart.Parts.Select(part => (part.Offset, part.Length)));
        Assert.Equal($"\r\n--{boundary}--\r\n", Encoding.ASCII.GetString(multipart.End.Span));
    }

    [Fact]
    public void Boundary_OfEachResponse_IsItsOwn()
    {
        string[] types = [.. Enumerable.Range(0, 20).Select(_ => new MultipartByteRanges([], 10, "text/css").ContentType)];

        Assert.Equal(20, types.Distinct().Count());
    }
}
