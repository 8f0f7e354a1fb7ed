using Microsoft.Extensions.Time.Testing;

namespace Rpress.Tests.Middleware.StaticFiles;

/// <summary>RFC 9110 §8.8.2.1.</summary>
public sealed class FileVersionTests
{
    private static readonly DateTime _written = new DateTime(2026, 1, 5, 10, 0, 1, DateTimeKind.Utc).AddTicks(1234567);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    public void Version_TwoSecondsAfterTheDate_IsSettled(int moreTicks, bool isSettled)
    {
        DateTimeOffset now = new DateTimeOffset(_written).AddSeconds(2).AddTicks(moreTicks);

        Assert.Equal(isSettled, new FileVersion(10, _written).IsSettledAt(now));
    }

    // what lies beside a file may be younger than it is
    [Fact]
    public void Source_OfWhichAPartIsYoung_IsNotSettled()
    {
        PathEntry old = new("/a", false, new(1, _written));
        PathEntry young = new("/b", false, new(1, _written.AddTicks(1)));
        DateTimeOffset now = new DateTimeOffset(_written).AddSeconds(2);

        Assert.True(new FileSource("", old, null, null).IsSettledAt(now));
        Assert.True(new FileSource("", old, old, old).IsSettledAt(now));
        Assert.False(new FileSource("", young, old, old).IsSettledAt(now));
        Assert.False(new FileSource("", old, young, old).IsSettledAt(now));
        Assert.False(new FileSource("", old, old, young).IsSettledAt(now));
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
