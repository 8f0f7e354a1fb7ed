using Rpress.SampleTests.Programs;

namespace Rpress.SampleTests.Samples;

/// <summary>Each sample that is a server starts on a free port, answers, and ends as a service should.</summary>
public sealed class ShutdownTests
{
    private const string Client = "ConsoleChat";

    public static TheoryData<string> Samples =>
        [.. BuiltPrograms.Paths.Keys.Where(name => name != Client && !name.StartsWith("Rpress.", StringComparison.Ordinal)).Order()];

    [Theory]
    [MemberData(nameof(Samples))]
    public async Task Sample_Sigterm_EndsWithExitCodeZero(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no SIGTERM.");
        await using ServerProcess server = await ServerProcess.StartAsync(name);
        using HttpResponseMessage response = await server.Client.GetAsync("/", TestContext.Current.CancellationToken);

        int exitCode = await server.StopAsync();

        Assert.InRange((int)response.StatusCode, 200, 404); // some have no page at the root
        Assert.Equal(0, exitCode);
        Assert.Contains("Stopped.", server.Output);
    }

    [Fact]
    public void Samples_Built_AreAllKnownToTheTests()
    {
        Assert.Equal(
            ["Chat", "Cluster", "Compression", Client, "Cors", "Hello", "MiddlewareAndAuth", "RateLimiting", "RoomsAndAcks", "Routes", "Rpress.AotCheck", "Rpress.ConformanceServer", "SocketAuth", "StaticFiles", "Tls", "Tracing", "Uploads"],
            BuiltPrograms.Paths.Keys.Order());
        Assert.All(BuiltPrograms.Paths.Values, path => Assert.True(File.Exists(path), path));
    }
}
