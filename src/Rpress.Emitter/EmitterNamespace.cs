namespace Rpress;

/// <summary>Sends events to the clients of a namespace, on all servers of a cluster.</summary>
/// <remarks>Thread-safe.</remarks>
public class EmitterNamespace : EventSender
{
    internal EmitterNamespace(EmitterTarget target)
    {
        Target = target;
        ServerSide = new EmitterServerSide(target);
    }

    /// <inheritdoc cref="EmitterOperator.Volatile"/>
    public EmitterOperator Volatile => To().Volatile;

    /// <summary>Sends events to the servers themselves: to their handlers for events of other servers. They cannot answer.</summary>
    public EventSender ServerSide { get; }

    internal EmitterTarget Target { get; }

    /// <summary>The sockets of these rooms.</summary>
    public EmitterOperator To(params string[] rooms) => new(Target, BroadcastOptions.Everyone.WithRooms(rooms));

    /// <inheritdoc cref="To"/>
    public EmitterOperator In(params string[] rooms) => To(rooms);

    /// <summary>All sockets but those of these rooms.</summary>
    public EmitterOperator Except(params string[] rooms) => To().Except(rooms);

    /// <inheritdoc cref="EmitterOperator.Compress"/>
    public EmitterOperator Compress(bool compress) => To().Compress(compress);

    /// <inheritdoc cref="EmitterOperator.EmitArgumentsAsync"/>
    public override Task EmitArgumentsAsync(string eventName, IReadOnlyList<object?> arguments) => To().EmitArgumentsAsync(eventName, arguments);

    /// <inheritdoc cref="EmitterOperator.SocketsJoinAsync"/>
    public Task SocketsJoinAsync(params string[] rooms) => To().SocketsJoinAsync(rooms);

    /// <inheritdoc cref="EmitterOperator.SocketsLeaveAsync"/>
    public Task SocketsLeaveAsync(params string[] rooms) => To().SocketsLeaveAsync(rooms);

    /// <inheritdoc cref="EmitterOperator.DisconnectSocketsAsync"/>
    public Task DisconnectSocketsAsync(bool close = false) => To().DisconnectSocketsAsync(close);
}
