namespace Rpress;

/// <summary>An argument that was received is missing, or is not what the handler asks for.</summary>
public sealed class EventArgumentException : FormatException
{
    /// <summary>Makes the exception.</summary>
    public EventArgumentException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
