using System.Text.RegularExpressions;
using Rpress.InteropTests.LoadBalancers;
using Rpress.SampleTests.Programs;
using Rpress.TestKit;

namespace Rpress.SampleTests.Samples;

/// <summary>The sample Cluster with a history of its own, and where it can be reached.</summary>
public sealed partial class ClusterProcess : IAsyncDisposable
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    private readonly TempDirectory _folder;
    private readonly ServerProcess _process;

    private ClusterProcess(TempDirectory folder, ServerProcess process)
    {
        _folder = folder;
        _process = process;
    }

    public string Output => _process.Output;

    /// <summary>Where the nodes are, the first one first.</summary>
    public IReadOnlyList<Uri> Nodes => [.. NodeLine().Matches(Output).Select(match => new Uri(match.Groups["url"].Value))];

    /// <summary>Where nginx is.</summary>
    public Uri Nginx => new(NginxLine().Match(Output).Groups["url"].Value);

    /// <summary>Starts it behind nginx. Where that is missing, the test skips; on build machines it fails.</summary>
    public static Task<ClusterProcess> StartBehindNginxAsync(params (string Name, string Value)[] environment) =>
        StartAsync(Path.GetDirectoryName(BalancerInstallation.Require("nginx", "nginx-light"))!, environment);

    /// <summary>Starts it where no nginx is found.</summary>
    public static Task<ClusterProcess> StartAsync(params (string Name, string Value)[] environment) => StartAsync("", environment);

    /// <summary>Types a line.</summary>
    public Task TypeAsync(string line) => _process.TypeAsync(line);

    /// <summary>Types a command, and returns when it is done.</summary>
    public async Task StopNodeAsync(int number)
    {
        await _process.TypeAsync($"stop {number}");
        await ShowsAsync($"Node {number} has stopped.");
    }

    /// <inheritdoc cref="StopNodeAsync"/>
    public async Task StartNodeAsync(int number)
    {
        int before = Nodes.Count;
        await _process.TypeAsync($"start {number}");
        await Eventually.TrueAsync(() => Nodes.Count > before, $"node {number} to be up again; there was:{Environment.NewLine}{Output}", _bound);
    }

    /// <summary>Ends it as a service manager does, and returns its exit code.</summary>
    public Task<int> EndAsync() => _process.StopAsync();

    /// <summary>Waits until it has printed a text.</summary>
    public Task ShowsAsync(string text) =>
        Eventually.TrueAsync(() => Output.Contains(text, StringComparison.Ordinal), $"'{text}' to be shown", _bound);

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    private static async Task<ClusterProcess> StartAsync(string path, (string Name, string Value)[] environment)
    {
        var folder = new TempDirectory();
        var variables = environment.ToDictionary(variable => variable.Name, variable => variable.Value);
        variables["PATH"] = path;
        variables["DATABASE"] = folder.Combine("chat.db");
        variables[OperatingSystem.IsWindows() ? "TMP" : "TMPDIR"] = folder.Path; // who is killed leaves files there
        try
        {
            var cluster = new ClusterProcess(folder, await ServerProcess.StartAsync("Cluster", variables));
            await cluster.ShowsAsync("Type \"stop 1\"");
            return cluster;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    [GeneratedRegex(@"Node \d is up: (?<url>http://\S+)")]
    private static partial Regex NodeLine();

    [GeneratedRegex(@"Open (?<url>http://[^\s:]+:\d+): nginx")]
    private static partial Regex NginxLine();
}
