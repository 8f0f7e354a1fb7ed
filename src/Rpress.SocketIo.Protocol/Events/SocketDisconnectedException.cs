namespace Rpress;

/// <summary>The socket was disconnected before an answer came.</summary>
public sealed class SocketDisconnectedException : Exception
{
    /// <summary>Makes the exception.</summary>
    public SocketDisconnectedException(string message)
        : base(message)
    {
    }
}
