namespace Rpress;

/// <summary>Content that a function writes.</summary>
internal sealed class CallbackContent(Func<Stream, CancellationToken, Task> write) : ProducerContent
{
    public override Task ProduceAsync(Stream body, RequestPayload request) => write(body, request.Aborted);
}
