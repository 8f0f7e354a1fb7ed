using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <content>Connection state recovery; an adapter without it keeps nothing.</content>
public abstract partial class SocketIoAdapter
{
    /// <summary>Keeps what is needed to go on with a socket whose connection broke off.</summary>
    public virtual Task SaveSessionAsync(SavedSession session) => Task.CompletedTask;

    /// <summary>Forgets what is kept of a socket: its client has left, or was sent away, and does not come back.</summary>
    public virtual Task ForgetSessionAsync(string pid) => Task.CompletedTask;

    /// <summary>Takes a session out by its private id; null if it is unknown, or has been kept too long.</summary>
    public virtual Task<SavedSession?> TakeSessionAsync(string pid) => Task.FromResult<SavedSession?>(null);

    /// <summary>Where the log of packets stands now.</summary>
    public virtual ValueTask<string?> GetOffsetAsync() => default;

    /// <summary>The packets after an offset that the session's socket would have received, in order; null if the log no longer reaches back to it.</summary>
    public virtual Task<IReadOnlyList<SocketIoPacket>?> GetMissedPacketsAsync(SavedSession session, string? offset) =>
        Task.FromResult<IReadOnlyList<SocketIoPacket>?>(null);
}
