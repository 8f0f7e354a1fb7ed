using System.Net;
using Rpress.TestKit;

namespace Rpress.LoadRunner;

/// <summary>A body larger than the server takes, sent to its end or as far as the server lets it: the answer is 413.</summary>
internal sealed class LargeBody(int megabytes, bool isChunked)
{
    private const int PieceSize = 64 * 1024;
    private static readonly byte[] _piece = new byte[PieceSize];
    private static readonly byte[] _chunk = [.. "10000\r\n"u8, .. _piece, .. "\r\n"u8];

    public async Task<StressOutcome> RunAsync(EndPoint server)
    {
        await using RawHttpConnection connection = await RawHttpConnection.ConnectAsync(server);
        int length = megabytes * 1024 * 1024;
        string framing = isChunked ? "Transfer-Encoding: chunked" : $"Content-Length: {length}";
        long started = TimeProvider.System.GetTimestamp();
        await connection.SendAsync($"POST /api/echo HTTP/1.1\r\nHost: localhost\r\n{framing}\r\n\r\n");
        Task<int> answer = Ask.StatusAsync(connection);
        long sent = 0;
        try
        {
            for (; sent < length && !answer.IsCompleted; sent += PieceSize)
            {
                await connection.SendAsync(isChunked ? _chunk : _piece);
            }
        }
        catch (IOException)
        {
            // the server has closed; it may have answered before
        }

        int status = await answer;
        return new(
            status == 413,
            FormattableString.Invariant($"{(status > 0 ? $"answered {status}" : status == Ask.Closed ? "closed without an answer" : "hung")} after {sent / 1024.0 / 1024:0.0} MB"),
            new()
            {
                [StressMetrics.Refused] = status == 413 ? 1 : 0,
                [StressMetrics.Hung] = status == Ask.Hung ? 1 : 0,
                [StressMetrics.Seconds] = TimeProvider.System.GetElapsedTime(started).TotalSeconds,
            });
    }
}
