using System.Net;
using System.Net.Sockets;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Server;

/// <summary>The addresses that a server listens on.</summary>
public sealed class AddressTests
{
    [Theory]
    [InlineData("127.0.0.1:0", "http://127.0.0.1:", "127.0.0.1")]
    [InlineData("0.0.0.0:0", "http://0.0.0.0:", "127.0.0.1")]
    [InlineData("[::1]:0", "http://[::1]:", "::1")]
    [InlineData("[::]:0", "http://[::]:", "::1")]
    [InlineData("localhost:0", "http://localhost:", "127.0.0.1 ::1")]
    [InlineData("LOCALHOST:0", "http://localhost:", "127.0.0.1 ::1")]
    [InlineData(":0", "http://", "127.0.0.1 ::1")]
    [InlineData("*:0", "http://", "127.0.0.1 ::1")]
    public async Task Address_OfEachForm_IsReachedOnOnePort(string address, string url, string reachable)
    {
        await using var app = NewApp();
        await app.AddEndpoint(address).StartAsync(TestContext.Current.CancellationToken);

        var port = Assert.Single(app.Endpoints.Select(endpoint => ((IPEndPoint)endpoint.EndPoint).Port).Distinct());
        Assert.NotEqual(0, port);
        Assert.All(app.Endpoints, endpoint => Assert.StartsWith(url, endpoint.Url, StringComparison.Ordinal));
        foreach (var ip in reachable.Split(' ').Select(IPAddress.Parse).Where(CanReach))
        {
            await AssertServedAsync(new IPEndPoint(ip, port));
        }
    }

    [Theory]
    [InlineData("3000")]
    [InlineData("0.0.0.0")]
    [InlineData("0.0.0.0:")]
    [InlineData("0.0.0.0:x")]
    [InlineData("0.0.0.0:-1")]
    [InlineData("0.0.0.0:+1")]
    [InlineData("0.0.0.0: 1")]
    [InlineData("0.0.0.0:65536")]
    [InlineData("example.com:80")]
    [InlineData("http://127.0.0.1:80")]
    [InlineData("::1:80")]
    [InlineData("[::1]")]
    [InlineData("[127.0.0.1]:80")]
    [InlineData("[::1:80")]
    [InlineData("unix:")]
    [InlineData("unix:relative.sock")]
    public void Address_Malformed_ThrowsNamingIt(string address)
    {
        var error = Assert.Throws<ArgumentException>(() => NewApp().AddEndpoint(address));

        Assert.Contains($"'{address}'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    public void Address_Empty_Throws(string? address)
    {
        Assert.ThrowsAny<ArgumentException>(() => NewApp().AddEndpoint(address!));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Address_InUse_FailsTheStartNamingIt(string host)
    {
        await using var first = NewApp();
        await first.AddEndpoint($"{host}:0").StartAsync(TestContext.Current.CancellationToken);
        var port = ((IPEndPoint)first.Endpoints[0].EndPoint).Port;
        await using var second = NewApp().AddEndpoint($"{host}:{port}");

        var error = await Assert.ThrowsAnyAsync<IOException>(() => second.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains($"{port}", error.Message, StringComparison.Ordinal);
        Assert.Contains("in use", error.Message, StringComparison.OrdinalIgnoreCase);
        await AssertServedAsync(first.Endpoints[0].EndPoint);
    }

    [Fact]
    public async Task UnixSocket_Bound_IsServedAndRemovedAtStop()
    {
        using var directory = new TempDirectory();
        var path = directory.Combine("app.sock");
        await using var app = NewApp();
        await app.AddEndpoint($"unix:{path}").StartAsync(TestContext.Current.CancellationToken);

        await AssertServedAsync(new UnixDomainSocketEndPoint(path));
        Assert.Equal($"http://unix:{path}", Assert.Single(app.Endpoints).Url);
        await app.StopAsync(TestContext.Current.CancellationToken);

        Assert.False(File.Exists(path));
    }

    // a process that was killed leaves its file
    [Fact]
    public async Task UnixSocket_OverAStaleFile_IsBound()
    {
        using var directory = new TempDirectory();
        var path = directory.Combine("app.sock");
        using (var stale = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            stale.Bind(new UnixDomainSocketEndPoint(directory.Combine("stale.sock")));
            File.Move(directory.Combine("stale.sock"), path);
        }

        await using var app = NewApp();
        await app.AddEndpoint($"unix:{path}").StartAsync(TestContext.Current.CancellationToken);

        await AssertServedAsync(new UnixDomainSocketEndPoint(path));
    }

    [Fact]
    public async Task UnixSocket_ThatAnotherAnswersOn_FailsTheStartAndStays()
    {
        using var directory = new TempDirectory();
        var path = directory.Combine("app.sock");
        await using var first = NewApp();
        await first.AddEndpoint($"unix:{path}").StartAsync(TestContext.Current.CancellationToken);
        await using var second = NewApp().AddEndpoint($"unix:{path}");

        var error = await Assert.ThrowsAnyAsync<IOException>(() => second.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        await AssertServedAsync(new UnixDomainSocketEndPoint(path));
    }

    // not a socket: somebody's data
    [Fact]
    public async Task UnixSocket_OverAnOrdinaryFile_FailsTheStartAndKeepsTheFile()
    {
        using var directory = new TempDirectory();
        var path = directory.WriteFile("app.sock", "data");
        await using var app = NewApp().AddEndpoint($"unix:{path}");

        await Assert.ThrowsAnyAsync<IOException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Equal("data", await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Endpoints_Several_AreServedAtOnce()
    {
        using var directory = new TempDirectory();
        var path = directory.Combine("app.sock");
        await using var app = NewApp().AddEndpoint("127.0.0.1:0").AddEndpoint("127.0.0.1:0").AddEndpoint($"unix:{path}");
        await app.StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, app.Endpoints.Count);
        foreach (var endpoint in app.Endpoints)
        {
            await AssertServedAsync(endpoint.EndPoint);
        }
    }

    [Fact]
    public async Task Start_WithoutAddress_FailsNamingTheFix()
    {
        await using var app = NewApp();

        var error = await Assert.ThrowsAsync<RpressConfigurationException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains("AddEndpoint", error.Message, StringComparison.Ordinal);
    }

    private static RpressApp NewApp() =>
        new RpressApp(new RpressOptions { LoggerFactory = new CollectingLoggerFactory() }).Use((req, next) => ResponsePayload.Text("ok"));

    private static bool CanReach(IPAddress ip) => ip.AddressFamily == AddressFamily.InterNetwork || Socket.OSSupportsIPv6;

    private static async Task AssertServedAsync(EndPoint endPoint)
    {
        await using var connection = await RawHttpConnection.ConnectAsync(endPoint);
        await connection.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Equal("ok", (await connection.ReadResponseAsync()).Text);
    }
}
