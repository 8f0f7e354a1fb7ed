namespace Rpress;

/// <summary>What events can be sent to and answers asked of.</summary>
public abstract partial class AckSender : EventSender
{
    internal AckSender()
    {
    }

    /// <summary>Sends an event and waits for the arguments of its ack.</summary>
    /// <param name="eventName">Its name.</param>
    /// <param name="arguments">Its arguments, as for <see cref="EventSender.EmitArgumentsAsync(string, IReadOnlyList{object?})"/>.</param>
    /// <param name="cancellationToken">Ends the waiting; an event that has been sent is not taken back.</param>
    /// <exception cref="ArgumentException">The name is reserved, or an argument cannot be written as JSON.</exception>
    /// <exception cref="NotSupportedException">No JSON context knows an argument's type.</exception>
    /// <exception cref="InvalidOperationException">Too many acks are waited for.</exception>
    /// <exception cref="SocketDisconnectedException">The socket is disconnected, or was before the ack came.</exception>
    /// <exception cref="TimeoutException">The ack did not come in time, where a time was set.</exception>
    /// <exception cref="OperationCanceledException">The waiting was ended by the token.</exception>
    public abstract Task<EventArguments> EmitArgumentsWithAckAsync(
        string eventName, IReadOnlyList<object?> arguments, CancellationToken cancellationToken = default);

    /// <summary>Sends an event and waits for the first argument of its ack; the type's default if the ack has none.</summary>
    /// <inheritdoc cref="EmitArgumentsWithAckAsync(string, IReadOnlyList{object?}, CancellationToken)"/>
    /// <exception cref="EventArgumentException">The answer is not a <typeparamref name="T"/>.</exception>
    public async Task<T?> EmitArgumentsWithAckAsync<T>(string eventName, IReadOnlyList<object?> arguments, CancellationToken cancellationToken = default) =>
        (await EmitArgumentsWithAckAsync(eventName, arguments, cancellationToken).ConfigureAwait(false))[0].Get<T>();

    /// <inheritdoc cref="EmitArgumentsWithAckAsync{T}(string, IReadOnlyList{object?}, CancellationToken)"/>
    public Task<T?> EmitWithAckAsync<T>(string eventName) => EmitArgumentsWithAckAsync<T>(eventName, (object?[])[]);

    /// <inheritdoc cref="EmitArgumentsWithAckAsync{T}(string, IReadOnlyList{object?}, CancellationToken)"/>
    public Task<T?> EmitWithAckAsync<T>(string eventName, object? argument1) => EmitArgumentsWithAckAsync<T>(eventName, (object?[])[argument1]);

    /// <inheritdoc cref="EmitArgumentsWithAckAsync{T}(string, IReadOnlyList{object?}, CancellationToken)"/>
    public Task<T?> EmitWithAckAsync<T>(string eventName, object? argument1, object? argument2) => EmitArgumentsWithAckAsync<T>(eventName, (object?[])[argument1, argument2]);

    /// <inheritdoc cref="EmitArgumentsWithAckAsync{T}(string, IReadOnlyList{object?}, CancellationToken)"/>
    public Task<T?> EmitWithAckAsync<T>(string eventName, object? argument1, object? argument2, object? argument3) => EmitArgumentsWithAckAsync<T>(eventName, (object?[])[argument1, argument2, argument3]);

    /// <inheritdoc cref="EmitArgumentsWithAckAsync{T}(string, IReadOnlyList{object?}, CancellationToken)"/>
    public Task<T?> EmitWithAckAsync<T>(string eventName, object? argument1, object? argument2, object? argument3, object? argument4) => EmitArgumentsWithAckAsync<T>(eventName, (object?[])[argument1, argument2, argument3, argument4]);

    /// <inheritdoc cref="EmitArgumentsWithAckAsync{T}(string, IReadOnlyList{object?}, CancellationToken)"/>
    public Task<T?> EmitWithAckAsync<T>(string eventName, object? argument1, object? argument2, object? argument3, object? argument4, object? argument5) => EmitArgumentsWithAckAsync<T>(eventName, (object?[])[argument1, argument2, argument3, argument4, argument5]);

    /// <inheritdoc cref="EmitArgumentsWithAckAsync{T}(string, IReadOnlyList{object?}, CancellationToken)"/>
    public Task<T?> EmitWithAckAsync<T>(string eventName, object? argument1, object? argument2, object? argument3, object? argument4, object? argument5, object? argument6) => EmitArgumentsWithAckAsync<T>(eventName, (object?[])[argument1, argument2, argument3, argument4, argument5, argument6]);
}
