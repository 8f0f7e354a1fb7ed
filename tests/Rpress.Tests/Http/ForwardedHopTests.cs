namespace Rpress.Tests.Http;

public sealed class ForwardedHopTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("192.0.2.1:8080", "192.0.2.1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("[2001:db8::1]:80", "2001:db8::1")]
    [InlineData("unknown", null)]
    [InlineData("[::1", null)]
    [InlineData("", null)]
    public void XForwarded_OfOneNode_GivesItsAddress(string header, string? expected)
    {
        ForwardedHop hop = Assert.Single(ForwardedHop.ParseXForwarded(header, null));

        Assert.Equal(expected, hop.Address?.ToString());
    }

    [Theory]
    [InlineData("for=192.0.2.1", "192.0.2.1", null)]
    [InlineData("For=\"[2001:db8::1]:80\";Proto=HTTPS", "2001:db8::1", "https")]
    [InlineData("for=_hidden;proto=http", null, "http")]
    [InlineData("proto=gopher", null, null)]
    public void Forwarded_OfOneElement_GivesAddressAndScheme(string header, string? address, string? scheme)
    {
        ForwardedHop hop = Assert.Single(ForwardedHop.ParseForwarded(header));

        Assert.Equal((address, scheme), (hop.Address?.ToString(), hop.Scheme));
    }

    [Fact]
    public void XForwarded_WithSchemes_PairsThemOrTakesTheOne()
    {
        IReadOnlyList<ForwardedHop> paired = ForwardedHop.ParseXForwarded("192.0.2.1, 192.0.2.2", "https, http");
        IReadOnlyList<ForwardedHop> single = ForwardedHop.ParseXForwarded("192.0.2.1, 192.0.2.2", "https");
        IReadOnlyList<ForwardedHop> unclear = ForwardedHop.ParseXForwarded("192.0.2.1", "https, http");

        Assert.Equal(["https", "http"], paired.Select(hop => hop.Scheme));
        Assert.Equal(["https", "https"], single.Select(hop => hop.Scheme));
        Assert.Null(Assert.Single(unclear).Scheme);
    }
}
