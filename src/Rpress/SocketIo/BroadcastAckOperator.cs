namespace Rpress;

/// <summary>Sends events to many sockets, and waits for the acks of all of them no longer than a time.</summary>
/// <remarks>
/// The ack is one value, the array of the first argument of each client's ack: <c>EmitWithAckAsync&lt;string[]&gt;</c>. Where not all clients
/// answer in time, <see cref="AckTimeoutException"/> has the answers of the others.
/// </remarks>
public sealed class BroadcastAckOperator : AckSender
{
    private readonly BroadcastOperator _sockets;
    private readonly TimeSpan _timeout;

    internal BroadcastAckOperator(BroadcastOperator sockets, TimeSpan timeout)
    {
        _sockets = sockets;
        _timeout = timeout;
    }

    /// <inheritdoc/>
    public override Task EmitArgumentsAsync(string eventName, IReadOnlyList<object?> arguments) => _sockets.EmitArgumentsAsync(eventName, arguments);

    /// <summary>Sends an event and waits for the acks; the result has one argument, the array of their first arguments.</summary>
    /// <inheritdoc/>
    public override async Task<EventArguments> EmitArgumentsWithAckAsync(
        string eventName, IReadOnlyList<object?> arguments, CancellationToken cancellationToken = default) =>
        _sockets.ToArguments([_sockets.ToArguments([.. await AskAsync(eventName, arguments, cancellationToken)])]);

    internal Task<IReadOnlyList<EventArgument>> AskAsync(string eventName, IReadOnlyList<object?> arguments, CancellationToken cancellationToken) =>
        _sockets.AskAsync(eventName, arguments, _timeout, cancellationToken);
}
