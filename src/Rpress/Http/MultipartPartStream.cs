namespace Rpress;

/// <summary>A part's content, whose malformed end is the client's error and not the server's.</summary>
internal sealed class MultipartPartStream(Stream inner) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        try
        {
            return await inner.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException error)
        {
            throw MultipartParser.CutShort(error);
        }
    }
}
