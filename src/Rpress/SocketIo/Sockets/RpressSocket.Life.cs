using System.Runtime.CompilerServices;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>How a socket comes to be, and how it ends.</content>
public sealed partial class RpressSocket
{
    private List<Func<DisconnectReason, Task>>? _disconnectingHandlers; // guarded by _gate
    private List<Func<DisconnectReason, Task>>? _disconnectHandlers; // guarded by _gate

    /// <summary>Whether the socket has ended, or never came to be.</summary>
    internal bool IsClosed => System.Threading.Volatile.Read(ref _closedFor) is not null;

    /// <summary>As <see cref="IsConnected"/>, but that a client that has been told so is connected for certain.</summary>
    internal bool IsIn
    {
        get
        {
            lock (_gate)
            {
                return _isConnected;
            }
        }
    }

    /// <summary>Calls a handler when the socket is disconnected, with its rooms still in <see cref="Rooms"/>; it has left them, and receives nothing any more.</summary>
    /// <remarks>Handlers of <see cref="OnDisconnect(Action{DisconnectReason})"/> run after it. Added to a socket that is disconnected already, it is not called.</remarks>
    public void OnDisconnecting(Action<DisconnectReason> handler) => OnDisconnecting(AsyncHandler.Of(handler));

    /// <inheritdoc cref="OnDisconnecting(Action{DisconnectReason})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public void OnDisconnecting(Func<DisconnectReason, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (_gate)
        {
            if (_closedFor is null)
            {
                (_disconnectingHandlers ??= []).Add(handler);
            }
        }
    }

    /// <summary>Calls a handler when the socket is disconnected, or soon if it already is.</summary>
    /// <remarks>It runs once, at once: an event's handler may still be running.</remarks>
    public void OnDisconnect(Action<DisconnectReason> handler) => OnDisconnect(AsyncHandler.Of(handler));

    /// <inheritdoc cref="OnDisconnect(Action{DisconnectReason})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public void OnDisconnect(Func<DisconnectReason, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        DisconnectReason? reason;
        lock (_gate)
        {
            reason = _closedFor;
            if (reason is null)
            {
                (_disconnectHandlers ??= []).Add(handler);
            }
        }

        if (reason is not null)
        {
            RunDisconnectHandlers([], [handler], reason);
        }
    }

    /// <summary>Disconnects the client from the namespace.</summary>
    /// <param name="close">Whether the connection ends as well, and with it the client's sockets in other namespaces.</param>
    /// <remarks>Does nothing once the socket is disconnected.</remarks>
    public Task DisconnectAsync(bool close = false)
    {
        if (!IsConnected)
        {
            return Task.CompletedTask;
        }

        if (close)
        {
            _connection.Disconnect();
        }
        else
        {
            Close(DisconnectReason.ServerNamespaceDisconnect, isClientTold: true);
        }

        return Task.CompletedTask;
    }

    /// <summary>Lets the socket in: from here on it is sent to, and its events are handled once the connection's handlers have run.</summary>
    internal void Connect()
    {
        _ = Namespace.AddAsync(this, TakeEarlyRooms());
        lock (_gate)
        {
            if (_closedFor is null)
            {
                // under the lock, so that no broadcast reaches the client before it knows that it is in
                SendOut(SocketIoEncoder.Connected(Namespace.Name, Id, Pid));
                BeConnectedLocked();
            }
        }

        FinishConnect();
    }

    /// <summary>The client may not join: nothing of the socket stays behind, and nobody is told.</summary>
    internal void Refuse()
    {
        lock (_gate)
        {
            if (_closedFor is not null)
            {
                return;
            }

            _closedFor = DisconnectReason.ServerNamespaceDisconnect;
            _disconnectingHandlers = _disconnectHandlers = null;
        }

        _pump.Close();
        _connection.Remove(this);
        Namespace.Leave();
    }

    /// <summary>Ends the socket, once.</summary>
    internal void Close(DisconnectReason reason, bool isClientTold = false)
    {
        bool wasConnected;
        List<Func<DisconnectReason, Task>>? disconnecting;
        List<Func<DisconnectReason, Task>>? disconnected;
        PendingAcks? acks;
        lock (_gate)
        {
            if (_closedFor is not null)
            {
                return;
            }

            _closedFor = reason;
            wasConnected = _isConnected;
            _isConnected = false;
            disconnecting = _disconnectingHandlers;
            disconnected = _disconnectHandlers;
            _disconnectingHandlers = _disconnectHandlers = null;
            _held = null;
            acks = _acks;
        }

        if (wasConnected)
        {
            SocketTelemetry.AddSocket(Namespace, -1);
        }

        _pump.Close();
        _connection.Remove(this);
        if (isClientTold && wasConnected)
        {
            // not before the connection has forgotten it: the client may join again at once
            SendOut(SocketIoEncoder.Disconnect(Namespace.Name));
        }

        if (disconnecting is not null || Pid is not null)
        {
            _rooms = Rooms;
        }

        Namespace.Remove(this);
        SaveSession(reason, wasConnected);
        acks?.Close();
        if (disconnecting is not null || disconnected is not null)
        {
            RunDisconnectHandlers(disconnecting ?? [], disconnected ?? [], reason);
        }
        else
        {
            _rooms = null;
        }

        Namespace.Leave();
    }

    // unless what was sent has closed the connection
    private void BeConnectedLocked()
    {
        if (_closedFor is null)
        {
            _isConnected = true;
            SocketTelemetry.AddSocket(Namespace, 1);
        }
    }

    private void FinishConnect()
    {
        if (IsConnected)
        {
            RunConnectionHandlers();
        }
        else
        {
            // it was closed before it was known
            Namespace.Remove(this);
            if (Pid is not null)
            {
                Namespace.RemoveByPid(this);
            }
        }
    }
}
