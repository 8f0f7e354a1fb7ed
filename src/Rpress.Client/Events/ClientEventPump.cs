using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Runs the handlers of a client's socket.</summary>
internal sealed class ClientEventPump(ClientSocket socket, ClientConnection connection) : EventPump<ClientOccurrence>(connection.Settings.EventLimits, connection.Work)
{
    private static readonly AsyncLocal<ClientConnection?> _running = new();

    /// <summary>Whether the caller is a handler of the connection's sockets, or called by one.</summary>
    public static bool IsRunning(ClientConnection connection) => _running.Value == connection;

    /// <summary>Runs what is called by an emitting thread, and may dispose the client as handlers may.</summary>
    public static void RunAsHandler(ClientConnection connection, Action action)
    {
        ClientConnection? before = _running.Value;
        _running.Value = connection;
        try
        {
            action();
        }
        finally
        {
            _running.Value = before;
        }
    }

    protected override ValueTask HandleAsync(ClientOccurrence item)
    {
        if (_running.Value != connection)
        {
            _running.Value = connection;
        }

        return item.Packet is { } packet ? socket.HandleAsync(packet, item.Engine!) : item.Callback!();
    }

    protected override long SizeOf(ClientOccurrence item) => item.Packet?.Size ?? 0;
}
