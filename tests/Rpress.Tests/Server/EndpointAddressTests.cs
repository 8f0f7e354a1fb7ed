using System.Net;

namespace Rpress.Tests.Server;

public sealed class EndpointAddressTests
{
    [Theory]
    [InlineData("0.0.0.0:3000", "0.0.0.0:3000")]
    [InlineData("127.0.0.1:0", "127.0.0.1:0")]
    [InlineData("[::1]:3000", "[::1]:3000")]
    public void Parse_AddressAndPort_IsThatEndPoint(string address, string expected)
    {
        var parsed = Assert.IsType<EndpointAddress.Ip>(EndpointAddress.Parse(address));

        Assert.Equal(IPEndPoint.Parse(expected), parsed.EndPoint);
    }

    [Fact]
    public void Parse_NamedForms_AreRecognised()
    {
        Assert.Equal(new EndpointAddress.Localhost(3000), EndpointAddress.Parse("localhost:3000"));
        Assert.Equal(new EndpointAddress.AnyIp(3000), EndpointAddress.Parse(":3000"));
        Assert.Equal(new EndpointAddress.AnyIp(3000), EndpointAddress.Parse("*:3000"));
        Assert.Equal(new EndpointAddress.Unix("/run/app.sock"), EndpointAddress.Parse("unix:/run/app.sock"));
    }

    [Theory]
    [InlineData("3000")]
    [InlineData("0.0.0.0")]
    [InlineData("0.0.0.0:")]
    [InlineData("0.0.0.0:65536")]
    [InlineData("0.0.0.0:-1")]
    [InlineData("::1:3000")]
    [InlineData("[127.0.0.1]:3000")]
    [InlineData("example.org:3000")]
    [InlineData("http://0.0.0.0:3000")]
    [InlineData("unix:relative.sock")]
    [InlineData(" ")]
    public void Parse_Malformed_Throws(string address)
    {
        Assert.ThrowsAny<ArgumentException>(() => EndpointAddress.Parse(address));
    }
}
