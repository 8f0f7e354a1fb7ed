using System.Runtime.CompilerServices;
using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>Middleware for a socket's events.</content>
public sealed partial class RpressSocket
{
    private EventMiddleware? _middleware; // made when it is asked for, and then kept

    private EventMiddleware Middleware =>
        System.Threading.Volatile.Read(ref _middleware) ?? Interlocked.CompareExchange(ref _middleware, new(), null) ?? _middleware;

    /// <summary>Adds middleware around every event of the client: the next one, and in the end the handlers, run when it calls that.</summary>
    /// <remarks>
    /// An event goes no further when the next one is not called, or an exception is thrown: that goes to <see cref="OnError(Action{Exception})"/>,
    /// and the client is not told. Listeners of <see cref="EventSocket.OnAny(Action{string, EventArguments})"/> have seen the event before.
    /// </remarks>
    public void Use(Func<SocketEvent, Func<Task>, Task> middleware)
    {
        ArgumentNullException.ThrowIfNull(middleware);
        Middleware.Stages.Add(middleware);
    }

    /// <summary>Calls a handler with what middleware throws, and with the error of a malformed packet before the connection is closed for it.</summary>
    /// <remarks>Without a handler what middleware throws is logged.</remarks>
    public void OnError(Action<Exception> handler) => OnError(AsyncHandler.Of(handler));

    /// <inheritdoc cref="OnError(Action{Exception})"/>
    [OverloadResolutionPriority(1)] // a lambda that only throws fits both
    public void OnError(Func<Exception, Task> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Middleware.ErrorHandlers.Add(handler);
    }
}
