using Microsoft.Extensions.Time.Testing;

namespace Rpress.Tests.Middleware.StaticFiles;

/// <summary>RFC 9110 §8.8.2.1, §8.8.3.3.</summary>
public sealed class FileVersionTests
{
    private static readonly DateTime _written = new DateTime(2026, 1, 5, 10, 0, 1, DateTimeKind.Utc).AddTicks(1234567);

    [Fact]
    public void EntityTag_OfEachFormAndState_IsItsOwn()
    {
        var version = new FileVersion(10, _written);
        string[] tags =
        [
            version.ToEntityTag(ContentCoding.Identity),
            version.ToEntityTag(ContentCoding.Brotli),
            version.ToEntityTag(ContentCoding.Gzip),
            (version with { Length = 11 }).ToEntityTag(ContentCoding.Identity),
            (version with { LastWriteTimeUtc = _written.AddTicks(1) }).ToEntityTag(ContentCoding.Identity),
        ];

        Assert.Equal(5, tags.Distinct().Count());
        Assert.All(tags, tag => Assert.Matches("^\"[0-9a-f]+-[0-9a-f]+(-br|-gz)?\"$", tag));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(60, 1)]
    [InlineData(-1, 0)]
    [InlineData(-60, -59)]
    public void LastModified_OfAFile_IsInWholeSecondsAndNotInTheFuture(int nowAfterwards, int expectedSecond)
    {
        var time = new FakeTimeProvider(new DateTimeOffset(_written).AddSeconds(nowAfterwards));

        Assert.Equal(new DateTimeOffset(2026, 1, 5, 10, 0, 0, TimeSpan.Zero).AddSeconds(expectedSecond), new FileVersion(10, _written).LastModified(time));
    }
}
