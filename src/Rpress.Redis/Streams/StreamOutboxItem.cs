namespace Rpress;

/// <summary>A message on its way through the stream.</summary>
/// <param name="message">The message.</param>
/// <param name="adding">Complete when Redis has said which entry it is.</param>
internal sealed class StreamOutboxItem(ClusterMessage message, Task<StreamId> adding)
{
    public ClusterMessage Message => message;

    public Task<StreamId> Adding => adding;

    /// <summary>Complete when this server has done its part.</summary>
    public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether its turn has come; guarded by the outbox.</summary>
    public bool IsTaken { get; set; }
}
