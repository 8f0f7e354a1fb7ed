using Microsoft.Extensions.Logging;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>The loop: connect, exchange packets, and when that has ended wait and connect again.</content>
internal sealed partial class ClientConnection
{
    private bool _hasUpgraded; // a connection before was; guarded by Gate

    public void OnUpgraded()
    {
        lock (Gate)
        {
            _hasUpgraded = true;
        }
    }

    private void BeginLocked()
    {
        var stop = new CancellationTokenSource();
        _stop = stop;

        // it may run for days: what the caller's context holds is none of its business
        using (ExecutionContext.SuppressFlow())
        {
            Task loop = Task.Run(() => RunAsync(stop));
            _loops = _loops.IsCompleted ? loop : Task.WhenAll(_loops, loop); // the one before may still be closing its connection
        }
    }

    private async Task RunAsync(CancellationTokenSource stop)
    {
        try
        {
            await ConnectAgainAndAgainAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // nobody wants to be connected any more
        }
        catch (Exception error)
        {
            // a parser of the user's, or a fault of ours: nobody is left waiting for a loop that has ended
            OnFailed(stop, error);
            LogFailed(Settings.Logger, error);
        }
    }

    private async Task ConnectAgainAndAgainAsync(CancellationToken stop)
    {
        var backoff = new Backoff(Settings.ReconnectionDelay, Settings.ReconnectionDelayMax, Settings.RandomizationFactor, Settings.Chance);
        bool isReconnection = false;
        while (true)
        {
            // Step 1: connect, and exchange packets until the connection ends
            SocketConnectException problem = await ConnectOnceAsync(backoff, isReconnection, stop).ConfigureAwait(false);

            // Step 2: see whether it is worth another try
            stop.ThrowIfCancellationRequested();
            if (IsLast(backoff))
            {
                GiveUp(problem);
                return;
            }

            // Step 3: wait, longer each time
            TimeSpan wait = backoff.Next();
            LogWaiting(Settings.Logger, backoff.Attempts, wait.TotalMilliseconds);
            await Task.Delay(wait, Settings.Time, stop).ConfigureAwait(false);
            isReconnection = true;
            Reconnections.Attempt(backoff.Attempts);
        }
    }

    /// <summary>Makes a connection and uses it until it ends.</summary>
    /// <returns>Why it is no more, or never was.</returns>
    private async Task<SocketConnectException> ConnectOnceAsync(Backoff backoff, bool isReconnection, CancellationToken stop)
    {
        var engine = new EngineConnection(Settings, _http, this, Budget);
        await using (engine.ConfigureAwait(false))
        {
            if (await TryOpenAsync(engine, stop).ConfigureAwait(false) is { } failure)
            {
                LogNotConnected(Settings.Logger, failure.Message);
                Fail(failure, isReconnection, IsLast(backoff), stop);
                return failure;
            }

            if (isReconnection)
            {
                Reconnections.Succeed(backoff.Attempts);
            }

            backoff.Reset();
            EngineEnd end = await engine.RunAsync(stop).ConfigureAwait(false);
            LogDisconnected(Settings.Logger, end.Reason, end.Error?.Message);
            var lost = new SocketConnectException($"The connection ended ({end.Reason}) before the namespace was joined.", end.Error);
            Leave(engine, end.Reason, lost, IsLast(backoff));
            return lost;
        }
    }

    private async Task<SocketConnectException?> TryOpenAsync(EngineConnection engine, CancellationToken stop)
    {
        using var timeout = new CancellationTokenSource(Settings.ConnectTimeout, Settings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, timeout.Token);
        try
        {
            Dictionary<ClientSocket, byte[]> auth = await ReadAuthAsync(either.Token).ConfigureAwait(false);
            await engine.OpenAsync(StartsWithWebSocket(), either.Token).ConfigureAwait(false);
            Join(engine, auth, stop);
            return null;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new($"The connection was not established within {Settings.ConnectTimeout.TotalSeconds} s.", new TimeoutException());
        }
        catch (TransportException error)
        {
            return new(error.Message, error);
        }
        catch (SocketConnectException error)
        {
            return error;
        }
    }

    private bool StartsWithWebSocket()
    {
        lock (Gate)
        {
            return Settings.RememberUpgrade && _hasUpgraded;
        }
    }

    private bool IsLast(Backoff backoff) => !Settings.Reconnects || backoff.Attempts >= Settings.ReconnectionAttempts;

    private void Fail(SocketConnectException failure, bool isReconnection, bool isLast, CancellationToken stop)
    {
        lock (Gate)
        {
            if (stop.IsCancellationRequested)
            {
                return; // the sockets may be another loop's by now
            }

            _hasUpgraded = false;
            foreach (ClientSocket socket in _sockets.Values)
            {
                socket.FailLocked(failure);
            }

            if (isReconnection)
            {
                Reconnections.Fail(failure);
            }

            if (isLast)
            {
                EndLocked(failure);
            }
        }
    }

    private void Leave(EngineConnection engine, DisconnectReason reason, SocketConnectException lost, bool isLast)
    {
        lock (Gate)
        {
            if (engine != _engine)
            {
                return; // it was closed because nobody used it
            }

            LeaveAllLocked(reason, lost);
            if (isLast)
            {
                EndLocked(lost);
            }
        }
    }

    private void LeaveAllLocked(DisconnectReason reason, SocketConnectException lost)
    {
        _engine = null;
        _hasUpgraded &= reason != DisconnectReason.TransportError;
        foreach (ClientSocket socket in _sockets.Values.Where(socket => socket.IsActive))
        {
            bool wasConnected = socket.IsConnected;
            socket.LeaveLocked(reason);
            if (!wasConnected)
            {
                socket.FailLocked(lost);
            }
        }
    }

    // before handlers are told: the next one who wants to connect begins another loop
    private void EndLocked(SocketConnectException problem)
    {
        _stop = null;
        foreach (ClientSocket socket in _sockets.Values.Where(socket => socket.IsActive))
        {
            socket.DeactivateLocked(problem);
        }
    }

    private void OnFailed(CancellationTokenSource stop, Exception error)
    {
        lock (Gate)
        {
            if (_stop == stop)
            {
                var failure = new SocketConnectException($"The client failed: {error.Message}", error);
                LeaveAllLocked(DisconnectReason.TransportError, failure);
                EndLocked(failure);
            }
        }
    }

    private void GiveUp(SocketConnectException problem)
    {
        if (Settings.Reconnects)
        {
            LogGivenUp(Settings.Logger, Settings.ReconnectionAttempts, problem.Message);
            Reconnections.GiveUp();
        }
    }

    [LoggerMessage(2407, LogLevel.Error, "The client failed, and does not connect again by itself.")]
    private static partial void LogFailed(ILogger logger, Exception error);

    [LoggerMessage(2402, LogLevel.Debug, "Attempt {Attempt} to connect again begins in {Wait} ms.")]
    private static partial void LogWaiting(ILogger logger, int attempt, double wait);

    [LoggerMessage(2403, LogLevel.Information, "The server could not be reached: {Problem}")]
    private static partial void LogNotConnected(ILogger logger, string problem);

    [LoggerMessage(2404, LogLevel.Information, "The connection ended: {Reason}. {Problem}")]
    private static partial void LogDisconnected(ILogger logger, DisconnectReason reason, string? problem);

    [LoggerMessage(2405, LogLevel.Warning, "Given up to connect after {Attempts} attempts: {Problem}")]
    private static partial void LogGivenUp(ILogger logger, int attempts, string problem);
}
