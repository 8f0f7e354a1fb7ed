using System.Buffers;

namespace Rpress.FunctionalTests;

/// <summary>The ways to read a body as it arrives, each to its end.</summary>
internal static class BodyReads
{
    public static async Task<byte[]> JoinAsync(IAsyncEnumerable<ReadOnlyMemory<byte>> chunks)
    {
        var all = new MemoryStream();
        await foreach (var chunk in chunks)
        {
            all.Write(chunk.Span);
        }

        return all.ToArray();
    }

    public static async Task<byte[]> CopyAsync(Stream stream)
    {
        var all = new MemoryStream();
        await stream.CopyToAsync(all);
        return all.ToArray();
    }

    /// <summary>Takes nothing from the pipe until all is there, and leaves that without AdvanceTo: the request ends the read.</summary>
    public static async Task<byte[]> GatherAsync(RequestBody body)
    {
        var reader = body.Reader;
        while (true)
        {
            var result = await reader.ReadAsync();
            if (result.IsCompleted)
            {
                return result.Buffer.ToArray();
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
