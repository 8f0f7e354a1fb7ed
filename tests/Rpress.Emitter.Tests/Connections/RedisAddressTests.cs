using System.Net;
using StackExchange.Redis;

namespace Rpress.Emitter.Tests.Connections;

public sealed class RedisAddressTests
{
    [Theory]
    [InlineData("redis://example.com", "example.com", 6379)]
    [InlineData("redis://example.com:7000/", "example.com", 7000)]
    [InlineData("localhost:6380", "localhost", 6380)]
    [InlineData("localhost", "localhost", 6379)]
    public void Address_WithHost_NamesItAndItsPort(string address, string host, int port)
    {
        ConfigurationOptions options = RedisAddress.Parse(address);
        options.SetDefaultPorts();

        DnsEndPoint endPoint = Assert.IsType<DnsEndPoint>(Assert.Single(options.EndPoints));
        Assert.Equal((host, port), (endPoint.Host, endPoint.Port));
        Assert.False(options.Ssl);
    }

    [Theory]
    [InlineData("redis://127.0.0.1:7000", "127.0.0.1")]
    [InlineData("redis://[::1]:7000", "::1")]
    public void Url_WithAnIpAddress_NamesIt(string address, string ip) =>
        Assert.Equal(new IPEndPoint(IPAddress.Parse(ip), 7000), Assert.Single(RedisAddress.Parse(address).EndPoints));

    [Fact]
    public void Url_WithAllParts_SetsThem()
    {
        ConfigurationOptions options = RedisAddress.Parse("rediss://an%40na:p%3Aa%2Fss@example.com:7000/3");

        Assert.Equal(("an@na", "p:a/ss", 3, true, "example.com"), (options.User, options.Password, options.DefaultDatabase, options.Ssl, options.SslHost));
    }

    // a slash that is not escaped ends the host: what follows may be the rest of a password
    [Fact]
    public void Url_WithAnUnescapedPassword_IsNotRepeated() =>
        Assert.DoesNotContain("secret", Assert.Throws<ArgumentException>(() => RedisAddress.Parse("redis://anna:12/secret@example.com/0")).Message, StringComparison.Ordinal);

    [Fact]
    public void Url_WithPasswordAlone_HasNoUser()
    {
        ConfigurationOptions options = RedisAddress.Parse("redis://:secret@example.com");

        Assert.Equal((null, "secret", null), (options.User, options.Password, options.DefaultDatabase));
    }

    [Fact]
    public void Configuration_WithSettings_KeepsThem()
    {
        ConfigurationOptions options = RedisAddress.Parse("a:1,b:2,password=secret,connectTimeout=700,ssl=true");

        Assert.Equal(2, options.EndPoints.Count);
        Assert.Equal(("secret", 700, true), (options.Password, options.ConnectTimeout, options.Ssl));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("redis://localhost")]
    public void Connection_ThatIsLost_HoldsNothingBack(string address)
    {
        ConfigurationOptions options = RedisAddress.Parse(address);

        Assert.Same(BacklogPolicy.FailFast, options.BacklogPolicy);
        Assert.False(options.AbortOnConnectFail);
    }

    [Theory]
    [InlineData("http://user:secret@localhost", "has the scheme 'http'")]
    [InlineData("redis://user:secret@", "is malformed")]
    [InlineData("redis://user:secret@localhost:port", "is malformed")]
    [InlineData("redis://user:secret@localhost/one", "names a database that is no number")]
    [InlineData("redis://user:secret@localhost/1?timeout=5", "has a query or a fragment")]
    [InlineData("localhost,password=secret,channelPrefix=x", "set KeyPrefix instead")]
    [InlineData("localhost,password=secret,nonsense=1", "is malformed: Keyword 'nonsense' is not supported")]
    [InlineData("password=secret", "names no server")]
    public void Address_ThatIsMalformed_IsRefusedWithoutItsPassword(string address, string problem)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => RedisAddress.Parse(address));

        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    public void Address_ThatIsEmpty_IsRefused(string? address) => Assert.ThrowsAny<ArgumentException>(() => RedisAddress.Parse(address!));
}
