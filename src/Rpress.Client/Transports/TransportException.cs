namespace Rpress;

/// <summary>A transport failed, or was closed by the server.</summary>
internal sealed class TransportException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the server closed it in good order.</summary>
    public bool IsClosed { get; init; }
}
