using System.Buffers;
using System.Net.WebSockets;

namespace Rpress;

/// <summary>Reads the messages of a WebSocket. An idle one holds no buffer: data is waited for with a read of zero bytes.</summary>
internal static class MessageReader
{
    private const int FirstBuffer = 4096;

    /// <summary>Reads until the WebSocket ends.</summary>
    /// <param name="socket">The WebSocket.</param>
    /// <param name="maxSize">The largest message, in bytes.</param>
    /// <param name="onMessage">Takes a message; its memory is the reader's again after the call.</param>
    /// <param name="takeWork">Gives what the messages have brought to do.</param>
    public static async Task<ReadEnd> ReadAsync(
        WebSocket socket, int maxSize, Action<ReadOnlyMemory<byte>, bool> onMessage, Func<IThreadPoolWorkItem?> takeWork)
    {
        try
        {
            while (true)
            {
#pragma warning disable CA2012 // it is registered with once and its result taken once, though in two places
                ValueTask<ValueWebSocketReceiveResult> read = socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
#pragma warning restore CA2012
                if (takeWork() is { } work)
                {
                    if (read.IsCompleted)
                    {
                        ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: true);
                    }
                    else
                    {
                        await new WorkWhileWaiting(read, work);
                    }
                }

                ValueWebSocketReceiveResult first = await read;
                if (first.MessageType == WebSocketMessageType.Close)
                {
                    return ReadEnd.Closed;
                }

                if (first.EndOfMessage)
                {
                    onMessage(ReadOnlyMemory<byte>.Empty, first.MessageType == WebSocketMessageType.Binary);
                }
                else if (await ReadMessageAsync(socket, maxSize, onMessage) is { } end)
                {
                    return end;
                }
            }
        }
        catch (WebSocketException error) when (error.WebSocketErrorCode == WebSocketError.ConnectionClosedPrematurely)
        {
            return ReadEnd.Closed;
        }
        catch (WebSocketException error) when (error.WebSocketErrorCode == WebSocketError.Success)
        {
            // the platform says so of what it cannot inflate, and sends no close frame
            return ReadEnd.Undecodable;
        }
        catch (Exception error) when (error is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            return ReadEnd.Failed;
        }
    }

    /// <summary>Reads on without looking at what comes, until the WebSocket ends.</summary>
    public static async Task DiscardAsync(WebSocket socket)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception error) when (error is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // ended without a close frame, or its deadline has passed
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async ValueTask<ReadEnd?> ReadMessageAsync(WebSocket socket, int maxSize, Action<ReadOnlyMemory<byte>, bool> onMessage)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Math.Min(FirstBuffer, maxSize + 1));
        try
        {
            int length = 0;
            while (true)
            {
                if (length == buffer.Length)
                {
                    buffer = Grow(buffer, maxSize);
                }

                ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                length += part.Count;
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return ReadEnd.Closed;
                }

                if (length > maxSize)
                {
                    return ReadEnd.TooLarge;
                }

                if (part.EndOfMessage)
                {
                    onMessage(buffer.AsMemory(0, length), part.MessageType == WebSocketMessageType.Binary);
                    return null;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // one byte above the limit is enough to see that a message exceeds it
    private static byte[] Grow(byte[] buffer, int maxSize)
    {
        byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(buffer.Length * 2L, maxSize + 1L));
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
