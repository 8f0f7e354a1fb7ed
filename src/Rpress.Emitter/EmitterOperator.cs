namespace Rpress;

/// <summary>Sends events to the sockets of some rooms, but not of others, on all servers of a cluster; a socket in several of them gets an event once.</summary>
/// <remarks>Immutable: every member returns another, so one can be kept and used again.</remarks>
public sealed class EmitterOperator : EventSender
{
    private readonly EmitterTarget _target;
    private readonly BroadcastOptions _options;

    internal EmitterOperator(EmitterTarget target, BroadcastOptions options)
    {
        _target = target;
        _options = options;
    }

    /// <summary>Only if the client can be written to at once: who is too slow, or has no poll open, goes without it.</summary>
    public EmitterOperator Volatile => new(_target, _options with { IsVolatile = true });

    /// <summary>The sockets of these rooms as well; without any, those of the whole namespace.</summary>
    public EmitterOperator To(params string[] rooms) => new(_target, _options.WithRooms(rooms));

    /// <inheritdoc cref="To"/>
    public EmitterOperator In(params string[] rooms) => To(rooms);

    /// <summary>Not the sockets of these rooms.</summary>
    public EmitterOperator Except(params string[] rooms) => new(_target, _options.WithExcept(rooms));

    /// <summary>Whether what is sent may be compressed, where the transport does; it may, unless told otherwise.</summary>
    public EmitterOperator Compress(bool compress) => new(_target, _options with { IsCompressed = compress });

    /// <summary>Sends an event; done when Redis has it.</summary>
    /// <exception cref="StackExchange.Redis.RedisException">Redis cannot be reached: nobody has received it.</exception>
    /// <exception cref="StackExchange.Redis.RedisTimeoutException">Redis does not answer: nobody knows.</exception>
    /// <inheritdoc/>
    public override Task EmitArgumentsAsync(string eventName, IReadOnlyList<object?> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return _target.BroadcastAsync(eventName, arguments, _options);
    }

    /// <summary>Puts the sockets into rooms; done when Redis has the request.</summary>
    /// <exception cref="StackExchange.Redis.RedisException">Redis cannot be reached.</exception>
    /// <exception cref="StackExchange.Redis.RedisTimeoutException">Redis does not answer.</exception>
    public Task SocketsJoinAsync(params string[] rooms) => _target.MoveAsync(ClusterMessageType.Join, _options, rooms);

    /// <summary>Takes the sockets out of rooms; done when Redis has the request.</summary>
    /// <exception cref="StackExchange.Redis.RedisException">Redis cannot be reached.</exception>
    /// <exception cref="StackExchange.Redis.RedisTimeoutException">Redis does not answer.</exception>
    public Task SocketsLeaveAsync(params string[] rooms) => _target.MoveAsync(ClusterMessageType.Leave, _options, rooms);

    /// <summary>Disconnects the sockets; done when Redis has the request.</summary>
    /// <param name="close">Whether their connections end as well.</param>
    /// <exception cref="StackExchange.Redis.RedisException">Redis cannot be reached.</exception>
    /// <exception cref="StackExchange.Redis.RedisTimeoutException">Redis does not answer.</exception>
    public Task DisconnectSocketsAsync(bool close = false) => _target.DisconnectAsync(_options, close);
}
