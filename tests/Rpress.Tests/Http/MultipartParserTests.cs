namespace Rpress.Tests.Http;

public sealed class MultipartParserTests
{
    [Theory]
    [InlineData("photo.png", "photo.png")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("..\\..\\boot.ini", "boot.ini")]
    [InlineData("C:\\a\\b.txt", "b.txt")]
    [InlineData("C:evil.txt", "evil.txt")]
    [InlineData("file.css::$DATA", "$DATA")]
    [InlineData("name. ", "name")]
    [InlineData("..", null)]
    [InlineData("a/", null)]
    [InlineData("a\0.txt", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void FileName_FromClient_LosesEveryFolder(string? sent, string? expected)
    {
        Assert.Equal(expected, MultipartParser.SafeFileName(sent));
    }
}
