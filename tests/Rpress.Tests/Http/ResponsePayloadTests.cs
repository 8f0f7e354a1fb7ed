using System.Net;

namespace Rpress.Tests.Http;

public sealed class ResponsePayloadTests
{
    [Fact]
    public void With_AnyMember_LeavesTheOriginalAlone()
    {
        ResponsePayload original = ResponsePayload.Text("a");

        ResponsePayload changed = original.WithStatus(201).WithContentType("text/html").WithHeader("X-A", "1").WithCookie(new("c", "1"));

        Assert.Equal((200, "text/plain; charset=utf-8", 0), (original.Status, original.ContentType, original.Headers.Count));
        Assert.Equal((201, "text/html", 2), (changed.Status, changed.ContentType, changed.Headers.Count));
    }

    [Fact]
    public void WithHeader_OfSameName_ReplacesAndAppendedAdds()
    {
        ResponsePayload payload = ResponsePayload.Empty().WithHeader("X-A", "1").WithHeader("x-a", "2").WithAppendedHeader("X-A", "3");

        Assert.Equal(["2", "3"], payload.Headers.GetAll("X-A"));
    }

    [Fact]
    public void WithCookie_CalledTwice_SetsTwoFields()
    {
        ResponsePayload payload = ResponsePayload.Empty().WithCookie(new("a", "1")).WithCookie(new("b", "2"));

        Assert.Equal(2, payload.Headers.GetAll("Set-Cookie").Count);
    }

    [Theory]
    [InlineData("X-A", "a\r\nb")]
    [InlineData("X-A", "a\nb")]
    [InlineData("X-A", "a\0b")]
    [InlineData("X-A", "\u010d")]
    [InlineData("X-A", "\u560a")]
    [InlineData("X-A", "a\x7f")]
    [InlineData("X\r\nA", "1")]
    [InlineData("X A", "1")]
    [InlineData("", "1")]
    [InlineData("Content-Length", "5")]
    [InlineData("transfer-encoding", "chunked")]
    [InlineData("Connection", "upgrade")]
    public void WithHeader_ThatCouldSplitTheResponse_Throws(string name, string value)
    {
        Assert.Throws<ArgumentException>(() => ResponsePayload.Empty().WithHeader(name, value));
        Assert.Throws<ArgumentException>(() => ResponsePayload.Empty().WithAppendedHeader(name, value));
    }

    [Theory]
    [InlineData(99)]
    [InlineData(101)]
    [InlineData(199)]
    [InlineData(600)]
    public void WithStatus_ThatIsNotFinal_Throws(int status)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ResponsePayload.Empty().WithStatus(status));
    }

    [Theory]
    [InlineData("/new location", "/new%20location")]
    [InlineData("/caf\u00e9?q=\u010d", "/caf%C3%A9?q=%C4%8D")]
    [InlineData("https://example.org/a%20b", "https://example.org/a%20b")]
    public void Redirect_BeyondAscii_EncodesTheLocation(string location, string expected)
    {
        Assert.Equal(expected, ResponsePayload.Redirect(location).Headers["Location"]);
    }

    [Fact]
    public void Redirect_Misused_Throws()
    {
        Assert.Throws<ArgumentException>(() => ResponsePayload.Redirect("/a\r\nSet-Cookie: b=1"));
        Assert.Throws<ArgumentException>(() => ResponsePayload.Redirect("/a", HttpStatusCode.OK));
    }

    [Fact]
    public void Error_WithSuccessStatus_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ResponsePayload.Error(200, "no"));
        Assert.Throws<ArgumentOutOfRangeException>(() => new RpressException(302, "no"));
    }
}
