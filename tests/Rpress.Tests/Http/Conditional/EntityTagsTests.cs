namespace Rpress.Tests.Http.Conditional;

/// <summary>RFC 9110 §8.8.3, §13.1.1, §13.1.2.</summary>
public sealed class EntityTagsTests
{
    private const string Tag = "\"a,b\"";

    [Theory]
    [InlineData("\"a,b\"", true, true)]
    [InlineData("W/\"a,b\"", true, false)]
    [InlineData("*", true, true)]
    [InlineData(" * ", true, true)]
    [InlineData("\"x\", \"a,b\"", true, true)]
    [InlineData("\"x\",W/\"a,b\"", true, false)]
    [InlineData(",, \"x\" ,\t\"a,b\",", true, true)]
    [InlineData("W/\"a,b\", \"a,b\"", true, true)]
    [InlineData("\"\", \"a,b\"", true, true)]
    [InlineData("\"a\",\"b\"", false, false)]
    [InlineData("\"A,B\"", false, false)]
    [InlineData("w/\"a,b\"", false, false)]
    [InlineData("a,b", false, false)]
    [InlineData("\"a,b", false, false)]
    [InlineData("x, \"a,b\"", false, false)]
    [InlineData("*, \"x\"", false, false)]
    [InlineData("\"*\"", false, false)]
    [InlineData("", false, false)]
    [InlineData("W/", false, false)]
    [InlineData("\"", false, false)]
    public void List_AgainstATag_MatchesWeaklyAndStrongly(string field, bool isWeak, bool isStrong)
    {
        Assert.Equal(isWeak, EntityTags.ContainWeakly(field, Tag));
        Assert.Equal(isStrong, EntityTags.ContainStrongly(field, Tag));
    }

    [Fact]
    public void Lists_InSeveralLines_AreOne()
    {
        Assert.True(EntityTags.ContainStrongly(new(["\"x\"", "\"y\", \"a,b\""]), Tag));
        Assert.False(EntityTags.ContainStrongly(new(["\"x\"", "\"y\""]), Tag));
    }
}
