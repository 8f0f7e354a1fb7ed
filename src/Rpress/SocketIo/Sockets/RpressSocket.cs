using System.Runtime.CompilerServices;
using System.Text.Json;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>A client in a namespace.</summary>
/// <remarks>Thread-safe. What is sent to a socket that is disconnected goes nowhere, as in Node.</remarks>
public sealed partial class RpressSocket : EventSocket
{
    private static readonly TimeSpan _longestTimeout = TimeSpan.FromDays(49); // what timers can count

    private readonly SocketIoConnection _connection;
    private readonly EventPump _pump;
    private readonly Lock _gate = new();
    private List<Func<DisconnectReason, Task>>? _disconnectHandlers; // guarded by _gate
    private PendingAcks? _acks; // guarded by _gate
    private DisconnectReason? _closedFor; // set under _gate
    private volatile bool _isConnected;

    internal RpressSocket(RpressNamespace @namespace, SocketIoConnection connection, SocketHandshake handshake)
    {
        Namespace = @namespace;
        Handshake = handshake;
        Id = SessionId.Next();
        Auth = handshake.Auth;
        _connection = connection;
        _pump = new(this, @namespace.Io.Config, @namespace.Io.Work);
    }

    /// <summary>The id of the socket; other clients may know it. The socket is in a room of this name.</summary>
    public string Id { get; }

    /// <summary>The namespace that the client joined.</summary>
    public RpressNamespace Namespace { get; }

    /// <summary>What the client was let in with: the claims that <c>UseAuth</c> returned. Empty without it.</summary>
    public AuthValues Auth { get; private set; }

    /// <summary>The request that opened the connection, and what the client sent to join.</summary>
    public SocketHandshake Handshake { get; }

    /// <summary>Whether the client is connected.</summary>
    public bool IsConnected => _isConnected;

    /// <summary>The rooms that the socket is in, its own among them; none once it is disconnected.</summary>
    public IReadOnlyCollection<string> Rooms => Namespace.Adapter.GetRooms(Id);

    /// <summary>All sockets of the namespace but this one.</summary>
    public BroadcastOperator Broadcast => Except([]);

    internal override JsonSerializerOptions Json => Namespace.Io.Json;

    private PendingAcks Acks
    {
        get
        {
            lock (_gate)
            {
                _acks ??= new(Namespace.Io.Config.MaxPendingAcks);
                if (_closedFor is not null)
                {
                    _acks.Close();
                }

                return _acks;
            }
        }
    }

    /// <inheritdoc/>
    public override Task EmitArgumentsAsync(string eventName, IReadOnlyList<object?> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        SocketIoPacket packet = SocketIoEncoder.Event(Namespace.Name, null, eventName, arguments, Json);
        Send(Namespace.Io.Encode(packet));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task<EventArguments> EmitArgumentsWithAckAsync(string eventName, IReadOnlyList<object?> arguments) =>
        RequestAsync(eventName, arguments, System.Threading.Timeout.InfiniteTimeSpan);

    /// <summary>Sends events whose acks are waited for no longer than that; then <see cref="TimeoutException"/> is thrown.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero, or more than 49 days.</exception>
    public SocketOperator Timeout(TimeSpan timeout)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(timeout, _longestTimeout);
        return new(this, timeout);
    }

    /// <summary>Calls a handler when the socket is disconnected, or soon if it already is.</summary>
    /// <remarks>It runs once, at once: an event's handler may still be running.</remarks>
    public void OnDisconnect(Action<DisconnectReason> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        OnDisconnect(reason =>
        {
            handler(reason);
            return Task.CompletedTask;
        });
    }

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
            RunDisconnectHandlers([handler], reason);
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

    internal override void SendAck(ulong id, IReadOnlyList<object?> arguments) =>
        Send(Namespace.Io.Encode(SocketIoEncoder.Ack(Namespace.Name, id, arguments, Json)));

    /// <summary>Sends a packet, if the socket is connected.</summary>
    internal void Send(OutgoingMessage message)
    {
        if (IsConnected)
        {
            _connection.Session.Send(message);
        }
    }

    internal async Task<EventArguments> RequestAsync(string eventName, IReadOnlyList<object?> arguments, TimeSpan timeout)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (!IsConnected)
        {
            throw PendingAcks.Disconnected();
        }

        ulong id = Namespace.NextAckId();
        SocketIoPacket packet = SocketIoEncoder.Event(Namespace.Name, id, eventName, arguments, Json);
        PendingAcks acks = Acks;
        Task<EventArguments> answer = acks.Add(id);
        Send(Namespace.Io.Encode(packet));
        try
        {
            return await answer.WaitAsync(timeout, Namespace.Io.Time);
        }
        catch (TimeoutException)
        {
            acks.Forget(id);
            throw new TimeoutException("operation has timed out");
        }
    }

    /// <summary>Whether the socket has ended, or never came to be.</summary>
    internal bool IsClosed => Volatile.Read(ref _closedFor) is not null;

    /// <summary>Lets the socket in: from here on it is sent to, and its events are handled once the connection's handlers have run.</summary>
    internal void Connect(AuthValues claims)
    {
        Auth = claims;
        Namespace.Add(this);
        lock (_gate)
        {
            if (_closedFor is null)
            {
                // under the lock, so that no broadcast reaches the client before it knows that it is in
                _connection.Session.Send(Namespace.Io.Encode(SocketIoEncoder.Connected(Namespace.Name, Id)));
                _isConnected = _closedFor is null;
            }
        }

        if (IsConnected)
        {
            RunConnectionHandlers();
        }
        else
        {
            Namespace.Remove(this);
        }
    }

    /// <summary>Takes an event in.</summary>
    /// <returns>What has to be executed for it, if nothing runs that will come to it.</returns>
    internal EventPump? OnEvent(SocketIoPacket packet)
    {
        if (!_pump.TryAdd(packet, out bool isReady))
        {
            LogEventQueueFull(Namespace.Io.Logger, Id);
            _connection.Session.Close(DisconnectReason.EventQueueFull);
        }

        return isReady ? _pump : null;
    }

    // socket.io-protocol v5, "Acknowledgement": an id that nobody waits for, or no longer, is ignored
    internal void OnAck(SocketIoPacket packet)
    {
        PendingAcks? acks;
        lock (_gate)
        {
            acks = _acks;
        }

        if (packet.Id is { } id)
        {
            acks?.Complete(id, new EventArguments(packet, Json));
        }
    }

    /// <summary>Ends the socket, once.</summary>
    internal void Close(DisconnectReason reason, bool isClientTold = false)
    {
        List<Func<DisconnectReason, Task>>? handlers;
        PendingAcks? acks;
        lock (_gate)
        {
            if (_closedFor is not null)
            {
                return;
            }

            _closedFor = reason;
            isClientTold &= _isConnected;
            _isConnected = false;
            handlers = _disconnectHandlers;
            _disconnectHandlers = null;
            acks = _acks;
        }

        _pump.Close();
        _connection.Remove(this);
        if (isClientTold)
        {
            // not before the connection has forgotten it: the client may join again at once
            _connection.Session.Send(Namespace.Io.Encode(SocketIoEncoder.Disconnect(Namespace.Name)));
        }

        Namespace.Remove(this);
        acks?.Close();
        if (handlers is not null)
        {
            RunDisconnectHandlers(handlers, reason);
        }
    }
}
