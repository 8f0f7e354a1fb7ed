namespace Rpress;

/// <summary>What a session's messages go to. Calls come one at a time, but for the last one, which may come at any moment and once.</summary>
internal interface ISessionHandler
{
    /// <summary>A text message; its memory is the caller's again afterwards.</summary>
    void OnText(ReadOnlySpan<byte> message);

    /// <summary>A binary message; its memory is the caller's again afterwards.</summary>
    void OnBinary(ReadOnlySpan<byte> message);

    /// <summary>What the messages taken so far are to be worked off by, if anything: the caller runs it where it costs least.</summary>
    IThreadPoolWorkItem? TakeWork() => null;

    void OnClosed(DisconnectReason reason);
}
