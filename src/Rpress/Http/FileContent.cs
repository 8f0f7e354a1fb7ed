namespace Rpress;

/// <summary>A file that is opened when it is sent, so that a payload can be kept and sent again.</summary>
internal sealed class FileContent(string path, long length) : ProducerContent
{
    private const int BufferSize = 64 * 1024;

    public override long? Length => length;

    public override async Task ProduceAsync(Stream body, RequestPayload request)
    {
        await using var file = new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.Read,
            Share = FileShare.ReadWrite | FileShare.Delete,
            Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            BufferSize = 0,
        });
        if (file.Length != length)
        {
            throw new IOException($"The file '{path}' changed between the response's headers and its body.");
        }

        await file.CopyToAsync(body, BufferSize, request.Aborted);
    }
}
