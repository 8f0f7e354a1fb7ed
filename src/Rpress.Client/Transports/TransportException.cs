namespace Rpress;

/// <summary>A transport failed, or was closed by the server.</summary>
internal sealed class TransportException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether the server closed it in good order.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Whether an exception of what lies below is a failure of the transport: all are, but the end that was asked for.</summary>
    public static bool Covers(Exception error, CancellationToken cancellationToken) =>
        error is not TransportException && !(error is OperationCanceledException && cancellationToken.IsCancellationRequested);
}
