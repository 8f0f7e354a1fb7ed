namespace Rpress;

/// <summary>Content that is made while it is sent. A failure before the first flush is answered with 500, a later one ends the connection.</summary>
internal abstract class ProducerContent : ResponseContent, IAsyncDisposable
{
    public override long? Length => null;

    /// <summary>Whether every write goes out at once.</summary>
    public virtual bool FlushesEachWrite => false;

    public abstract Task ProduceAsync(Stream body, RequestPayload request);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
