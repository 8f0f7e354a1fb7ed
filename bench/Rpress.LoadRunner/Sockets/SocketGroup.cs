using System.Diagnostics;

namespace Rpress.LoadRunner;

/// <summary>
/// One group of a <see cref="SocketScenario"/>: sends, counts what arrives, and takes the time that each message took. Its members take at
/// the same time; the one who takes the last message of a burst sends the next, and nobody else does until then.
/// </summary>
internal sealed class SocketGroup(SocketScenario scenario, SocketDialect dialect, int number)
{
    private readonly byte[] _burst = [.. Enumerable.Repeat(scenario.SentBy(number, dialect), scenario.Burst).SelectMany(frame => frame)];
    private readonly byte[] _expected = scenario.ReceivedIn(dialect);
    private readonly int _messagesOfBurst = scenario.MessagesOfBurst;
    private TaskCompletionSource _allReceived = new();
    private Task _sending = Task.CompletedTask;
    private long[] _times = [];
    private long _sentAt;
    private int _received;
    private int _failed;

    public ILoadConnection Sender { get; set; } = null!;

    /// <summary>Messages that were not what was expected, or were too many.</summary>
    public int Failed => _failed;

    /// <summary>How many messages came of those that were sent last.</summary>
    public int Received => Volatile.Read(ref _received);

    /// <summary>Sends until so many were received; a whole number of bursts.</summary>
    /// <returns>The time that each took, in ticks of <see cref="Stopwatch"/>.</returns>
    public async Task<long[]> RunAsync(int messages)
    {
        _times = new long[messages];
        _received = 0;
        _allReceived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Send();
        await _allReceived.Task;
        await _sending;
        return _times;
    }

    /// <summary>Takes what a member received.</summary>
    public void Take(ReadOnlySpan<byte> packet)
    {
        long now = Stopwatch.GetTimestamp();
        int received = packet.SequenceEqual(_expected) ? Interlocked.Increment(ref _received) : int.MaxValue;
        if (received > _times.Length)
        {
            Interlocked.Increment(ref _failed);
            return;
        }

        _times[received - 1] = now - Volatile.Read(ref _sentAt);
        if (received == _times.Length)
        {
            _allReceived.TrySetResult();
        }
        else if (received % _messagesOfBurst == 0)
        {
            Send();
        }
    }

    private void Send()
    {
        Volatile.Write(ref _sentAt, Stopwatch.GetTimestamp());
        ValueTask sending = Sender.SendAsync(_burst);
        if (!sending.IsCompletedSuccessfully)
        {
            _sending = sending.AsTask();
        }
    }
}
