using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Rpress.FunctionalTests.Server;

/// <summary>A server in a process of its own: tests/Rpress.SignalHost.</summary>
internal sealed class ChildServer : IAsyncDisposable
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private ChildServer(Process process, IPEndPoint endPoint) => (_process, EndPoint) = (process, endPoint);

    public IPEndPoint EndPoint { get; }

    public static async Task<ChildServer> StartAsync(params string[] arguments)
    {
        // tests that a shell runs in its background ignore SIGINT, and a child would take that over
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        var start = new ProcessStartInfo(command[0], [.. command[1..], Path.Combine(AppContext.BaseDirectory, "Rpress.SignalHost.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(_bound) is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
            {
                // what follows is read at the end; a few lines fit into the pipe
                return new ChildServer(process, IPEndPoint.Parse(new Uri(line[6..]).Authority));
            }
        }

        throw new InvalidOperationException("The child ended before it was ready.");
    }

    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", ["-s", signal, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync().WaitAsync(_bound);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The exit code, and what was written from "ready" on.</returns>
    public async Task<(int ExitCode, string Output)> WaitForExitAsync()
    {
        var output = await _process.StandardOutput.ReadToEndAsync().WaitAsync(_bound);
        await _process.WaitForExitAsync().WaitAsync(_bound);
        return (_process.ExitCode, output);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync().WaitAsync(_bound);
        }

        _process.Dispose();
    }
}
