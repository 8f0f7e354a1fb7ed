namespace Rpress;

/// <summary>A stream that is copied and then disposed.</summary>
internal sealed class StreamContent(Stream source, long? length) : ProducerContent
{
    public override long? Length => length;

    public override Task ProduceAsync(Stream body, RequestPayload request) => source.CopyToAsync(body, request.Aborted);

    public override async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        await base.DisposeAsync();
    }
}
