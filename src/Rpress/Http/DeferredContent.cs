namespace Rpress;

/// <summary>Content that needs the request to become bytes: the application's JSON options, what the client accepts.</summary>
internal abstract class DeferredContent : ResponseContent
{
    public override long? Length => null;

    /// <summary>The payload with ready content.</summary>
    public abstract ResponsePayload Resolve(ResponsePayload payload, RequestPayload request);
}
