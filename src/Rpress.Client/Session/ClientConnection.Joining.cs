namespace Rpress;

/// <content>What is sent to join namespaces.</content>
internal sealed partial class ClientConnection
{
    /// <summary>Asks the sockets what they send to be let in, before the connection is made.</summary>
    /// <exception cref="SocketConnectException">The application's function failed.</exception>
    private async Task<Dictionary<ClientSocket, byte[]>> ReadAuthAsync(CancellationToken cancellationToken)
    {
        ClientSocket[] active;
        lock (Gate)
        {
            active = [.. _sockets.Values.Where(socket => socket.IsActive)];
        }

        var auth = new Dictionary<ClientSocket, byte[]>();
        foreach (ClientSocket socket in active)
        {
            auth.Add(socket, await ReadAuthAsync(socket, cancellationToken).ConfigureAwait(false));
        }

        return auth;
    }

    private static async Task<byte[]> ReadAuthAsync(ClientSocket socket, CancellationToken cancellationToken)
    {
        try
        {
            return await socket.ReadAuthAsync(cancellationToken).AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SocketConnectException($"What is sent to join {socket.Namespace} could not be made: {error.Message}", error);
        }
    }

    private void Join(EngineConnection engine, Dictionary<ClientSocket, byte[]> auth, CancellationToken stop)
    {
        lock (Gate)
        {
            stop.ThrowIfCancellationRequested();
            _engine = engine;
            foreach (ClientSocket socket in _sockets.Values.Where(socket => socket.IsActive))
            {
                if (auth.TryGetValue(socket, out byte[]? payload))
                {
                    socket.JoinLocked(engine, payload);
                }
                else
                {
                    // it was told to connect meanwhile
                    Work.Track(Task.Run(() => JoinAsync(socket, engine), CancellationToken.None));
                }
            }
        }
    }

    /// <summary>Joins a namespace on a connection that is open already.</summary>
    private async Task JoinAsync(ClientSocket socket, EngineConnection engine)
    {
        try
        {
            byte[] auth = await ReadAuthAsync(socket, engine.Ended).ConfigureAwait(false);
            lock (Gate)
            {
                if (engine == _engine && socket.IsActive)
                {
                    socket.JoinLocked(engine, auth);
                }
            }
        }
        catch (SocketConnectException error)
        {
            lock (Gate)
            {
                if (engine == _engine && socket.IsActive)
                {
                    socket.RefuseLocked(error);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // the connection has ended; the next one joins the namespace
        }
    }
}
