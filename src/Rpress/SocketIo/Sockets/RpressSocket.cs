using System.Diagnostics;
using System.Text.Json;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>A client in a namespace.</summary>
/// <remarks>Thread-safe. What is sent to a socket that is disconnected goes nowhere, as in Node.</remarks>
public sealed partial class RpressSocket : EventSocket, IAckTarget
{
    private readonly SocketIoConnection _connection;
    private readonly SocketEventPump _pump;
    private readonly Lock _gate = new();
    private PendingAcks? _acks; // guarded by _gate
    private SocketData? _data; // made when it is asked for, and then kept
    private DisconnectReason? _closedFor; // set under _gate
    private volatile bool _isConnected;

    internal RpressSocket(RpressNamespace @namespace, SocketIoConnection connection, SocketHandshake handshake)
    {
        Namespace = @namespace;
        Handshake = handshake;
        Id = SessionId.Next();
        Auth = handshake.Auth;
        _connection = connection;
        _pump = new(this);
    }

    /// <summary>The id of the socket; other clients may know it. The socket is in a room of this name.</summary>
    public string Id { get; private set; }

    /// <summary>The namespace that the client joined.</summary>
    public RpressNamespace Namespace { get; }

    /// <summary>What the client was let in with: the claims that <c>UseAuth</c> returned. Empty without it.</summary>
    public AuthValues Auth { get; internal set; }

    /// <summary>The request that opened the connection, and what the client sent to join.</summary>
    public SocketHandshake Handshake { get; }

    /// <summary>What the application keeps with the socket.</summary>
    public SocketData Data => System.Threading.Volatile.Read(ref _data) ?? Interlocked.CompareExchange(ref _data, new(Json), null) ?? _data;

    /// <summary>Whether the client is connected.</summary>
    public bool IsConnected => _isConnected;

    /// <summary>All sockets of the namespace but this one.</summary>
    public BroadcastOperator Broadcast => Except();

    /// <summary>All sockets of the namespace but this one, as far as this server has them.</summary>
    public BroadcastOperator Local => Broadcast.Local;

    /// <summary>Sends events only if they can be written at once: a client that is too slow, or has no poll open, goes without them.</summary>
    public SocketOperator Volatile => new(this) { Flags = SendFlags.Volatile };

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
    public override Task EmitArgumentsAsync(string eventName, IReadOnlyList<object?> arguments) => EmitAsync(eventName, arguments, SendFlags.None);

    /// <inheritdoc/>
    public override Task<EventArguments> EmitArgumentsWithAckAsync(
        string eventName, IReadOnlyList<object?> arguments, CancellationToken cancellationToken = default) =>
        RequestAsync(eventName, arguments, System.Threading.Timeout.InfiniteTimeSpan, SendFlags.None, cancellationToken);

    /// <summary>Sends events whose acks are waited for no longer than that; then <see cref="TimeoutException"/> is thrown.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero, or more than 49 days.</exception>
    public SocketOperator Timeout(TimeSpan timeout) => new SocketOperator(this).Timeout(timeout);

    /// <summary>Whether what is sent may be compressed, where the transport does; it may, unless told otherwise.</summary>
    public SocketOperator Compress(bool compress) => new SocketOperator(this).Compress(compress);

    void IAckTarget.SendAck(ulong id, IReadOnlyList<object?> arguments) => Send(SocketIoEncoder.Ack(Namespace.Name, id, arguments, Json), SendFlags.None);

    internal Task EmitAsync(string eventName, IReadOnlyList<object?> arguments, SendFlags flags)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        SocketIoPacket packet = SocketIoEncoder.Event(Namespace.Name, null, eventName, arguments, Json);
        if (Pid is not null && !flags.HasFlag(SendFlags.Volatile))
        {
            // the adapter keeps it for the case that the client has to be sent it again
            return Namespace.Adapter.BroadcastAsync(packet, new() { Rooms = new HashSet<string>([Id]), IsCompressed = !flags.HasFlag(SendFlags.Uncompressed) });
        }

