using System.Text.Json.Serialization.Metadata;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>The answer that a client asked for with an event, for handlers that take the arguments as they came.</summary>
/// <remarks>It can be given once, at any time while the socket is connected; what comes later is ignored. Thread-safe.</remarks>
public sealed class EventAck
{
    private readonly IAckTarget _target;
    private readonly ulong? _id;
    private int _isGiven;

    internal EventAck(IAckTarget target, ulong? id)
    {
        _target = target;
        _id = id;
    }

    /// <summary>Whether the client waits for it.</summary>
    public bool IsRequested => _id is not null;

    /// <summary>Answers; nothing is sent if no answer was asked for or one was given.</summary>
    /// <exception cref="ArgumentException">An argument cannot be written as JSON.</exception>
    /// <exception cref="NotSupportedException">No JSON context knows an argument's type.</exception>
    public Task SendArgumentsAsync(IReadOnlyList<object?> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (_id is { } id && Interlocked.Exchange(ref _isGiven, 1) == 0)
        {
            Send(id, arguments);
        }

        return Task.CompletedTask;
    }

    /// <summary>Answers with what a handler returned.</summary>
    internal Task ReturnAsync<T>(T value, JsonTypeInfo<T> type) =>
        IsRequested ? SendArgumentsAsync((object?[])[new ReturnedValue(value, type)]) : Task.CompletedTask;

    private void Send(ulong id, IReadOnlyList<object?> arguments)
    {
        try
        {
            _target.SendAck(id, arguments);
        }
        catch
        {
            // nothing went out: the handler may still answer that it failed
            Volatile.Write(ref _isGiven, 0);
            throw;
        }
    }

    /// <summary>Answers with arguments as they were received.</summary>
    /// <inheritdoc cref="SendArgumentsAsync(IReadOnlyList{object?})"/>
    public Task SendArgumentsAsync(EventArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        return SendArgumentsAsync(arguments.ToObjects());
    }

    /// <inheritdoc cref="SendArgumentsAsync(IReadOnlyList{object?})"/>
    public Task SendAsync() => SendArgumentsAsync((object?[])[]);

    /// <inheritdoc cref="SendArgumentsAsync(IReadOnlyList{object?})"/>
    public Task SendAsync(object? argument1) => SendArgumentsAsync((object?[])[argument1]);

    /// <inheritdoc cref="SendArgumentsAsync(IReadOnlyList{object?})"/>
    public Task SendAsync(object? argument1, object? argument2) => SendArgumentsAsync((object?[])[argument1, argument2]);

    /// <inheritdoc cref="SendArgumentsAsync(IReadOnlyList{object?})"/>
    public Task SendAsync(object? argument1, object? argument2, object? argument3) => SendArgumentsAsync((object?[])[argument1, argument2, argument3]);

    /// <inheritdoc cref="SendArgumentsAsync(IReadOnlyList{object?})"/>
    public Task SendAsync(object? argument1, object? argument2, object? argument3, object? argument4) => SendArgumentsAsync((object?[])[argument1, argument2, argument3, argument4]);

    /// <inheritdoc cref="SendArgumentsAsync(IReadOnlyList{object?})"/>
    public Task SendAsync(object? argument1, object? argument2, object? argument3, object? argument4, object? argument5) => SendArgumentsAsync((object?[])[argument1, argument2, argument3, argument4, argument5]);

    /// <inheritdoc cref="SendArgumentsAsync(IReadOnlyList{object?})"/>
    public Task SendAsync(object? argument1, object? argument2, object? argument3, object? argument4, object? argument5, object? argument6) => SendArgumentsAsync((object?[])[argument1, argument2, argument3, argument4, argument5, argument6]);
}
