namespace Rpress.FunctionalTests.Hardening;

/// <summary>Host: exactly one, and nothing that another server would read as another host.</summary>
public sealed class HostTests
{
    // RFC 9112 §3.2: none, several or an invalid one is 400.
    [Theory]
    [InlineData("X: y")]
    [InlineData("Host: x\r\nHost: x")]
    [InlineData("Host: x\r\nHost: y")]
    [InlineData("Host: x, y")]
    [InlineData("Host:")]
    [InlineData("Host: ")]
    [InlineData("Host: a@b")]
    [InlineData("Host: x/path")]
    [InlineData("Host: x?y")]
    [InlineData("Host: x#y")]
    [InlineData("Host: x y")]
    [InlineData("Host: x\\y")]
    [InlineData("Host: http://x")]
    [InlineData("Host: x:port")]
    [InlineData("Host: x:1:2")]
    [InlineData("Host: [::1")]
    [InlineData("Host: ::1]")]
    [InlineData("Host: x\u0001")]
    [InlineData("Host: \u00e9")]
    [InlineData("Host : x")]
    [InlineData("Host\r\n: x")]
    public async Task Host_MissingRepeatedOrInvalid_IsRefused(string field)
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync($"GET / HTTP/1.1\r\n{field}\r\n\r\n");

        Assert.Equal([400], statuses);
        Assert.Empty(server.Seen);
    }

    [Theory]
    [InlineData("Host: example.com")]
    [InlineData("Host: example.com:8080")]
    [InlineData("host:127.0.0.1")]
    [InlineData("HOST: [::1]:3000")]
    [InlineData("Host: under_score.example")]
    public async Task Host_Valid_IsAccepted(string field)
    {
        await using var server = await RecordingServer.StartAsync();

        var statuses = await server.SendAsync($"GET /a HTTP/1.1\r\n{field}\r\n\r\n");

        Assert.Equal([200, 200], statuses);
    }

    // two hosts are no host in HTTP/1.0 either, which merely may do without
    [Theory]
    [InlineData("Host: x\r\nHost: y")]
    [InlineData("Host: a@b")]
    public async Task Host_RepeatedOrInvalidInHttp10_IsRefused(string field)
    {
        await using var server = await RecordingServer.StartAsync();
        await using var connection = await server.Server.ConnectAsync();

        await connection.SendAsync($"GET / HTTP/1.0\r\n{field}\r\n\r\n");
        var response = await connection.ReadResponseAsync();

        Assert.Equal(400, response.Status);
        Assert.Empty(await connection.ReadToEndAsync());
    }
}
