namespace Rpress.Tests.Http.Conditional;

/// <summary>RFC 9110 §14.1.1, §14.1.2, §14.2.</summary>
public sealed class RangeHeaderTests
{
    private const string Ignored = "ignored";
    private const string None = "";

    [Theory]
    [InlineData("bytes=0-0", "0+1")]
    [InlineData("bytes=0-9", "0+10")]
    [InlineData("bytes=9-9", "9+1")]
    [InlineData("bytes=0-99", "0+10")]
    [InlineData("bytes=3-", "3+7")]
    [InlineData("bytes=-3", "7+3")]
    [InlineData("bytes=-10", "0+10")]
    [InlineData("bytes=-11", "0+10")]
    [InlineData("bytes=-99999999999999999999", "0+10")]
    [InlineData("bytes=5-99999999999999999999", "5+5")]
    [InlineData("BYTES=0-0", "0+1")]
    [InlineData("bytes= 0-0 ,\t2-3", "0+1 2+2")]
    [InlineData("bytes=,0-0,,2-3,", "0+1 2+2")]
    [InlineData("bytes=5-6,0-1", "5+2 0+2")]
    [InlineData("bytes=0-4,4-5", "0+5 4+2")]
    [InlineData("bytes=0-1,10-", "0+2")]
    public void Range_ThatExists_IsFound(string field, string expected) => Assert.Equal(expected, Parse(field, 10));

    [Theory]
    [InlineData("bytes=10-")]
    [InlineData("bytes=10-20")]
    [InlineData("bytes=99999999999999999999-")]
    [InlineData("bytes=-0")]
    [InlineData("bytes=10-, 11-, -0")]
    public void Range_BeyondTheEnd_IsUnsatisfiable(string field) => Assert.Equal(None, Parse(field, 10));

    [Theory]
    [InlineData("bytes=5-4")]
    [InlineData("bytes=20-10")]
    [InlineData("bytes=0-1,5-4")]
    [InlineData("bytes=")]
    [InlineData("bytes=,")]
    [InlineData("bytes=-")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=0x0-1")]
    [InlineData("bytes=+0-1")]
    [InlineData("bytes=0--1")]
    [InlineData("bytes=--1")]
    [InlineData("bytes=0 - 1")]
    [InlineData("bytes=1")]
    [InlineData("bytes=1.0-2")]
    [InlineData("bytes=\u0661-2")]
    [InlineData("bytes 0-1")]
    [InlineData("bytes:0-1")]
    [InlineData("bytes")]
    [InlineData("lines=0-1")]
    [InlineData("items=0-1")]
    [InlineData("")]
    public void Range_MalformedOrOfAnotherUnit_IsIgnored(string field) => Assert.Equal(Ignored, Parse(field, 10));

    [Fact]
    public void Range_InTwoLines_IsIgnored() =>
        Assert.Null(RangeHeader.Parse(new(["bytes=0-1", "bytes=2-3"]), 10));

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, false)]
    [InlineData(11, true)]
    public void Ranges_MoreThanTen_AreIgnored(int count, bool isIgnored)
    {
        string field = "bytes=" + string.Join(',', Enumerable.Range(0, count).Select(at => $"{at}-{at}"));

        Assert.Equal(isIgnored, RangeHeader.Parse(field, 1000) is null);
    }

    [Theory]
    [InlineData("bytes=0-7,0-0", "0+8 0+1")]
    [InlineData("bytes=0-8,0-0", "0+9 0+1")]
    [InlineData("bytes=0-9,0-0", Ignored)]
    [InlineData("bytes=0-,0-", Ignored)]
    public void Ranges_OfMoreThanTheWhole_AreIgnored(string field, string expected) => Assert.Equal(expected, Parse(field, 10));

    [Theory]
    [InlineData("bytes=0-")]
    [InlineData("bytes=-1")]
    public void Range_OfNothing_IsIgnored(string field) => Assert.Equal(Ignored, Parse(field, 0));

    [Fact]
    public void Range_OfAHugeFile_DoesNotOverflow() =>
        Assert.Equal($"{long.MaxValue - 1}+1", Parse($"bytes={long.MaxValue - 1}-{long.MaxValue}", long.MaxValue));

    [Fact]
    public void ContentRange_OfAPart_NamesItsLastByte() => Assert.Equal("bytes 5-6/10", new ByteRange(5, 2).ToContentRange(10));

    private static string Parse(string field, long length) => RangeHeader.Parse(field, length) is { } ranges
        ? string.Join(' ', ranges.Select(range => $"{range.Offset}+{range.Length}"))
        : Ignored;
}
