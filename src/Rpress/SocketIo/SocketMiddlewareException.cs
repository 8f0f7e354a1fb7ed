namespace Rpress;

/// <summary>Thrown in middleware, it refuses a client or an event.</summary>
public sealed class SocketMiddlewareException : Exception
{
    /// <summary>Makes a refusal.</summary>
    /// <param name="message">What the client is told, where it is a client that is refused.</param>
    /// <param name="data">What else, as JSON.</param>
    public SocketMiddlewareException(string message, object? data = null)
        : base(message) => ErrorData = data;

    /// <summary>What else the client is told.</summary>
    public object? ErrorData { get; }
}
