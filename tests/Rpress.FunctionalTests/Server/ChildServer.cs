using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace Rpress.FunctionalTests.Server;

/// <summary>A server in a process of its own, which prints "ready" and its URL.</summary>
internal sealed class ChildServer : IAsyncDisposable
{
    /// <summary>The server for tests that send it signals: tests/Rpress.SignalHost.</summary>
    public const string SignalHost = "Rpress.SignalHost";

    /// <summary>The server of the load scenarios: bench/Rpress.LoadServer.</summary>
    public const string LoadServer = "Rpress.LoadServer";

    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly Task<string> _output;

    private ChildServer(Process process, IPEndPoint endPoint)
    {
        _process = process;
        EndPoint = endPoint;
        _output = ReadOutputAsync();
    }

    public IPEndPoint EndPoint { get; }

    public static Task<ChildServer> StartAsync(params string[] arguments) => StartAsync(SignalHost, arguments, []);

    /// <summary>Starts a program that lies beside the tests.</summary>
    public static async Task<ChildServer> StartAsync(string program, string[] arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        // tests that a shell runs in its background ignore SIGINT, and a child would take that over
        string[] command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];
        var start = new ProcessStartInfo(command[0], [.. command[1..], Path.Combine(AppContext.BaseDirectory, $"{program}.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync().WaitAsync(_bound) is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
            {
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
        var output = await _output.WaitAsync(_bound);
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

        await _output.WaitAsync(_bound);
        _process.Dispose();
    }

    // at once, or a child that writes much would wait for us
    private async Task<string> ReadOutputAsync()
    {
        var output = new StringBuilder();
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            output.AppendLine(line);
        }

        return output.ToString();
    }
}
