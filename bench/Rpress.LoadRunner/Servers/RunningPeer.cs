using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Rpress.TestKit;

namespace Rpress.LoadRunner;

/// <summary>A server process on a free port of loopback, ended by its own id.</summary>
internal sealed class RunningPeer : IAsyncDisposable
{
    private static readonly TimeSpan _startTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _endTimeout = TimeSpan.FromSeconds(30);
    private readonly Peer _peer;
    private readonly Process _process;
    private bool _isDisposed;

    private RunningPeer(Peer peer, Process process, int port)
    {
        _peer = peer;
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
        var running = new RunningPeer(peer, process, port);
        using var bound = new CancellationTokenSource(_startTimeout);
        while (!await IsListeningAsync(port, bound.Token))
        {
            if (process.HasExited || bound.IsCancellationRequested)
            {
                await running.DisposeAsync();
                throw new TimeoutException($"{peer.Name} does not listen: build it, and start {peer.Program} by hand to see why.");
            }

            await Task.Delay(10);
        }

        return running;
    }

    /// <exception cref="TimeoutException">The server did not end in time, though it was killed.</exception>
    public async ValueTask DisposeAsync()
    {
        if (End() && !await HasEndedAsync())
        {
            throw new TimeoutException($"{_peer.Name}, process {_process.Id}, did not end within {_endTimeout.TotalSeconds:0} s.");
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

    private async Task<bool> HasEndedAsync()
    {
        Task ended = _process.WaitForExitAsync();
        return await Task.WhenAny(ended, Task.Delay(_endTimeout)) == ended;
    }

    private static async Task<bool> IsListeningAsync(int port, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (Exception error) when (error is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
