using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Rpress;

/// <summary>The server's end of a connection. The peer counts as loopback, as it would over a socket.</summary>
internal sealed class MemoryConnection : DefaultConnectionContext
{
    private readonly CancellationTokenSource _closed = new();
    private readonly IDuplexPipe _pipes;

    public MemoryConnection(IDuplexPipe pipes)
        : base(Guid.NewGuid().ToString())
    {
        _pipes = pipes;
        Transport = pipes;
        RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 1);
        LocalEndPoint = new IPEndPoint(IPAddress.Loopback, 2);
        ConnectionClosed = _closed.Token;
    }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        _pipes.Input.CancelPendingRead();
        _pipes.Output.Complete(abortReason);
        _closed.Cancel();
    }

    public override async ValueTask DisposeAsync()
    {
        await _pipes.Input.CompleteAsync();
        await _pipes.Output.CompleteAsync();
        await _closed.CancelAsync();
        await base.DisposeAsync();
    }
}
