using Microsoft.Extensions.Logging;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Hardening;

/// <summary>One path for router, middleware and handler, whatever the target looks like; the same on HTTP/1.1 and HTTP/2.</summary>
public sealed class PathTests
{
    // RFC 3986 §5.2.4: dot segments are resolved before anything is matched, %2e among them (§6.2.2.2). What leaves the
    // prefix is not the route's any more.
    [Theory]
    [InlineData("/files/../secret", "/secret")]
    [InlineData("/files/%2e%2e/secret", "/secret")]
    [InlineData("/files/%2E%2e/secret", "/secret")]
    [InlineData("/files/.%2e/secret", "/secret")]
    [InlineData("/files/a/../../secret", "/secret")]
    [InlineData("/files/./../secret", "/secret")]
    [InlineData("/files/%2e/%2e%2e/secret", "/secret")]
    [InlineData("/../../../etc/passwd", "/etc/passwd")]
    [InlineData("/files/../../../../etc/passwd", "/etc/passwd")]
    [InlineData("/%66iles/../secret", "/secret")]
    [InlineData("/files/..", "/")]
    [InlineData("/files/../..//host", "//host")]
    [InlineData("//host/share", "//host/share")]
    [InlineData("/files%2fa", "/files%2Fa")]
    [InlineData("/FILES/a", "/FILES/a")]
    [InlineData("/filesa", "/filesa")]
    [InlineData("/a/x/y", "/a/x/y")]
    public async Task Path_LeavingTheRoute_IsNotFound(string target, string path)
    {
        Assert.Equal(new PathProbe(404, path, null), await PathProbe.SendAsync(target));
    }

    // what is no dot segment is text: it stays in the parameter, decoded once, for the handler to judge
    [Theory]
    [InlineData("/files/a/b", "/files/a/b", "a/b")]
    [InlineData("/files/a/./b", "/files/a/b", "a/b")]
    [InlineData("/files/a/%2e%2e/b", "/files/b", "b")]
    [InlineData("/files/x/../../files/b", "/files/b", "b")]
    [InlineData("/files/..%2fsecret", "/files/..%2Fsecret", "../secret")]
    [InlineData("/files/%2e%2e%2Fsecret", "/files/..%2Fsecret", "../secret")]
    [InlineData("/files/..%5csecret", "/files/..\\secret", "..\\secret")]
    [InlineData("/files/..\\secret", "/files/..\\secret", "..\\secret")]
    [InlineData("/files/%252e%252e%252fsecret", "/files/%252e%252e%252fsecret", "%2e%2e%2fsecret")]
    [InlineData("/files/%252fsecret", "/files/%252fsecret", "%2fsecret")]
    [InlineData("/files/..;/secret", "/files/..;/secret", "..;/secret")]
    [InlineData("/files/....//secret", "/files/....//secret", "....//secret")]
    [InlineData("/files/..a/b..c/d", "/files/..a/b..c/d", "..a/b..c/d")]
    [InlineData("/files//a", "/files//a", "/a")]
    [InlineData("/files///a", "/files///a", "//a")]
    [InlineData("/files/C:/x", "/files/C:/x", "C:/x")]
    [InlineData("/files/x.css::$DATA", "/files/x.css::$DATA", "x.css::$DATA")]
    [InlineData("/files/x.", "/files/x.", "x.")]
    [InlineData("/files/x%20", "/files/x ", "x ")]
    [InlineData("/files/CON", "/files/CON", "CON")]
    [InlineData("/files/.git/config", "/files/.git/config", ".git/config")]
    [InlineData("/files/a%3Fb%23c", "/files/a?b#c", "a?b#c")]
    [InlineData("/files/%ef%bc%8e%ef%bc%8e", "/files/\uff0e\uff0e", "\uff0e\uff0e")]
    [InlineData("/a/x%2Fy", "/a/x%2Fy", "x/y")]
    [InlineData("/a/x%2fy", "/a/x%2Fy", "x/y")]
    [InlineData("/a/%2e%2e%2f", "/a/..%2F", "../")]
    [InlineData("/a/100%25", "/a/100%25", "100%")]
    [InlineData("/a/%c3%a9", "/a/\u00e9", "\u00e9")]
    [InlineData("/a/+", "/a/+", "+")]
    [InlineData("/%61/x", "/a/x", "x")]
    public async Task Path_InsideTheRoute_ReachesTheHandlerInOneForm(string target, string path, string param)
    {
        Assert.Equal(new PathProbe(204, path, param), await PathProbe.SendAsync(target));
    }

    // RFC 3986 §2.1: a percent sign is followed by two hex digits. Control characters, and bytes that are not UTF-8 (the
    // overlong dot of old exploits among them), stand for no path at all.
    [Theory]
    [InlineData("/a/%")]
    [InlineData("/a/%2")]
    [InlineData("/a/%zz")]
    [InlineData("/a/%2g")]
    [InlineData("/a/%%")]
    [InlineData("/a/%uff0e")]
    [InlineData("/a/%+1")]
    [InlineData("/a/%00")]
    [InlineData("/files/x%00.css")]
    [InlineData("/a/%0d%0aX:%20y")]
    [InlineData("/a/%0a")]
    [InlineData("/a/%1b[2J")]
    [InlineData("/a/%7f")]
    [InlineData("/a/%c2%9b")]
    [InlineData("/files/%c0%ae%c0%ae/secret")]
    [InlineData("/files/%c0%af")]
    [InlineData("/files/%e0%80%ae")]
    [InlineData("/a/%ff")]
    [InlineData("/a/%c3")]
    [InlineData("/a/%ed%a0%80")]
    public async Task Path_Malformed_IsRefused(string target)
    {
        var answer = await PathProbe.SendAsync(target);

        Assert.Equal(new PathProbe(400, null, null), answer);
    }

    // whoever reads the log in a terminal, or line by line, must not read the client's words as ours
    [Theory]
    [InlineData("/boom/%1b[31mred")]
    [InlineData("/boom/a%0d%0aerror:%20forged")]
    [InlineData("/boom/%c2%85next")]
    [InlineData("/boom/plain?a=%0d%0aforged")]
    public async Task Path_WithLineEndsOrEscapes_NeverReachesTheLog(string target)
    {
        var logs = new CollectingLoggerFactory();
        var app = new RpressApp(new RpressOptions { LoggerFactory = logs });
        var routes = new RpressRoutes();
        routes.Get("/boom/:id", req => throw new InvalidOperationException("boom"));
        await using var server = await TestServer.StartAsync(app.AddRouteGroup(routes));
        await using var connection = await server.ConnectAsync();

        await connection.SendAsync($"GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        await connection.ReadToEndAsync();

        Assert.DoesNotContain(logs.Entries, entry => entry.Category.StartsWith("Rpress", StringComparison.Ordinal)
            && entry.Message.Any(char.IsControl) && entry.Level > LogLevel.Debug);
    }
}
