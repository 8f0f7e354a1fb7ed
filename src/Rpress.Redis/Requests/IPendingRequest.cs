namespace Rpress;

/// <summary>Waits for the answers of other servers.</summary>
internal interface IPendingRequest
{
    /// <summary>Complete when all have answered.</summary>
    Task Complete { get; }

    /// <exception cref="FormatException">It is no answer to this.</exception>
    void OnResponse(ReceivedResponse response);

    /// <summary>None will come: the adapter is closed.</summary>
    void OnClosed();
}