        Send(packet, flags);
        NotifyOutgoing(packet);
        return Task.CompletedTask;
    }

    internal async Task<EventArguments> RequestAsync(
        string eventName, IReadOnlyList<object?> arguments, TimeSpan timeout, SendFlags flags, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        cancellationToken.ThrowIfCancellationRequested();
        if (!IsConnected)
        {
            throw SingleAck.Disconnected();
        }

        ulong id = Namespace.NextAckId();
        SocketIoPacket packet = SocketIoEncoder.Event(Namespace.Name, id, eventName, arguments, Json);
        PendingAcks acks = Acks;
        var answer = new SingleAck();
        if (!acks.TryAdd(id, answer))
        {
            throw new InvalidOperationException(
                $"The socket's client owes {Namespace.Io.Config.MaxPendingAcks} acks: wait for some, set a time-out, or raise SocketIoConfig.MaxPendingAcks.");
        }

        long askedAt = Namespace.Io.Time.GetTimestamp();
        Send(packet, flags);
        NotifyOutgoing(packet);
        try
        {
            EventArguments received = await answer.Task.WaitAsync(timeout, Namespace.Io.Time, cancellationToken);
            SocketTelemetry.RecordAck(Namespace, askedAt, null);
            return received;
        }
        catch (TimeoutException error)
        {
            acks.Forget(id);
            SocketTelemetry.RecordAck(Namespace, askedAt, error);
            throw new TimeoutException("operation has timed out");
        }
        catch (OperationCanceledException canceled)
        {
            acks.Forget(id);
            SocketTelemetry.RecordAck(Namespace, askedAt, canceled);
            throw;
        }
    }

    /// <summary>Sends an event that was encoded for many, and waits for the ack with them.</summary>
    internal void SendWithAck(SocketIoPacket packet, OutgoingMessage message, SendFlags flags, IPendingAck ack)
    {
        if (packet.Id is { } id && Acks.TryAdd(id, ack))
        {
            Send(packet, message, flags);
            NotifyOutgoing(packet);
        }
    }

    /// <summary>How many acks are waited for; what tests of leaks look at.</summary>
    internal int PendingAckCount
    {
        get
        {
            lock (_gate)
            {
                return _acks?.Count ?? 0;
            }
        }
    }

    internal void ForgetAck(ulong id)
    {
        PendingAcks? acks;
        lock (_gate)
        {
            acks = _acks;
        }

        acks?.Forget(id);
    }

    /// <summary>Sends a packet that was encoded for many, if the socket is connected; no user code runs.</summary>
    internal void Send(SocketIoPacket packet, OutgoingMessage message, SendFlags flags)
    {
        if (IsConnected || !TryHold(packet, message, flags))
        {
            SendIfConnected(packet, message, flags);
        }
    }

    /// <summary>The span of the request that opened the connection, for the spans of events to link to; null if it was not traced.</summary>
    internal ActivityLink[]? SpanLinks => _connection.Session.Handshake.SpanLinks;

    internal SocketDetails Describe() => new(Id, Handshake, Rooms, Data);

    /// <summary>Takes an event in.</summary>
    /// <returns>What has to be executed for it, if nothing runs that will come to it.</returns>
    internal SocketEventPump? OnEvent(SocketIoPacket packet)
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

    private void Send(SocketIoPacket packet, SendFlags flags) => Send(packet, Namespace.Io.Encode(packet), flags);

    private void SendIfConnected(SocketIoPacket packet, OutgoingMessage message, SendFlags flags)
    {
        if (IsConnected)
        {
            _connection.Send(packet, message, flags);
        }
    }

    // whether the socket is connected or not
    private void SendOut(SocketIoPacket packet) => _connection.Send(packet, Namespace.Io.Encode(packet), SendFlags.None);
}
