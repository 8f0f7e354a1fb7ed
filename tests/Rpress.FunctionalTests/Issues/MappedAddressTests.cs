using System.Net;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Issues;

/// <summary>On a socket for both families an IPv4 client had the address ::ffff:127.0.0.1, which no allow-list is written in.</summary>
public sealed class MappedAddressTests
{
    [Fact]
    public async Task RemoteAddress_OnASocketForBothFamilies_IsIPv4()
    {
        await using var app = TestApps.With(routes => routes.Get("/", req => $"{req.RemoteAddress}")).AddEndpoint(":0");
        await app.StartAsync(TestContext.Current.CancellationToken);
        var port = ((IPEndPoint)app.Endpoints[0].EndPoint).Port;
        await using var connection = await RawHttpConnection.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));

        await connection.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");

        Assert.Equal("127.0.0.1", (await connection.ReadResponseAsync()).Text);
    }
}
