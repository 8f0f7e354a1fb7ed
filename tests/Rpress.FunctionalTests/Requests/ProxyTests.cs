using Rpress.TestKit;

namespace Rpress.FunctionalTests.Requests;

public sealed class ProxyTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RemoteAddress_WithoutProxies_IsThePeers(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, new());

        await ExpectAsync(server, $"127.0.0.1 {OwnScheme(protocol)}", ("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Proto", "wss"), ("Forwarded", "for=203.0.113.7;proto=ftp"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RemoteAddress_OfUntrustedPeer_IgnoresWhatItClaims(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, new() { TrustedProxies = ["10.0.0.0/8", "127.0.0.2"] });

        await ExpectAsync(server, $"127.0.0.1 {OwnScheme(protocol)}", ("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Proto", "https"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RemoteAddress_OfTrustedPeer_IsTheNearestUntrustedHop(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, new() { TrustedProxies = ["127.0.0.1", "10.0.0.0/8"] });

        await ExpectAsync(server, "203.0.113.7 https", ("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Proto", "https"));
        await ExpectAsync(server, $"203.0.113.7 {OwnScheme(protocol)}", ("X-Forwarded-For", "1.2.3.4, 203.0.113.7, 10.1.2.3"));
        await ExpectAsync(server, $"2001:db8::1 {OwnScheme(protocol)}", ("X-Forwarded-For", "2001:db8::1"));
        await ExpectAsync(server, $"203.0.113.7 {OwnScheme(protocol)}", ("X-Forwarded-For", "203.0.113.7:5555"));
        await ExpectAsync(server, "203.0.113.7 http", ("X-Forwarded-For", "1.1.1.1,203.0.113.7"), ("X-Forwarded-Proto", "https,http"));
        await ExpectAsync(server, $"127.0.0.1 {OwnScheme(protocol)}");
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RemoteAddress_BehindRubbish_IsTheLastKnownHop(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, new() { TrustedProxies = ["127.0.0.1", "10.0.0.0/8"] });

        await ExpectAsync(server, $"127.0.0.1 {OwnScheme(protocol)}", ("X-Forwarded-For", "203.0.113.7, unknown"));
        await ExpectAsync(server, $"10.0.0.9 {OwnScheme(protocol)}", ("X-Forwarded-For", "203.0.113.7, <script>, 10.0.0.9"));
        await ExpectAsync(server, $"127.0.0.1 {OwnScheme(protocol)}", ("X-Forwarded-For", ""));
        await ExpectAsync(server, $"203.0.113.7 {OwnScheme(protocol)}", ("X-Forwarded-For", "203.0.113.7"), ("X-Forwarded-Proto", "javascript"));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RemoteAddress_OfAHundredHops_IsTheNearestUntrustedOne(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(protocol, new() { TrustedProxies = ["127.0.0.1", "10.0.0.0/8"] });
        var forged = Enumerable.Range(1, 98).Select(i => $"198.51.100.{i}");

        await ExpectAsync(server, $"203.0.113.7 {OwnScheme(protocol)}", ("X-Forwarded-For", string.Join(", ", [.. forged, "203.0.113.7", "10.0.0.1"])));
        await ExpectAsync(server, $"10.0.0.1 {OwnScheme(protocol)}", ("X-Forwarded-For", string.Join(",", Enumerable.Range(1, 100).Select(i => $"10.0.0.{i}"))));
    }

    [Theory]
    [MemberData(nameof(HttpProtocols.All), MemberType = typeof(HttpProtocols))]
    public async Task RemoteAddress_FromForwarded_FollowsRfc7239(HttpProtocolKind protocol)
    {
        await using var server = await StartAsync(
            protocol, new() { TrustedProxies = ["127.0.0.1", "10.0.0.0/8"], ForwardedHeader = ForwardedHeader.Forwarded });

        await ExpectAsync(server, "::1 https", ("Forwarded", "for=\"[::1]:80\";proto=https"));
        await ExpectAsync(server, "2001:db8::7 http", ("Forwarded", "For=\"[2001:db8::7]\";Proto=http;by=10.0.0.1"));
        await ExpectAsync(server, $"203.0.113.7 {OwnScheme(protocol)}", ("Forwarded", "for=1.2.3.4, for=203.0.113.7:99, for=10.0.0.3"));
        await ExpectAsync(server, $"127.0.0.1 {OwnScheme(protocol)}", ("Forwarded", "for=203.0.113.7, for=_hidden"));
        await ExpectAsync(server, $"127.0.0.1 {OwnScheme(protocol)}", ("X-Forwarded-For", "203.0.113.7"));
    }

    private static string OwnScheme(HttpProtocolKind protocol) => protocol == HttpProtocolKind.Http1 ? "http" : "https";

    private static Task<TestServer> StartAsync(HttpProtocolKind protocol, RpressOptions options) =>
        TestServer.StartAsync(TestApps.WithRoot(req => ResponsePayload.Text($"{req.RemoteAddress} {req.Scheme}"), options), protocol);

    private static async Task ExpectAsync(TestServer server, string expected, params (string Name, string Value)[] headers) =>
        Assert.Equal(expected, (await server.GetAsync("/", headers)).Text);
}
