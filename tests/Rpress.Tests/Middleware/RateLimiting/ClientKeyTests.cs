using System.Net;

namespace Rpress.Tests.Middleware.RateLimiting;

public sealed class ClientKeyTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64")]
    [InlineData("2001:db8:1:3::", "2001:db8:1:3::/64")]
    [InlineData("::1", "0:0:0:0::/64")]
    [InlineData("fe80::1%3", "fe80:0:0:0::/64")]
    public void Of_Address_IsItsNetworkOrItself(string address, string expected) => Assert.Equal(expected, ClientKey.Of(IPAddress.Parse(address)));

    [Fact]
    public void Of_PeerWithoutAddress_IsOneForAll() => Assert.Equal("unix", ClientKey.Of(null));
}
