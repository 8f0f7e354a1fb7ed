using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Rpress.LoadRunner;

/// <summary>A server process on a free port of loopback, ended by its own id.</summary>
internal sealed class RunningPeer : IAsyncDisposable
{
    private static readonly TimeSpan _startTimeout = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    private RunningPeer(Process process, int port)
    {
        _process = process;
        Port = port;
    }

    public int Port { get; }

    /// <summary>User and system time so far, of the process with all its threads.</summary>
    public CpuTime CpuTime
    {
        get
        {
            _process.Refresh();
            return new(_process.UserProcessorTime, _process.PrivilegedProcessorTime);
        }
    }

    /// <summary>The largest resident memory so far, in bytes.</summary>
    public long PeakMemory => StatusOf("VmHWM:");

    /// <summary>The resident memory now, in bytes.</summary>
    public long Memory => StatusOf("VmRSS:");

    /// <exception cref="TimeoutException">The server did not listen in time.</exception>
    public static async Task<RunningPeer> StartAsync(Peer peer, params (string Name, string Value)[] environment)
    {
        int port = FreePort();
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

            await Task.Delay(50);
        }

        return running;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private long StatusOf(string row)
    {
        string line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(row, StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) * 1024;
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
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
