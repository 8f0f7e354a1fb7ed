using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Rpress;

/// <summary>Hands connections from clients to the server.</summary>
internal sealed class MemoryListener(EndPoint endPoint) : IConnectionListener
{
    private readonly Channel<ConnectionContext> _waiting = Channel.CreateUnbounded<ConnectionContext>();

    public EndPoint EndPoint => endPoint;

    public async ValueTask AcceptAsync(ConnectionContext connection, CancellationToken cancellationToken)
    {
        try
        {
            await _waiting.Writer.WriteAsync(connection, cancellationToken);
        }
        catch (ChannelClosedException error)
        {
            throw new IOException("The server does not accept connections any more.", error);
        }
    }

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _waiting.Reader.WaitToReadAsync(cancellationToken) && _waiting.Reader.TryRead(out ConnectionContext? connection)
            ? connection
            : null;

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _waiting.Writer.TryComplete();
        return default;
    }

    public ValueTask DisposeAsync() => UnbindAsync();
}
