namespace Rpress.Tests.Middleware.StaticFiles;

/// <summary>RFC 9110 §8.8.3.3.</summary>
public sealed class FileTagTests
{
    private static readonly ContentCoding[] _codings = [ContentCoding.Identity, ContentCoding.Brotli, ContentCoding.Gzip];

    [Fact]
    public void Tag_OfBytes_TellsThemAndTheirFormsApart()
    {
        string[] tags = [.. _codings.Select(coding => FileTag.Of("one"u8, coding)), FileTag.Of("two"u8, ContentCoding.Identity), FileTag.Of([], ContentCoding.Identity)];

        Assert.Equal(5, tags.Distinct().Count());
        Assert.All(tags, tag => Assert.Matches("^\"[0-9a-f]{32}(-br|-gz)?\"$", tag));
        Assert.Equal(tags[0], FileTag.Of("one"u8, ContentCoding.Identity));
    }

    [Fact]
    public void Tag_OfAVersion_TellsDatesAndLengthsAndFormsApart()
    {
        var version = new FileVersion(10, new DateTime(2026, 1, 5, 10, 0, 1, DateTimeKind.Utc));
        string[] tags =
        [
            .. _codings.Select(coding => FileTag.Of(version, coding)),
            FileTag.Of(version with { Length = 11 }, ContentCoding.Identity),
            FileTag.Of(version with { LastWriteTimeUtc = version.LastWriteTimeUtc.AddTicks(1) }, ContentCoding.Identity),
        ];

        Assert.Equal(5, tags.Distinct().Count());
        Assert.All(tags, tag => Assert.Matches("^\"[0-9a-f]+-[0-9a-f]+(-br|-gz)?\"$", tag));
    }
}
