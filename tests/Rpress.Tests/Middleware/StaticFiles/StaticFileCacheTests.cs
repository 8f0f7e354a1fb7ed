namespace Rpress.Tests.Middleware.StaticFiles;

public sealed class StaticFileCacheTests
{
    private readonly StaticFileCache _cache = new(maxBytes: 100, maxFiles: 20);

    [Theory]
    [InlineData(99, 4)]
    [InlineData(100, 4)]
    [InlineData(101, 3)]
    public void Bytes_OverTheBound_DropTheLeastRecentlyUsed(int total, int left)
    {
        for (int i = 1; i <= 3; i++)
        {
            _cache.Set($"/{i}", NewFile(checkedAt: i), 20);
        }

        _cache.Set("/4", NewFile(checkedAt: 4), total - 60);

        Assert.Equal(left, _cache.Count);
        Assert.Equal(left == 4, _cache.Find("/1") is not null);
        Assert.NotNull(_cache.Find("/4"));
        Assert.Equal(total - (left == 4 ? 0 : 20), _cache.Bytes);
    }

    [Theory]
    [InlineData(19, 19)]
    [InlineData(20, 20)]
    [InlineData(21, 18)]
    public void Files_OverTheBound_DropTheLeastRecentlyUsed(int count, int left)
    {
        for (int i = 1; i <= count; i++)
        {
            _cache.Set($"/{i}", NewFile(checkedAt: i), 0);
        }

        Assert.Equal(left, _cache.Count);
        Assert.Equal(count == left, _cache.Find("/1") is not null);
        Assert.NotNull(_cache.Find($"/{count}"));
    }

    [Fact]
    public void File_InThePlaceOfAnother_LeavesNoBytesOfIt()
    {
        _cache.Set("/a", NewFile(1), 50);
        _cache.Set("/a", NewFile(2), 30);

        Assert.Equal((1, 30), (_cache.Count, _cache.Bytes));

        _cache.Remove("/a");
        _cache.Remove("/a");
        Assert.Equal((0, 0), (_cache.Count, _cache.Bytes));
    }

    [Fact]
    public void Growth_OfAFile_CountsOnlyWhileItIsThere()
    {
        StaticFile old = NewFile(1);
        _cache.Set("/a", old, 50);
        _cache.Grow("/a", old, 10);
        Assert.Equal(60, _cache.Bytes);

        _cache.Set("/a", NewFile(2), 30);
        _cache.Grow("/a", old, 10);
        _cache.Grow("/b", old, 10);
        Assert.Equal(30, _cache.Bytes);
    }

    [Fact]
    public void Growth_OverTheBound_DropsTheLeastRecentlyUsed()
    {
        StaticFile grown = NewFile(2);
        _cache.Set("/a", NewFile(1), 50);
        _cache.Set("/b", grown, 50);

        _cache.Grow("/b", grown, 1);

        Assert.Null(_cache.Find("/a"));
        Assert.Equal(51, _cache.Bytes);
    }

    [Fact]
    public void File_ReadTwiceAtOnce_IsKeptOnce()
    {
        StaticFile first = NewFile(1);

        Assert.Same(first, _cache.Set("/a", first, 50));
        Assert.Same(first, _cache.Set("/a", NewFile(1), 50));
        Assert.NotSame(first, _cache.Set("/a", NewFile(2), 30));
        Assert.Equal(30, _cache.Bytes);
    }

    // the source of an unsettled one is equal, and its bytes may not be
    [Fact]
    public void File_ReadAgainBecauseItWasYoung_TakesThePlace()
    {
        StaticFile settled = NewFile(1);

        _cache.Set("/a", NewFile(1, isSettled: false), 50);

        Assert.Same(settled, _cache.Set("/a", settled, 30));
        Assert.Same(settled, _cache.Set("/a", NewFile(1, isSettled: false), 40));
        Assert.Equal((1, 30), (_cache.Count, _cache.Bytes));
    }

    // each checked at a time of its own, and of a length of its own
    private static StaticFile NewFile(long checkedAt, bool isSettled = true)
    {
        var entry = new PathEntry("/a", false, new(checkedAt, default));
        var metadata = new RepresentationMetadata("text/plain", default, null, ContentCoding.Identity, false, false);
        var reader = new FileReader(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        return new(
            new("", entry, null, null), new(reader, "/a", default, [], ContentCoding.Identity, metadata), null, null, null, isSettled, checkedAt);
    }
}
