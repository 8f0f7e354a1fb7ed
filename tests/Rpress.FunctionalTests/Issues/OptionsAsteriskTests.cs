using Rpress.TestKit;

namespace Rpress.FunctionalTests.Issues;

/// <summary>"OPTIONS *" asks about the server; it once ran an OPTIONS route of the root.</summary>
public sealed class OptionsAsteriskTests
{
    [Theory]
    [MemberData(nameof(HttpProtocols.Http1Only), MemberType = typeof(HttpProtocols))]
    public async Task OptionsAsterisk_WithARouteOfTheRoot_DoesNotRunIt(HttpProtocolKind protocol)
    {
        var app = TestApps.With(routes => routes.Options("/", _ => "the root's").Get("/users", _ => "users"));
        await using var server = await TestServer.StartAsync(app, protocol);
        await using var connection = await server.ConnectAsync();

        await connection.SendAsync("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
        var response = await connection.ReadResponseAsync();

        Assert.Equal((204, "GET, HEAD, OPTIONS"), (response.Status, response.Header("Allow")));
    }
}
