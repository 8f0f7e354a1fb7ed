using Microsoft.Extensions.Logging;

namespace Rpress;

/// <content>Log lines.</content>
public sealed partial class RpressSocket
{
    [LoggerMessage(2201, LogLevel.Error, "A handler of the event '{Event}' in {Namespace} failed; socket {Socket}.")]
    private static partial void LogEventFailed(ILogger logger, string @event, string @namespace, string socket, Exception error);

    [LoggerMessage(2202, LogLevel.Warning, "The arguments of the event '{Event}' in {Namespace} do not fit its handler, which was not called; socket {Socket}: {Problem}")]
    private static partial void LogArgumentMismatch(ILogger logger, string @event, string @namespace, string socket, string problem);

    [LoggerMessage(2203, LogLevel.Error, "A handler of connections to {Namespace} failed; socket {Socket}.")]
    private static partial void LogConnectionHandlerFailed(ILogger logger, string @namespace, string socket, Exception error);

    [LoggerMessage(2204, LogLevel.Error, "A handler of disconnects from {Namespace} failed; socket {Socket}.")]
    private static partial void LogDisconnectHandlerFailed(ILogger logger, string @namespace, string socket, Exception error);

    [LoggerMessage(2205, LogLevel.Warning, "Too many events wait for their handlers: the connection of socket {Socket} is closed.")]
    private static partial void LogEventQueueFull(ILogger logger, string socket);

    [LoggerMessage(2206, LogLevel.Error, "Middleware refused the event '{Event}' in {Namespace}; socket {Socket}.")]
    private static partial void LogMiddlewareFailed(ILogger logger, string @event, string @namespace, string socket, Exception error);

    [LoggerMessage(2207, LogLevel.Error, "A listener of every event failed at '{Event}' in {Namespace}; socket {Socket}.")]
    private static partial void LogListenerFailed(ILogger logger, string @event, string @namespace, string socket, Exception error);

    [LoggerMessage(2208, LogLevel.Error, "A handler of errors in {Namespace} failed; socket {Socket}.")]
    private static partial void LogErrorHandlerFailed(ILogger logger, string @namespace, string socket, Exception error);

    [LoggerMessage(2209, LogLevel.Error, "The session of a client of {Namespace} could not be recovered.")]
    private static partial void LogRecoveryFailed(ILogger logger, string @namespace, Exception error);
}
