namespace Rpress;

/// <summary>The limit of what a server may send at once.</summary>
internal static class ReceiveLimit
{
    /// <exception cref="TransportException">It is more.</exception>
    public static void Require(long length, int limit)
    {
        if (length > limit)
        {
            throw new TransportException($"The server sent more than {limit} bytes at once (SocketIoClientOptions.MaxMessageSize).");
        }
    }
}
