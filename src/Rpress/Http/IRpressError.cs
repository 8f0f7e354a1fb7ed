namespace Rpress;

/// <summary>An error that knows the response it stands for: thrown (by an exception that implements it), returned by a handler, or given to <see cref="ResponsePayload.Error(IRpressError)"/>.</summary>
public interface IRpressError
{
    /// <summary>The HTTP status code of the response.</summary>
    /// <value>400 to 599.</value>
    int Status { get; }

    /// <summary>The text that the client is shown; never put a secret in it.</summary>
    string Message { get; }
}
