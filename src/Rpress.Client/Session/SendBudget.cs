using Rpress.SocketIo.Protocol;

namespace Rpress;

/// <summary>Bounds what waits to be sent. Thread-safe.</summary>
/// <param name="limit">The most bytes that wait, but that a single event is always taken.</param>
internal sealed class SendBudget(long limit)
{
    private const int Overhead = 256; // bytes: what an event needs beside its arguments while it waits

    private long _used;

    /// <summary>How many bytes wait.</summary>
    public long Used => Interlocked.Read(ref _used);

    /// <summary>What an event or ack counts.</summary>
    public static long CostOf(SocketIoPacket packet) => packet.Size + Overhead;

    /// <exception cref="InvalidOperationException">Too much waits already.</exception>
    public void Take(long cost)
    {
        long used = Interlocked.Add(ref _used, cost);
        if (used > limit && used != cost && cost > 0)
        {
            Return(cost);
            throw new InvalidOperationException(
                $"{used - cost} bytes wait to be sent already: wait until the client is connected or the server has read, or raise SocketIoClientOptions.MaxSendQueueSize ({limit}).");
        }
    }

    public void Return(long cost) => Interlocked.Add(ref _used, -cost);
}
