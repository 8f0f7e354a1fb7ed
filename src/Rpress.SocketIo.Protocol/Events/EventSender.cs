namespace Rpress;

/// <summary>What events can be sent to: one socket, or many.</summary>
public abstract class EventSender
{
    internal EventSender()
    {
    }

    /// <summary>Sends an event.</summary>
    /// <param name="eventName">Its name.</param>
    /// <param name="arguments">Its arguments: text, numbers, binary (<c>byte[]</c>), anything that JSON can say and binary within it, arguments that were received.</param>
    /// <exception cref="ArgumentException">The name is reserved, or an argument cannot be written as JSON.</exception>
    /// <exception cref="NotSupportedException">No JSON context knows an argument's type.</exception>
    /// <remarks>
    /// It waits for no client: the task completes when the packet is queued here, and published where other servers take part. Binary is not copied
    /// before it is sent; do not write to it any more.
    /// </remarks>
    public abstract Task EmitArgumentsAsync(string eventName, IReadOnlyList<object?> arguments);

    /// <summary>Sends an event with arguments as they were received.</summary>
    /// <inheritdoc cref="EmitArgumentsAsync(string, IReadOnlyList{object?})"/>
    public Task EmitArgumentsAsync(string eventName, EventArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return EmitArgumentsAsync(eventName, arguments.ToObjects());
    }

    /// <inheritdoc cref="EmitArgumentsAsync(string, IReadOnlyList{object?})"/>
    public Task EmitAsync(string eventName) => EmitArgumentsAsync(eventName, (object?[])[]);

    /// <inheritdoc cref="EmitArgumentsAsync(string, IReadOnlyList{object?})"/>
    public Task EmitAsync(string eventName, object? argument1) => EmitArgumentsAsync(eventName, (object?[])[argument1]);

    /// <inheritdoc cref="EmitArgumentsAsync(string, IReadOnlyList{object?})"/>
    public Task EmitAsync(string eventName, object? argument1, object? argument2) => EmitArgumentsAsync(eventName, (object?[])[argument1, argument2]);

    /// <inheritdoc cref="EmitArgumentsAsync(string, IReadOnlyList{object?})"/>
    public Task EmitAsync(string eventName, object? argument1, object? argument2, object? argument3) => EmitArgumentsAsync(eventName, (object?[])[argument1, argument2, argument3]);

    /// <inheritdoc cref="EmitArgumentsAsync(string, IReadOnlyList{object?})"/>
    public Task EmitAsync(string eventName, object? argument1, object? argument2, object? argument3, object? argument4) => EmitArgumentsAsync(eventName, (object?[])[argument1, argument2, argument3, argument4]);

    /// <inheritdoc cref="EmitArgumentsAsync(string, IReadOnlyList{object?})"/>
    public Task EmitAsync(string eventName, object? argument1, object? argument2, object? argument3, object? argument4, object? argument5) => EmitArgumentsAsync(eventName, (object?[])[argument1, argument2, argument3, argument4, argument5]);

    /// <inheritdoc cref="EmitArgumentsAsync(string, IReadOnlyList{object?})"/>
    public Task EmitAsync(string eventName, object? argument1, object? argument2, object? argument3, object? argument4, object? argument5, object? argument6) => EmitArgumentsAsync(eventName, (object?[])[argument1, argument2, argument3, argument4, argument5, argument6]);
}
