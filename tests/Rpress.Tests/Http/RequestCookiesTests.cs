namespace Rpress.Tests.Http;

public sealed class RequestCookiesTests
{
    [Theory]
    [InlineData("a=1", "1")]
    [InlineData("b=2; a=1", "1")]
    [InlineData("a=1;b=2", "1")]
    [InlineData("a=1; a=2", "1")]
    [InlineData("a=x=y", "x=y")]
    [InlineData("a=\"quoted\"", "quoted")]
    [InlineData("a=\"", "\"")]
    [InlineData(" a = 1 ", "1")]
    [InlineData("a=", "")]
    [InlineData("a=%20", "%20")]
    public void Cookie_Named_HasItsValueAsSent(string header, string expected)
    {
        Assert.Equal(expected, RequestCookies.Parse(header)["a"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(";;")]
    [InlineData("a")]
    [InlineData("=1")]
    [InlineData("A=1")]
    public void Cookie_Absent_IsNull(string? header)
    {
        Assert.Null(RequestCookies.Parse(header)["a"]);
    }
}
