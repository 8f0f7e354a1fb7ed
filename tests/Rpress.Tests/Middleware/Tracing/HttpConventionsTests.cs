namespace Rpress.Tests.Middleware.Tracing;

public sealed class HttpConventionsTests
{
    [Theory]
    [InlineData("GET", "GET")]
    [InlineData("PATCH", "PATCH")]
    [InlineData("CONNECT", "CONNECT")]
    [InlineData("get", "_OTHER")]
    [InlineData("BREW", "_OTHER")]
    [InlineData("", "_OTHER")]
    public void Method_OfAnySpelling_IsOneOfFew(string method, string expected) => Assert.Equal(expected, HttpConventions.MethodOf(method));

    [Theory]
    [InlineData("HTTP/1.0", "1.0")]
    [InlineData("HTTP/1.1", "1.1")]
    [InlineData("HTTP/2", "2")]
    public void Version_OfAProtocol_IsItsNumber(string protocol, string expected) => Assert.Equal(expected, HttpConventions.VersionOf(protocol));

    [Theory]
    [InlineData(null, null)]
    [InlineData(200, null)]
    [InlineData(499, null)]
    [InlineData(500, "500")]
    [InlineData(599, "599")]
    public void ErrorType_WithoutAnException_IsTheStatusThatBlamesTheServer(int? status, string? expected) =>
        Assert.Equal(expected, HttpConventions.ErrorTypeOf(null, status));

    [Fact]
    public void ErrorType_OfAnException_IsItsType() => Assert.Equal("System.FormatException", HttpConventions.ErrorTypeOf(new FormatException(), 200));

    [Fact]
    public void StatusTag_OfOneStatus_IsOneObject()
    {
        Assert.Equal(404, HttpConventions.StatusTag(404));
        Assert.Same(HttpConventions.StatusTag(200), HttpConventions.StatusTag(200));
    }
}
