namespace Rpress;

/// <content>Events whose acks are waited for until a token is cancelled: as the last argument it is none of the event's.</content>
public abstract partial class AckSender
{
    /// <inheritdoc cref="EmitArgumentsWithAckAsync{T}(string, IReadOnlyList{object?}, CancellationToken)"/>
    public Task<T?> EmitWithAckAsync<T>(string eventName, CancellationToken cancellationToken) => EmitArgumentsWithAckAsync<T>(eventName, (object?[])[], cancellationToken);

    /// <inheritdoc cref="EmitArgumentsWithAckAsync{T}(string, IReadOnlyList{object?}, CancellationToken)"/>
    public Task<T?> EmitWithAckAsync<T>(string eventName, object? argument1, CancellationToken cancellationToken) => EmitArgumentsWithAckAsync<T>(eventName, (object?[])[argument1], cancellationToken);

    /// <inheritdoc cref="EmitArgumentsWithAckAsync{T}(string, IReadOnlyList{object?}, CancellationToken)"/>
    public Task<T?> EmitWithAckAsync<T>(string eventName, object? argument1, object? argument2, CancellationToken cancellationToken) => EmitArgumentsWithAckAsync<T>(eventName, (object?[])[argument1, argument2], cancellationToken);

    /// <inheritdoc cref="EmitArgumentsWithAckAsync{T}(string, IReadOnlyList{object?}, CancellationToken)"/>
    public Task<T?> EmitWithAckAsync<T>(string eventName, object? argument1, object? argument2, object? argument3, CancellationToken cancellationToken) => EmitArgumentsWithAckAsync<T>(eventName, (object?[])[argument1, argument2, argument3], cancellationToken);

    /// <inheritdoc cref="EmitArgumentsWithAckAsync{T}(string, IReadOnlyList{object?}, CancellationToken)"/>
    public Task<T?> EmitWithAckAsync<T>(string eventName, object? argument1, object? argument2, object? argument3, object? argument4, CancellationToken cancellationToken) => EmitArgumentsWithAckAsync<T>(eventName, (object?[])[argument1, argument2, argument3, argument4], cancellationToken);

    /// <inheritdoc cref="EmitArgumentsWithAckAsync{T}(string, IReadOnlyList{object?}, CancellationToken)"/>
    public Task<T?> EmitWithAckAsync<T>(string eventName, object? argument1, object? argument2, object? argument3, object? argument4, object? argument5, CancellationToken cancellationToken) => EmitArgumentsWithAckAsync<T>(eventName, (object?[])[argument1, argument2, argument3, argument4, argument5], cancellationToken);

    /// <inheritdoc cref="EmitArgumentsWithAckAsync{T}(string, IReadOnlyList{object?}, CancellationToken)"/>
    public Task<T?> EmitWithAckAsync<T>(string eventName, object? argument1, object? argument2, object? argument3, object? argument4, object? argument5, object? argument6, CancellationToken cancellationToken) => EmitArgumentsWithAckAsync<T>(eventName, (object?[])[argument1, argument2, argument3, argument4, argument5, argument6], cancellationToken);
}
