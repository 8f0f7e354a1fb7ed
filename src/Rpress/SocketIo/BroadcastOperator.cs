using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Sends events to many sockets: those of some rooms, but not of others; a socket in several of them gets an event once.</summary>
/// <remarks>Immutable: every member returns another, so one can be kept and used again.</remarks>
public sealed class BroadcastOperator : EventSender
{
    private readonly SocketGroup _group;
    private readonly BroadcastOptions _options;

    internal BroadcastOperator(SocketGroup group, BroadcastOptions options)
    {
        _group = group;
        _options = options;
    }

    /// <summary>Only if the client can be written to at once: who is too slow, or has no poll open, goes without it.</summary>
    public BroadcastOperator Volatile => With(_options with { IsVolatile = true });

    /// <summary>Only the sockets of this server.</summary>
    public BroadcastOperator Local => With(_options with { IsLocal = true });

    /// <summary>The sockets of these rooms as well; without any, those of the whole namespace.</summary>
    public BroadcastOperator To(params string[] rooms) => With(_options.WithRooms(rooms));

    /// <inheritdoc cref="To"/>
    public BroadcastOperator In(params string[] rooms) => To(rooms);

    /// <summary>Not the sockets of these rooms.</summary>
    public BroadcastOperator Except(params string[] rooms) => With(_options.WithExcept(rooms));

    /// <summary>Whether what is sent may be compressed, where the transport does; it may, unless told otherwise.</summary>
    public BroadcastOperator Compress(bool compress) => With(_options with { IsCompressed = compress });

    /// <summary>Sends events whose acks are waited for no longer than that.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is not above zero, or more than 49 days.</exception>
    public BroadcastAckOperator Timeout(TimeSpan timeout) => new(this, AckTime.Require(timeout));

    /// <inheritdoc/>
    public override Task EmitArgumentsAsync(string eventName, IReadOnlyList<object?> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (!_group.Io.IsStarted)
        {
            // nobody is there to receive it
            return Task.CompletedTask;
        }

        return _group.Namespaces is [var only] ? EmitAsync(only, eventName, arguments)
            : Task.WhenAll(_group.Namespaces.Select(@namespace => EmitAsync(@namespace, eventName, arguments)));
    }

    /// <summary>The sockets, of all servers.</summary>
    public async Task<IReadOnlyList<RemoteSocket>> FetchSocketsAsync()
    {
        var sockets = new List<RemoteSocket>();
        foreach (RpressNamespace @namespace in _group.Namespaces)
        {
            sockets.AddRange((await @namespace.Adapter.FetchSocketsAsync(_options)).Select(details => new RemoteSocket(@namespace, details)));
        }

        return sockets;
    }

    /// <summary>Puts the sockets into rooms, on all servers.</summary>
    /// <exception cref="InvalidOperationException">One of this server would be in more than <see cref="SocketIoConfig.MaxRooms"/>; the others are in them.</exception>
    public Task SocketsJoinAsync(params string[] rooms)
    {
        BroadcastOptions.RequireRooms(rooms);
        return ForEachAsync(adapter => adapter.AddSocketsAsync(_options, rooms));
    }

    /// <summary>Takes the sockets out of rooms, on all servers.</summary>
    public Task SocketsLeaveAsync(params string[] rooms)
    {
        BroadcastOptions.RequireRooms(rooms);
        return ForEachAsync(adapter => adapter.RemoveSocketsAsync(_options, rooms));
    }

    /// <summary>Disconnects the sockets, on all servers.</summary>
    /// <param name="close">Whether their connections end as well.</param>
    public Task DisconnectSocketsAsync(bool close = false) => ForEachAsync(adapter => adapter.DisconnectSocketsAsync(_options, close));

    internal static BroadcastOperator ToRooms(SocketGroup group, string[] rooms) => new(group, BroadcastOptions.Everyone.WithRooms(rooms));

    /// <summary>Sends an event and waits for the answers.</summary>
    internal async Task<IReadOnlyList<EventArgument>> AskAsync(
        string eventName, IReadOnlyList<object?> arguments, TimeSpan timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        cancellationToken.ThrowIfCancellationRequested();
        if (!_group.Io.IsStarted)
        {
            throw new InvalidOperationException("The server has not been started: nobody is there to answer.");
        }

        var acks = new CollectedAcks();
        try
        {
            Task<int> asking = AskAsync(eventName, arguments, _options with { Timeout = timeout }, acks);
            return await acks.WaitAsync(asking, timeout, _group.Io.Time, cancellationToken);
        }
        finally
        {
            acks.End();
        }
    }

    internal EventArguments ToArguments(IReadOnlyList<object?> values) =>
        new(SocketIoEncoder.Ack(SocketIoPacket.MainNamespace, 0, values, _group.Io.Json), _group.Io.Json);

    internal EventArguments ToArguments(IReadOnlyList<EventArgument> values) => ToArguments((object?[])[.. values]);

    // how many servers have been asked
    private async Task<int> AskAsync(string eventName, IReadOnlyList<object?> arguments, BroadcastOptions options, CollectedAcks acks)
    {
        int servers = 0;
        foreach (RpressNamespace @namespace in _group.Namespaces)
        {
            await @namespace.Adapter.BroadcastWithAckAsync(Encode(@namespace, eventName, arguments), options, acks);
            servers += options.IsLocal ? 1 : await @namespace.Adapter.GetServerCountAsync();
        }

        return servers;
    }

    private Task EmitAsync(RpressNamespace @namespace, string eventName, IReadOnlyList<object?> arguments) =>
        @namespace.Adapter.BroadcastAsync(Encode(@namespace, eventName, arguments), _options);

    private SocketIoPacket Encode(RpressNamespace @namespace, string eventName, IReadOnlyList<object?> arguments) =>
        SocketIoEncoder.Event(@namespace.Name, null, eventName, arguments, _group.Io.Json);

    private BroadcastOperator With(BroadcastOptions options) => ReferenceEquals(options, _options) ? this : new(_group, options);

    private async Task ForEachAsync(Func<SocketIoAdapter, Task> act)
    {
        foreach (RpressNamespace @namespace in _group.Namespaces)
        {
            await act(@namespace.Adapter);
        }
    }
}
