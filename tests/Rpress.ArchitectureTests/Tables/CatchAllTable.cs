namespace Rpress.ArchitectureTests.Tables;

/// <summary>The files that may catch everything, each with its reason: docs/STYLE.md, rule 11.</summary>
internal static class CatchAllTable
{
    public static readonly IReadOnlyDictionary<string, string> Reasons = new Dictionary<string, string>
    {
        ["src/Rpress.Client/ClientSocket.Life.cs"] = "user code's parser: where it cannot say that a socket leaves, the connection ends",
        ["src/Rpress.Client/Events/ClientEvent.cs"] = "the one place that calls handlers of what happens to a client: what they throw is one log line, and told to OnHandlerError",
        ["src/Rpress.Client/Session/ClientConnection.Joining.cs"] = "user code's AuthProvider and parser: what they throw fails the attempt",
        ["src/Rpress.Client/Session/ClientConnection.Loop.cs"] = "the owner of the client's loop: who waits for it is told that it failed",
        ["src/Rpress.Client/Session/EngineConnection.Receiving.cs"] = "user code's decoder, and the owner of the reader: whatever is thrown ends the connection",
        ["src/Rpress.Client/Session/EngineConnection.Sending.cs"] = "the owner of the sender: whatever is thrown ends the connection",
        ["src/Rpress.Client/Session/RetryQueue.cs"] = "user code's parser: what it throws fails the event, and the next one's turn comes",
        ["src/Rpress.Client/Transports/PollingClientTransport.cs"] = "user code's HttpMessageHandler may throw anything: it is a failure of the transport",
        ["src/Rpress.Client/Transports/WebSocketClientTransport.cs"] = "user code's HttpMessageHandler may throw anything: it is a failure of the transport",
        ["src/Rpress.Redis/ClusterAdapter.Receiving.cs"] = "user code's parser, and the owner of the reader: what is thrown for one message is one log line",
        ["src/Rpress.SocketIo.Protocol/Events/EventSocket.Run.cs"] = "the one place that calls handlers of events: what they throw ends there, and the socket is told",
        ["src/Rpress/EngineIo/EngineEvents.cs"] = "the one place that calls handlers of the engine: what they throw is one log line",
        ["src/Rpress/Http/BodyWait.cs"] = "a timer's callback: an exception there ends the process",
        ["src/Rpress/Http/RequestResources.cs"] = "user code's Dispose: every resource is disposed, the first failure is passed on",
        ["src/Rpress/Middleware/Cors/CorsMiddleware.cs"] = "the application's function that decides about origins: what it throws is logged, and the origin refused",
        ["src/Rpress/Middleware/ErrorHandling/ErrorHandlingMiddleware.cs"] = "turns what user code throws into a response or an opaque 500",
        ["src/Rpress/Middleware/Health/ReadinessCheck.cs"] = "user code's check: what it throws means not ready, and one log line",
        ["src/Rpress/Middleware/RateLimiting/RateLimitingMiddleware.cs"] = "user code's limiter: whatever it fails with, the options say what becomes of the request",
        ["src/Rpress/Server/RpressHttpApplication.cs"] = "the last resort: what nobody answered becomes a bare 500 and one log line",
        ["src/Rpress/SocketIo/Adapters/RoomEvents.cs"] = "user code's handlers of what happens to rooms: what they throw is one log line",
        ["src/Rpress/SocketIo/Namespaces/RpressNamespace.Adapter.cs"] = "user code's adapter: what it throws as sockets come and go is one log line",
        ["src/Rpress/SocketIo/Namespaces/RpressNamespace.Admission.cs"] = "user code's middleware: what it throws refuses the client",
        ["src/Rpress/SocketIo/RpressIo.Namespaces.cs"] = "user code's function that decides about names: what it throws is a no, and one log line",
        ["src/Rpress/SocketIo/SocketIoConnection.cs"] = "user code's decoder: whatever it throws ends the connection, and is one log line",
        ["src/Rpress/SocketIo/Sockets/RpressSocket.Handlers.cs"] = "the one place that calls middleware of events and handlers of errors: what they throw is one log line",
        ["src/Rpress/SocketIo/Sockets/RpressSocket.LifeHandlers.cs"] = "the one place that calls handlers of connections and disconnects: what they throw is one log line",
        ["src/Rpress/SocketIo/Sockets/RpressSocket.Recovery.cs"] = "user code's adapter: what it throws costs a client its session, and is one log line",
        ["src/Rpress/SocketIo/Sockets/SocketData.cs"] = "user code's values: one that JSON cannot say is left out of what other servers are told",
    };
}
