using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Sends events to many sockets: those of some rooms, but not of others; a socket in several of them gets an event once.</summary>
/// <remarks>Immutable: every member returns another, so one can be kept and used again.</remarks>
public sealed class BroadcastOperator : EventSender
{
    private readonly RpressNamespace _namespace;
    private readonly BroadcastOptions _options;

    private BroadcastOperator(RpressNamespace @namespace, BroadcastOptions options)
    {
        _namespace = @namespace;
        _options = options;
    }

    /// <summary>The sockets of these rooms as well; without any, those of the whole namespace.</summary>
    public BroadcastOperator To(params string[] rooms)
    {
        ArgumentNullException.ThrowIfNull(rooms);
        return new(_namespace, _options with { Rooms = Union(_options.Rooms, rooms) });
    }

    /// <inheritdoc cref="To"/>
    public BroadcastOperator In(params string[] rooms) => To(rooms);

    /// <summary>Not the sockets of these rooms.</summary>
    public BroadcastOperator Except(params string[] rooms)
    {
        ArgumentNullException.ThrowIfNull(rooms);
        return new(_namespace, _options with { Except = Union(_options.Except, rooms) });
    }

    /// <inheritdoc/>
    public override Task EmitArgumentsAsync(string eventName, IReadOnlyList<object?> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);

        // before the start nobody is there to receive it
        return _namespace.Io.IsStarted
            ? _namespace.Adapter.BroadcastAsync(SocketIoEncoder.Event(_namespace.Name, null, eventName, arguments, _namespace.Io.Json), _options)
            : Task.CompletedTask;
    }

    internal static BroadcastOperator ToRooms(RpressNamespace @namespace, string[] rooms) => new BroadcastOperator(@namespace, new()).To(rooms);

    private static IReadOnlySet<string> Union(IReadOnlySet<string> before, string[] rooms)
    {
        if (rooms.Length == 0)
        {
            return before;
        }

        foreach (string room in rooms)
        {
            ArgumentNullException.ThrowIfNull(room);
        }

        return new HashSet<string>([.. before, .. rooms], StringComparer.Ordinal);
    }
}
