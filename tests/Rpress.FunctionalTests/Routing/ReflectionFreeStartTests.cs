using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Rpress.TestKit;

namespace Rpress.FunctionalTests.Routing;

/// <summary>
/// What a trimmed or AOT-compiled application meets: JSON without reflection. The switch is read once for a process, so
/// the test runs itself again in a process where it is off.
/// </summary>
public sealed class ReflectionFreeStartTests
{
    private const string Switch = "System.Text.Json.JsonSerializer.IsReflectionEnabledByDefault";

    [Fact]
    public async Task App_WithTypesNoContextKnows_FailsAtStartNamingRoutesAndTypes()
    {
        if (JsonSerializer.IsReflectionEnabledByDefault)
        {
            await RunAgainWithoutReflectionAsync();
            return;
        }

        await using var app = TestApps.With(routes => routes
            .Get("/points/:id", _ => new Point(1)).Post("/lines", async _ => await Task.FromResult(new Line(1)))
            .Get("/text", _ => "known").Get("/numbers", _ => new[] { 1 }).Get("/nothing", _ => { }));
        app.AddEndpoint("127.0.0.1:0");

        var error = await Assert.ThrowsAsync<RpressConfigurationException>(() => app.StartAsync(TestContext.Current.CancellationToken));

        Assert.Collection(
            error.Errors,
            text => Assert.Contains("GET /points/:id' returns Point,", text, StringComparison.Ordinal),
            text => Assert.Contains("POST /lines' returns Line,", text, StringComparison.Ordinal));
    }

    private static async Task RunAgainWithoutReflectionAsync()
    {
        using var folder = new TempDirectory();
        var token = TestContext.Current.CancellationToken;
        var assembly = typeof(ReflectionFreeStartTests).Assembly.Location;
        var config = JsonNode.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(assembly, ".runtimeconfig.json"), token))!;
        (config["runtimeOptions"]!["configProperties"] ??= new JsonObject())[Switch] = false;
        using var process = Process.Start(new ProcessStartInfo(DotnetPath())
        {
            ArgumentList =
            {
                "exec", "--runtimeconfig", folder.WriteFile("runtimeconfig.json", config.ToJsonString()), assembly,
                "--filter-class", typeof(ReflectionFreeStartTests).FullName!, "--results-directory", folder.Path,
            },
            RedirectStandardOutput = true,
        })!;

        var output = await process.StandardOutput.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);

        Assert.True(process.ExitCode == 0 && output.Contains("succeeded: 1", StringComparison.Ordinal), output);
    }

    private static string DotnetPath()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
    }

    private sealed record Point(int X);

    private sealed record Line(int Length);
}
