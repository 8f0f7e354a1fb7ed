namespace Rpress;

/// <summary>A namespace was not joined: the server refused it, or could not be reached.</summary>
public sealed class SocketConnectException : Exception
{
    /// <summary>Makes the exception of a connection that failed.</summary>
    /// <param name="message">What went wrong.</param>
    /// <param name="inner">Its cause.</param>
    public SocketConnectException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Makes the exception of a server's refusal.</summary>
    internal SocketConnectException(string message, EventArgument errorData)
        : base(message)
    {
        IsRefused = true;
        ErrorData = errorData;
    }

    /// <summary>Whether the server refused: then it is not tried again by itself.</summary>
    public bool IsRefused { get; }

    /// <summary>What the server said beside its message; not defined if it said nothing else.</summary>
    public EventArgument ErrorData { get; }
}
