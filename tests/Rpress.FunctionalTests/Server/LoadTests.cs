using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Server;

/// <summary>Load: nothing fails under it, and nothing is left of it.</summary>
[Collection(RunsAlone.Name)]
public sealed class LoadTests
{
    [Fact]
    public Task Load_ShortRun_LeavesNothingBehind() => RunAsync(requests: 5000, connections: 50);

    [Fact]
    [Trait("Category", "Long")]
    public Task Load_LongRun_LeavesNothingBehind() => RunAsync(requests: 200_000, connections: 500);

    private static async Task RunAsync(int requests, int connections)
    {
        var routes = new RpressRoutes();
        routes.Get("/users/:id", req => ResponsePayload.Text($"user {req.Params["id"]}"));
        var app = new RpressApp(new RpressOptions { LoggerFactory = NullLoggerFactory.Instance }).AddRouteGroup(routes);
        await using var server = await TestServer.StartAsync(app);
        await LoadAsync(server, 2000, connections);
        var before = await MeasureAsync(server);

        var report = await LoadAsync(server, requests, connections);

        Assert.Contains($"{requests} succeeded, 0 failed, 0 errored, 0 timeout", report, StringComparison.Ordinal);
        Assert.Contains($"{requests} 2xx", report, StringComparison.Ordinal);
        Assert.InRange(await MeasureAsync(server), 0, Heap.MostAfter(before));
    }

    private static async Task<string> LoadAsync(TestServer server, int requests, int connections)
    {
        var start = new ProcessStartInfo("h2load", [
            "--h1", "-t", "2", "-n", requests.ToString(CultureInfo.InvariantCulture),
            "-c", connections.ToString(CultureInfo.InvariantCulture), $"{server.BaseAddress}users/42"])
        {
            RedirectStandardOutput = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var report = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(3));
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(15));
            return report;
        }
        catch (Win32Exception) when (Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip("h2load is not installed (Debian: nghttp2-client).");
            throw;
        }
    }

    private static async Task<long> MeasureAsync(TestServer server)
    {
        await Eventually.TrueAsync(() => server.App.ConnectionCount == 0, "all connections to be gone", TimeSpan.FromSeconds(30));
        return Heap.Measure();
    }
}
