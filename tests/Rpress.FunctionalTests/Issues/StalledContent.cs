using System.Net;

namespace Rpress.FunctionalTests.Issues;

/// <summary>A body whose second half waits for a signal.</summary>
internal sealed class StalledContent(Task signal, int size) : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync(new byte[size / 2]);
        await stream.FlushAsync();
        await signal.WaitAsync(TimeSpan.FromSeconds(15));
        await stream.WriteAsync(new byte[size - (size / 2)]);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = size;
        return true;
    }
}
