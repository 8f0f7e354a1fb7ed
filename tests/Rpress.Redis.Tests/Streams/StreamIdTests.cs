namespace Rpress.Redis.Tests.Streams;

public sealed class StreamIdTests
{
    [Theory]
    [InlineData("1719300000000-0")]
    [InlineData("0-1")]
    [InlineData("18446744073709551615-18446744073709551615")]
    public void Id_ThatIsWellFormed_IsReadAndWritten(string text)
    {
        Assert.True(StreamId.TryParse(text, out StreamId id));
        Assert.Equal(text, id.ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("+")]
    [InlineData("$")]
    [InlineData("1")]
    [InlineData("1-")]
    [InlineData("-1")]
    [InlineData("1-2-3")]
    [InlineData("-1-1")]
    [InlineData("+1-1")]
    [InlineData(" 1-1")]
    [InlineData("1-1x")]
    [InlineData("18446744073709551616-0")]
    public void Text_ThatIsNoId_IsRefused(string? text) => Assert.False(StreamId.TryParse(text, out _));

    [Fact]
    public void Ids_OfOneStream_AreOrderedByTimeAndNumber()
    {
        StreamId[] ordered = [new(0, 0), new(0, 1), new(1, 0), new(9, 5), new(10, 0), new(10, ulong.MaxValue), new(11, 0)];

        Assert.Equal(ordered, ordered.Reverse().Order());
        Assert.True(ordered[0] < ordered[1] && ordered[2] > ordered[1] && ordered[3] <= ordered[3] && ordered[3] >= ordered[3]);
        Assert.Equal([new(0, 1), new(0, 2), new(11, 0)], ((StreamId[])[ordered[0], ordered[1], ordered[5]]).Select(id => id.Next));
    }

    // computed with npm's hashCode, whose remainder may be negative
    [Theory]
    [InlineData("/", 3, "s-2")]
    [InlineData("/admin", 3, "s-1")]
    [InlineData("/chat", 4, "s-3")]
    [InlineData("/部屋", 7, "s-0")]
    [InlineData("/a namespace with a long name", 5, "s-3")]
    [InlineData("/notifications", 5, "s--1")]
    [InlineData("/admin", 1, "s")]
    public void Stream_OfANamespace_IsNodes(string @namespace, int count, string expected) =>
        Assert.Equal(expected, StreamNames.Of(@namespace, new() { StreamName = "s", StreamCount = count }));
}
