namespace Rpress;

/// <content>What is sent to join namespaces.</content>
internal sealed partial class ClientConnection
{
    /// <summary>Asks the sockets what they send to be let in, before the connection is made.</summary>
    /// <exception cref="SocketConnectException">The application's functions failed, for all of them.</exception>
    private async Task<Dictionary<ClientSocket, byte[]>> ReadAuthAsync(CancellationToken cancellationToken)
    {
        ClientSocket[] active;
        lock (Gate)
        {
            active = [.. _sockets.Values.Where(socket => socket.IsActive)];
        }

        var auth = new Dictionary<ClientSocket, byte[]>();
        var failed = new Dictionary<ClientSocket, SocketConnectException>();
        foreach (ClientSocket socket in active)
        {
            try
            {
                auth.Add(socket, await ReadAuthAsync(socket, cancellationToken).ConfigureAwait(false));
            }
            catch (SocketConnectException error)
            {
                failed.Add(socket, error);
            }
        }

        return auth.Count == 0 && failed.Count > 0 ? throw failed.First().Value : WithoutFailed(auth, failed);
    }

    // the others go on: one namespace's failure is not theirs
    private Dictionary<ClientSocket, byte[]> WithoutFailed(Dictionary<ClientSocket, byte[]> auth, Dictionary<ClientSocket, SocketConnectException> failed)
    {
        lock (Gate)
        {
            foreach ((ClientSocket socket, SocketConnectException error) in failed)
            {
                if (socket.IsActive)
                {
                    socket.RefuseLocked(error);
                }
            }
        }

        return auth;
    }

    private static async Task<byte[]> ReadAuthAsync(ClientSocket socket, CancellationToken cancellationToken)
    {
        Task<byte[]> reading = socket.ReadAuthAsync(cancellationToken).AsTask();
        try
        {
            return await reading.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // it may fail yet, and nobody waits for it any more
            _ = reading.ContinueWith(
                late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            throw;
        }
        catch (Exception error)
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
        catch (OperationCanceledException) when (engine.Ended.IsCancellationRequested)
        {
            // the next connection joins the namespace
        }
        catch (Exception error)
        {
            RefuseJoining(socket, engine, error);
        }
    }

    private void RefuseJoining(ClientSocket socket, EngineConnection engine, Exception error)
    {
        lock (Gate)
        {
            if (engine == _engine && socket.IsActive)
            {
                socket.RefuseLocked(error as SocketConnectException ?? new($"{socket.Namespace} could not be joined: {error.Message}", error));
            }
        }
    }
}
