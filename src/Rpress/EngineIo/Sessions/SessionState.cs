namespace Rpress;

/// <summary>The stages of a session.</summary>
internal enum SessionState
{
    Open,

    /// <summary>Over, but a client that polls has not been told yet.</summary>
    Closing,

    Closed,
}
