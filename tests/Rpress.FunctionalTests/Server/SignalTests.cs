using System.Net.Sockets;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Server;

/// <summary>Signals to a real process: SIGTERM is how containers stop one (rpress knew only Ctrl+C, defect 20).</summary>
public sealed class SignalTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Signal_WhileIdle_EndsTheProcessGracefully(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX signals");
        await using var child = await ChildServer.StartAsync();

        await child.SignalAsync(signal);
        var (exitCode, output) = await child.WaitForExitAsync();

        Assert.Equal(0, exitCode);
        Assert.Contains("stopped", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Signal_WithARunningRequest_LetsItFinish(string signal)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX signals");
        await using var child = await ChildServer.StartAsync();
        await using var connection = await RequestAsync(child, "/until-stopping");

        await child.SignalAsync(signal);
        var response = await connection.ReadResponseAsync();
        var (exitCode, output) = await child.WaitForExitAsync();

        Assert.Equal("finished", response.Text);
        Assert.Equal("close", response.Header("Connection"));
        Assert.Equal(0, exitCode);
        Assert.Contains("stopped", output, StringComparison.Ordinal);
    }

    // the drain would take 30 s
    [Theory]
    [InlineData("TERM", 143)]
    [InlineData("INT", 130)]
    public async Task SecondSignal_WhileARequestHangs_EndsTheProcessAtOnce(string signal, int expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX signals");
        await using var child = await ChildServer.StartAsync();
        await using var connection = await RequestAsync(child, "/hang");

        await child.SignalAsync(signal);
        await Eventually.TrueAsync(() => IsRefusedAsync(child), "the first signal to stop the listening");
        await child.SignalAsync(signal);
        var (exitCode, output) = await child.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);

        Assert.Equal(expected, exitCode);
        Assert.DoesNotContain("stopped", output, StringComparison.Ordinal);
    }

    // the delay would take an hour
    [Fact]
    public async Task SecondSignal_DuringTheDrainDelay_EndsTheProcessAtOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX signals");
        await using var child = await ChildServer.StartAsync("3600");
        using var client = new HttpClient { BaseAddress = new($"http://{child.EndPoint}/") };

        await child.SignalAsync("TERM");
        await Eventually.TrueAsync(async () => (int)(await client.GetAsync("/readyz")).StatusCode == 503, "readiness to say no");
        Assert.Equal("ok", await client.GetStringAsync("/", TestContext.Current.CancellationToken));
        await child.SignalAsync("TERM");
        var (exitCode, _) = await child.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);

        Assert.Equal(143, exitCode);
    }

    // the token has asked for the stop, so the first signal is the second to ask
    [Fact]
    public async Task FirstSignal_AfterTheTokenHasStopped_EndsTheProcessAtOnce()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "POSIX signals");
        await using var child = await ChildServer.StartAsync("3600");
        using var client = new HttpClient { BaseAddress = new($"http://{child.EndPoint}/") };

        await client.PostAsync("/stop", null, TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(async () => (int)(await client.GetAsync("/readyz")).StatusCode == 503, "readiness to say no");
        await child.SignalAsync("TERM");
        var (exitCode, _) = await child.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);

        Assert.Equal(143, exitCode);
    }

    // the answer to a request before it on the same connection shows that the connection is accepted
    private static async Task<RawHttpConnection> RequestAsync(ChildServer child, string path)
    {
        var connection = await RawHttpConnection.ConnectAsync(child.EndPoint);
        await connection.SendAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.Equal("ok", (await connection.ReadResponseAsync()).Text);
        await connection.SendAsync($"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n");
        return connection;
    }

    private static async Task<bool> IsRefusedAsync(ChildServer child)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(child.EndPoint);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
