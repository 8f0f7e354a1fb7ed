using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Rpress.TestKit;

namespace Rpress.LoadRunner;

/// <summary>A server process on a free port of loopback, ended by its own id.</summary>
internal sealed class RunningPeer : IAsyncDisposable
{
    private static readonly TimeSpan _startTimeout = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private bool _isDisposed;

    private RunningPeer(Process process, int port)
    {
        _process = process;
        Port = port;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => End();
    }

    public int Port { get; }

    /// <summary>User and system time so far, of the process and its children.</summary>
    public CpuTime CpuTime => ProcessTree.CpuTimeOf(_process.Id);

    /// <summary>The largest resident memory so far, in bytes.</summary>
    public long PeakMemory => ProcessTree.StatusOf(_process.Id, "VmHWM:");

    /// <summary>The resident memory now, in bytes.</summary>
    public long Memory => ProcessTree.StatusOf(_process.Id, "VmRSS:");

    /// <exception cref="TimeoutException">The server did not listen in time.</exception>
    public static async Task<RunningPeer> StartAsync(Peer peer, params (string Name, string Value)[] environment)
    {
        int port = FreePort.Next();
        ProcessStartInfo start = peer.Start(port);
        start.RedirectStandardOutput = true;
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var running = new RunningPeer(process, port);
        long started = Stopwatch.GetTimestamp();
        while (!await IsListeningAsync(port))
        {
            if (process.HasExited || Stopwatch.GetElapsedTime(started) > _startTimeout)
            {
                await running.DisposeAsync();
                throw new TimeoutException($"{peer.Name} does not listen: build it, and start {peer.Program} by hand to see why.");
            }

            await Task.Delay(10);
        }

        return running;
    }

    public async ValueTask DisposeAsync()
    {
        if (End())
        {
            await _process.WaitForExitAsync();
        }

        _isDisposed = true;
        _process.Dispose();
    }

    // also as the runner is told to end: a server does not outlive it
    private bool End()
    {
        if (_isDisposed || _process.HasExited)
        {
            return false;
        }

        _process.Kill(entireProcessTree: true);
        return true;
    }

    private static async Task<bool> IsListeningAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
