namespace Rpress;

/// <summary>Not all answers to an event came in time.</summary>
public sealed class AckTimeoutException : TimeoutException
{
    /// <summary>Makes the exception.</summary>
    public AckTimeoutException(string message, IReadOnlyList<EventArgument> responses)
        : base(message)
    {
        ArgumentNullException.ThrowIfNull(responses);
        Responses = responses;
    }

    /// <summary>The answers that did come.</summary>
    public IReadOnlyList<EventArgument> Responses { get; }
}
