using System.Runtime.CompilerServices;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>The sockets of a namespace, or of several: whom events go to, who may join, what happens when they do.</summary>
/// <remarks>Thread-safe. Handlers may be added at any time.</remarks>
public abstract partial class SocketGroup : EventSender
{
    internal SocketGroup()
    {
    }

    /// <summary>Only if the client can be written to at once: who is too slow, or has no poll open, goes without it.</summary>
    public BroadcastOperator Volatile => To().Volatile;

    /// <summary>Only the sockets of this server.</summary>
    public BroadcastOperator Local => To().Local;

    internal abstract RpressIo Io { get; }

    /// <summary>What is done when a client joins.</summary>
    internal abstract NamespaceHandlers Handlers { get; }

    internal abstract IReadOnlyList<RpressNamespace> Namespaces { get; }

    /// <summary>The sockets of these rooms.</summary>
    public BroadcastOperator To(params string[] rooms) => BroadcastOperator.ToRooms(this, rooms);

    /// <inheritdoc cref="To"/>
    public BroadcastOperator In(params string[] rooms) => To(rooms);

    /// <summary>All sockets but those of these rooms.</summary>
    public BroadcastOperator Except(params string[] rooms) => To().Except(rooms);

    /// <inheritdoc cref="BroadcastOperator.Compress"/>
    public BroadcastOperator Compress(bool compress) => To().Compress(compress);

    /// <inheritdoc cref="BroadcastOperator.Timeout"/>
    public BroadcastAckOperator Timeout(TimeSpan timeout) => To().Timeout(timeout);

    /// <inheritdoc/>
    public override Task EmitArgumentsAsync(string eventName, IReadOnlyList<object?> arguments) => To().EmitArgumentsAsync(eventName, arguments);

    /// <inheritdoc cref="BroadcastOperator.FetchSocketsAsync"/>
    public Task<IReadOnlyList<RemoteSocket>> FetchSocketsAsync() => To().FetchSocketsAsync();

    /// <inheritdoc cref="BroadcastOperator.SocketsJoinAsync"/>
    public Task SocketsJoinAsync(params string[] rooms) => To().SocketsJoinAsync(rooms);

    /// <inheritdoc cref="BroadcastOperator.SocketsLeaveAsync"/>
    public Task SocketsLeaveAsync(params string[] rooms) => To().SocketsLeaveAsync(rooms);

    /// <inheritdoc cref="BroadcastOperator.DisconnectSocketsAsync"/>
    public Task DisconnectSocketsAsync(bool close = false) => To().DisconnectSocketsAsync(close);

    /// <summary>Calls a handler for each client that joins. It runs before the first event of the client is handled, to its end.</summary>
    public void OnConnection(Action<RpressSocket> handler) => OnConnection(AsyncHandler.Of(handler));

    /// <inheritdoc cref="OnConnection(Action{RpressSocket})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public void OnConnection(Func<RpressSocket, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Handlers.Connection.Add(handler);
    }

    /// <summary>Calls a handler when the arguments of an event do not fit a handler, which is then not called: its socket, the event's name, what does not fit.</summary>
    public void OnArgumentError(Action<RpressSocket, string, EventArgumentException> handler) => OnArgumentError(AsyncHandler.Of(handler));

    /// <inheritdoc cref="OnArgumentError(Action{RpressSocket, string, EventArgumentException})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public void OnArgumentError(Func<RpressSocket, string, EventArgumentException, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Handlers.ArgumentError.Add(handler);
    }
}
