using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Rpress;

/// <summary>A namespace: its own clients, handlers, rooms and way to authenticate, on connections that all namespaces share.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed partial class RpressNamespace : EventSender
{
    private readonly ConcurrentDictionary<string, RpressSocket> _sockets = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private readonly Lazy<SocketIoAdapter> _adapter;
    private Func<RpressSocket, Task>[] _connectionHandlers = []; // replaced under _gate, read without
    private Func<RpressSocket, string, EventArgumentException, Task>[] _argumentErrorHandlers = []; // replaced under _gate, read without
    private long _nextAckId = -1;

    internal RpressNamespace(RpressIo io, string name)
    {
        Io = io;
        Name = name;
        _adapter = new(() => io.Adapter?.Invoke(this) ?? new InMemoryAdapter(this));
    }

    /// <summary>The name, with its slash.</summary>
    public string Name { get; }

    /// <summary>What knows the rooms and brings broadcasts to their sockets.</summary>
    public SocketIoAdapter Adapter => _adapter.Value;

    /// <summary>The sockets that are connected to this server now.</summary>
    public IReadOnlyCollection<RpressSocket> Sockets => [.. _sockets.Values.Where(socket => socket.IsConnected)];

    internal RpressIo Io { get; }

    internal Func<RpressSocket, Task>[] ConnectionHandlers => Volatile.Read(ref _connectionHandlers);

    /// <summary>Calls a handler for each client that joins. It runs before the first event of the client is handled, to its end.</summary>
    public void OnConnection(Action<RpressSocket> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        OnConnection(socket =>
        {
            handler(socket);
            return Task.CompletedTask;
        });
    }

    /// <inheritdoc cref="OnConnection(Action{RpressSocket})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public void OnConnection(Func<RpressSocket, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (_gate)
        {
            Volatile.Write(ref _connectionHandlers, [.. _connectionHandlers, handler]);
        }
    }

    /// <summary>Calls a handler where an event was not handled because its arguments do not fit, with the socket and the event's name.</summary>
    public void OnArgumentError(Action<RpressSocket, string, EventArgumentException> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        OnArgumentError((socket, eventName, error) =>
        {
            handler(socket, eventName, error);
            return Task.CompletedTask;
        });
    }

    /// <inheritdoc cref="OnArgumentError(Action{RpressSocket, string, EventArgumentException})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public void OnArgumentError(Func<RpressSocket, string, EventArgumentException, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        lock (_gate)
        {
            Volatile.Write(ref _argumentErrorHandlers, [.. _argumentErrorHandlers, handler]);
        }
    }

    /// <summary>The sockets of these rooms.</summary>
    public BroadcastOperator To(params string[] rooms) => BroadcastOperator.ToRooms(this, rooms);

    /// <inheritdoc cref="To"/>
    public BroadcastOperator In(params string[] rooms) => To(rooms);

    /// <summary>All sockets but those of these rooms.</summary>
    public BroadcastOperator Except(params string[] rooms) => To().Except(rooms);

    /// <inheritdoc/>
    public override Task EmitArgumentsAsync(string eventName, IReadOnlyList<object?> arguments) => To().EmitArgumentsAsync(eventName, arguments);

    internal RpressSocket? Find(string socketId) => _sockets.GetValueOrDefault(socketId);

    internal ulong NextAckId() => (ulong)Interlocked.Increment(ref _nextAckId);

    internal Func<RpressSocket, string, EventArgumentException, Task>[] ArgumentErrorHandlers => Volatile.Read(ref _argumentErrorHandlers);
}
