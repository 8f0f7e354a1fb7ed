using System.Net;
using Rpress.FunctionalTests.Issues;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.RateLimiting;

/// <summary>Whose requests are counted together.</summary>
public sealed class KeyTests
{
    private static readonly RateLimit _one = new(1, TimeSpan.FromMinutes(1));

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Client_BehindATrustedProxy_IsCountedByItsOwnAddress(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(_one, protocol, ["127.0.0.1"]);

        Assert.Equal("200 200 429 200", await StatusesAsync(server, "X-Forwarded-For", "203.0.113.7", "203.0.113.8", "203.0.113.7", "198.51.100.1"));
    }

    // what an untrusted peer claims to be would let it have as many limits as it likes
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Client_ThatIsNoTrustedProxy_IsCountedAsItself(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(_one, protocol);

        Assert.Equal("200 429", await StatusesAsync(server, "X-Forwarded-For", "203.0.113.7", "203.0.113.8"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Client_WithIPv6_IsCountedByItsNetwork(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(_one, protocol, ["127.0.0.1"]);

        Assert.Equal("200 429 200 200 429", await StatusesAsync(server, "X-Forwarded-For", "2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::1", "::ffff:203.0.113.7", "203.0.113.7"));
    }

    [Fact]
    public async Task Clients_OfAUnixSocket_AreOne()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "unix socket files");
        using var directory = new TempDirectory();
        string path = directory.Combine("app.sock");
        await using var app = TestApps.WithRoot(_ => ResponsePayload.Text("ok"), new() { RateLimit = _one }).AddEndpoint($"unix:{path}");
        await app.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal("ok", await UnixSocketClient.GetAsync(path));
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => UnixSocketClient.GetAsync(path));

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Key_OfTheApplication_TakesThePlaceOfTheAddress(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(new RateLimit(1, TimeSpan.FromMinutes(1)).By(req => req.Headers["X-Api-Key"]), protocol);

        Assert.Equal("200 200 429 429", await StatusesAsync(server, "X-Api-Key", "a", "b", "a", "b"));
        Assert.Equal("200 429", await StatusesAsync(server, "X-Other", "", ""));
    }

    // else one client could use up what belongs to another's address
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("address:127.0.0.1")]
    public async Task Key_ThatLooksLikeAnAddress_IsNotCountedAsOne(string key)
    {
        await using var server = await StartAsync(new RateLimit(1, TimeSpan.FromMinutes(1)).By(req => req.Headers["X-Api-Key"]));

        Assert.Equal("200 429", await StatusesAsync(server, "X-Api-Key", key, key));

        Assert.Equal(200, (await server.GetAsync("/")).Status);
    }

    [Theory]
    [InlineData(255, 255)]
    [InlineData(256, 256)]
    [InlineData(257, 64)]
    [InlineData(7000, 64)]
    public async Task Key_ThatIsLong_IsHashed(int length, int expected)
    {
        var limiter = new ScriptedRateLimiter();
        var limit = new RateLimit(1, TimeSpan.FromMinutes(1)).By(req => req.Headers["X-Api-Key"]);
        await using var server = await StartAsync(limit, limiter: limiter);

        await server.GetAsync("/", ("X-Api-Key", new string('a', length)));
        await server.GetAsync("/", ("X-Api-Key", new string('a', length - 1) + "b"));

        Assert.Equal(expected, limiter.Keys[0].Length);
        Assert.NotEqual(limiter.Keys[0], limiter.Keys[1]);
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task Key_ThatThrows_IsAnsweredAsAHandlerThatDoes(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(
            new RateLimit(9, TimeSpan.FromMinutes(1)).By(req => req.Headers["X-Api-Key"] == "refused" ? throw new RpressException(401, "Who?") : throw new InvalidOperationException("secret")),
            protocol);

        var failed = await server.GetAsync("/");
        var refused = await server.GetAsync("/", ("X-Api-Key", "refused"));

        Assert.Equal(500, failed.Status);
        Assert.DoesNotContain("secret", failed.Text, StringComparison.Ordinal);
        Assert.Equal((401, "Who?"), (refused.Status, refused.Text));
    }

    private static Task<TestServer> StartAsync(
        RateLimit limit, HttpProtocolKind protocol = HttpProtocolKind.Http1, IList<string>? proxies = null, IRateLimiter? limiter = null) =>
        TestServer.StartAsync(
            TestApps.WithRoot(
                _ => ResponsePayload.Text("ok"),
                new() { RateLimit = limit, TrustedProxies = proxies, RateLimiter = limiter, TimeProvider = new TestClock(), MaxRequestHeadersSize = 16 * 1024 }),
            protocol);

    private static async Task<string> StatusesAsync(TestServer server, string header, params string[] values)
    {
        var statuses = new List<int>();
        foreach (string value in values)
        {
            statuses.Add((await server.GetAsync("/", (header, value))).Status);
        }

        return string.Join(' ', statuses);
    }
}
