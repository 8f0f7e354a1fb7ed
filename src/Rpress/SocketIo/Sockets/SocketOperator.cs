namespace Rpress;

/// <summary>Sends events to one socket, with a limit on how long their acks are waited for.</summary>
public sealed class SocketOperator : AckSender
{
    private readonly RpressSocket _socket;
    private readonly TimeSpan _timeout;

    internal SocketOperator(RpressSocket socket, TimeSpan timeout)
    {
        _socket = socket;
        _timeout = timeout;
    }

    /// <inheritdoc/>
    public override Task EmitArgumentsAsync(string eventName, IReadOnlyList<object?> arguments) => _socket.EmitArgumentsAsync(eventName, arguments);

    /// <inheritdoc/>
    public override Task<EventArguments> EmitArgumentsWithAckAsync(string eventName, IReadOnlyList<object?> arguments) =>
        _socket.RequestAsync(eventName, arguments, _timeout);
}
