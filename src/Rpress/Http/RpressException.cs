using System.Net;

namespace Rpress;

/// <summary>An expected refusal: thrown anywhere in a handler or middleware, it becomes a response with its status and message.</summary>
public class RpressException : Exception, IRpressError
{
    /// <summary>Makes a refusal.</summary>
    /// <param name="status">The status code of the response, 400 to 599.</param>
    /// <param name="message">The text that the client is shown.</param>
    /// <param name="innerException">The cause, for logs only; the client never sees it.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="status"/> is not an error status.</exception>
    public RpressException(HttpStatusCode status, string message, Exception? innerException = null)
        : this((int)status, message, innerException)
    {
    }

    /// <inheritdoc cref="RpressException(HttpStatusCode, string, Exception?)"/>
    public RpressException(int status, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Status = StatusCodes.RequireError(status);
    }

    /// <inheritdoc/>
    public int Status { get; }
}
