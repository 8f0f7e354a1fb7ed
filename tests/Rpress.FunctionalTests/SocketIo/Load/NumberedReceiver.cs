using System.Buffers.Text;
using System.Diagnostics;
using System.Text;

namespace Rpress.FunctionalTests.SocketIo.Load;

/// <summary>Checks that a client gets the numbers of a series once and in order.</summary>
/// <param name="onNumber">Called for each number that came in its turn, with the time.</param>
internal sealed class NumberedReceiver(Action<int, long>? onNumber = null)
{
    private volatile int _count;

    /// <summary>How many numbers came, each in its turn.</summary>
    public int Count => _count;

    /// <summary>The first packet that did not come in its turn, or was none of the series.</summary>
    public string? Fault { get; private set; }

    /// <summary>What stood behind the last number: the offset, if the server recovers connections.</summary>
    public string Offset { get; private set; } = "";

    /// <summary>Takes a packet like <c>42["broadcast_msg",17]</c> or <c>42["broadcast_msg",17,"offset"]</c>.</summary>
    public void Take(ReadOnlySpan<byte> packet)
    {
        long now = Stopwatch.GetTimestamp();
        int comma = packet.IndexOf((byte)',');
        if (!packet.StartsWith("42[\"broadcast_msg\","u8) || !Utf8Parser.TryParse(packet[(comma + 1)..], out int number, out int length) || number != _count)
        {
            Fault ??= $"{Encoding.UTF8.GetString(packet)} came in the place of {_count}.";
            return;
        }

        ReadOnlySpan<byte> rest = packet[(comma + 1 + length)..];
        if (rest is [(byte)',', (byte)'"', .. var offset, (byte)'"', (byte)']'])
        {
            Offset = Encoding.ASCII.GetString(offset);
        }

        onNumber?.Invoke(number, now);
        _count = number + 1;
    }
}
