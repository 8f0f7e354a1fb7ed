using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Events between the servers of a cluster, in one namespace: sent to all other servers, handled where they come.</summary>
/// <remarks>
/// An ack is one value, the array of what the other servers answered: <c>EmitWithAckAsync&lt;int[]&gt;</c>. An adapter for a single server knows no
/// others, and throws. Handlers begin in the order in which another server sent its events; they do not wait for each other's end.
/// </remarks>
public sealed partial class ServerSideEvents : EventSocket
{
    // an event has been held to the limit where it was read
    private static readonly JsonSerializerOptions _anyDepth = new(EventJson.Of(null, null)) { MaxDepth = int.MaxValue };

    private readonly RpressNamespace _namespace;
    private readonly ServerSideEventPump _pump;
    private readonly ConcurrentQueue<Type> _late = []; // of handlers that were added before the application's JSON was known

    internal ServerSideEvents(RpressNamespace @namespace)
    {
        _namespace = @namespace;
        _pump = new(this, @namespace.Io.PumpLimits, @namespace.Io.Work);
        _pump.Open();
    }

    internal override JsonSerializerOptions Json => _namespace.Io.Json;

    /// <summary>Sends an event to the other servers.</summary>
    /// <exception cref="NotSupportedException">The adapter knows no other servers, or no JSON context an argument's type.</exception>
    /// <exception cref="InvalidOperationException">The server has not been started.</exception>
    /// <inheritdoc/>
    public override Task EmitArgumentsAsync(string eventName, IReadOnlyList<object?> arguments)
    {
        SocketIoPacket packet = Encode(eventName, arguments);
        return _namespace.Adapter.ServerSideEmitAsync(packet);
    }

    /// <summary>Sends an event to the other servers and waits for the answers; the result has one argument, the array of them.</summary>
    /// <exception cref="NotSupportedException">The adapter knows no other servers, or no JSON context an argument's type.</exception>
    /// <exception cref="InvalidOperationException">The server has not been started.</exception>
    /// <exception cref="AckTimeoutException">Not all of them have answered in time; it has the answers that came.</exception>
    /// <inheritdoc/>
    public override async Task<EventArguments> EmitArgumentsWithAckAsync(
        string eventName, IReadOnlyList<object?> arguments, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        SocketIoPacket packet = Encode(eventName, arguments);
        BroadcastOperator everyone = _namespace.To();
        IReadOnlyList<EventArgument> answers = await _namespace.Adapter.ServerSideEmitWithAckAsync(packet).WaitAsync(cancellationToken);
        return everyone.ToArguments([everyone.ToArguments(answers)]);
    }

    /// <summary>Takes in an event of another server.</summary>
    internal void Receive(ServerSideEvent received)
    {
        if (!_pump.TryAdd(received, out bool isReady))
        {
            LogServerSideQueueFull(_namespace.Io.Logger, received.Packet.EventName, _namespace.Name);
        }
        else if (isReady)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_pump, preferLocal: false);
        }
    }

    /// <summary>Gives an event to its handlers.</summary>
    internal async Task HandleAsync(ServerSideEvent received)
    {
        (SocketIoPacket packet, Action<EventArguments>? answer) = received;
        var arguments = new EventArguments(packet, Json);
        await CallIncomingListenersAsync(packet.EventName, arguments);
        await RunHandlersAsync(packet.EventName, arguments, new(new ServerSideAnswer(_namespace, answer), answer is null ? null : 0));
    }

    /// <summary>Checks the handlers that were added before the server was started.</summary>
    /// <exception cref="NotSupportedException">No JSON context knows a type of one of them.</exception>
    internal void CheckHandlers()
    {
        while (_late.TryDequeue(out Type? type))
        {
            Json.GetTypeInfo(type);
        }
    }

    private protected override JsonTypeInfo<T> ResolveType<T>()
    {
        if (_namespace.Io.IsStarted)
        {
            return base.ResolveType<T>();
        }

        _late.Enqueue(typeof(T));
        return JsonMetadataServices.CreateValueInfo<T>(_anyDepth, new LateConverter<T>(() => Json));
    }

    private protected override void OnHandlerFailed(string eventName, Exception error) =>
        LogServerSideHandlerFailed(_namespace.Io.Logger, eventName, _namespace.Name, error);

    private protected override ValueTask OnArgumentMismatchAsync(string eventName, EventArgumentException mismatch)
    {
        OnHandlerFailed(eventName, mismatch); // another server, not a client, sent what does not fit
        return ValueTask.CompletedTask;
    }

    private protected override void OnListenerFailed(string eventName, Exception error) => OnHandlerFailed(eventName, error);

    private SocketIoPacket Encode(string eventName, IReadOnlyList<object?> arguments) => _namespace.Io.IsStarted
        ? SocketIoEncoder.Event(_namespace.Name, null, eventName, arguments, Json)
        : throw new InvalidOperationException("The server has not been started: it is no part of a cluster yet.");

    [LoggerMessage(2302, LogLevel.Error, "A handler of the server-side event '{Event}' in {Namespace} failed.")]
    private static partial void LogServerSideHandlerFailed(ILogger logger, string @event, string @namespace, Exception error);

    [LoggerMessage(2306, LogLevel.Warning, "The server-side event '{Event}' in {Namespace} is dropped: too many wait already.")]
    private static partial void LogServerSideQueueFull(ILogger logger, string @event, string @namespace);
}
