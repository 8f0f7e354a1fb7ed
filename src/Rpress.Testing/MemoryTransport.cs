using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Rpress;

/// <summary>A transport whose connections are two pipes each.</summary>
internal sealed class MemoryTransport : IConnectionListenerFactory
{
    private readonly ConcurrentDictionary<EndPoint, MemoryListener> _listeners = [];

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var listener = new MemoryListener(endpoint);
        _listeners[endpoint] = listener;
        return new(listener);
    }

    public async ValueTask<Stream> ConnectAsync(EndPoint endPoint, CancellationToken cancellationToken)
    {
        // the pause thresholds of a pipe are the back-pressure that a socket's buffers would be
        var toServer = new Pipe(new PipeOptions(useSynchronizationContext: false));
        var toClient = new Pipe(new PipeOptions(useSynchronizationContext: false));
        var connection = new MemoryConnection(new DuplexPipe(toServer.Reader, toClient.Writer));
        await _listeners[endPoint].AcceptAsync(connection, cancellationToken);
        return new DuplexStream(toClient.Reader.AsStream(), toServer.Writer.AsStream());
    }
}
