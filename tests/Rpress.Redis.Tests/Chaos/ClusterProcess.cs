using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Reflection;
using System.Text;
using Rpress.ClusterHost;
using Rpress.TestKit;

namespace Rpress.Redis.Tests.Chaos;

/// <summary>A server of a cluster in a process of its own, which can be killed and stopped: tests/Rpress.ClusterHost.</summary>
internal sealed class ClusterProcess : IAsyncDisposable
{
    private const string Program = "Rpress.ClusterHost";

    private static readonly TimeSpan _startBound = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly StringBuilder _output = new(); // guarded by itself
    private readonly TaskCompletionSource<IPEndPoint> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ClusterProcess(Process process) => _process = process;

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; private set; } = null!;

    /// <summary>What it has printed.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public static async Task<ClusterProcess> StartAsync(ClusterKind kind, string address)
    {
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(dotnet, [FindProgram(), kind.ToString(), address])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var started = new ClusterProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        try
        {
            await started.StartAsync();
            return started;
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends it at once, as a crash would.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Stops it where it stands: its connections stay, and nothing of it runs.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    /// <summary>Lets it go on after <see cref="FreezeAsync"/>.</summary>
    public Task ThawAsync() => SignalAsync("CONT");

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process.Dispose();
    }

    // the build has written into this assembly where the program lies
    private static string FindProgram()
    {
        string path = typeof(ClusterProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == $"Program:{Program}").Value!;
        return Path.GetFullPath(path.Replace('\\', '/'), AppContext.BaseDirectory);
    }

    private async Task StartAsync()
    {
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"{Program} has ended. It printed:{Environment.NewLine}{Output}"));
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.TrueAsync(() => _ready.Task.IsCompleted, $"{Program} to listen", _startBound);
        EndPoint = await _ready.Task;
    }

    private async Task SignalAsync(string signal)
    {
        using Process kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.AppendLine(line);
        }

        if (line.StartsWith("ready ", StringComparison.Ordinal))
        {
            _ready.TrySetResult(IPEndPoint.Parse(new Uri(line["ready ".Length..]).Authority));
        }
    }
}
