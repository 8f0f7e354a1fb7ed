using System.Buffers.Text;
using System.Text;

namespace Rpress.Redis.Tests.Chaos;

/// <summary>Checks what a client gets of the series that are for it: each number once, in order, and none left out.</summary>
/// <param name="room">The client's room; null if it is in none.</param>
/// <param name="first">The number that each series begins with; null for any.</param>
internal sealed class SeriesReceiver(int? room, int? first)
{
    private const int Any = -1;
    private const int LongestOffset = 64;

    private readonly int[] _next = [.. Enumerable.Repeat(first ?? Any, Series.Count)];
    private readonly byte[] _offset = new byte[LongestOffset];
    private int _offsetLength;

    /// <summary>The first packet that should not have come.</summary>
    public string? Fault { get; private set; }

    /// <summary>Whether numbers may be left out.</summary>
    public bool MayMiss { get; set; }

    /// <summary>Where the server's log stood with the last packet; empty if none had an offset.</summary>
    public string Offset => Encoding.UTF8.GetString(_offset, 0, _offsetLength);

    /// <summary>The series that are for the client.</summary>
    public IEnumerable<int> Mine => Enumerable.Range(0, Series.Count).Where(IsMine);

    /// <summary>The number that would come next of a series; below zero if any may.</summary>
    public int NextOf(int series) => Volatile.Read(ref _next[series]);

    /// <summary>The client is another one to its server: what it has missed it does not get.</summary>
    public void BeginAnew() => Array.Fill(_next, Any);

    /// <summary>Takes a packet like <c>42["n",2,17]</c> or <c>42["n",2,17,"1700000000000-0"]</c>: the series and its number, and the offset.</summary>
    public void Take(ReadOnlySpan<byte> packet)
    {
        ReadOnlySpan<byte> rest = packet["42[\"n\",".Length..];
        if (!Utf8Parser.TryParse(rest, out int series, out int length) || !Utf8Parser.TryParse(rest[(length + 1)..], out int number, out int digits))
        {
            Fault ??= Encoding.UTF8.GetString(packet);
            return;
        }

        int next = _next[series];
        if (!IsMine(series) || (next != Any && (MayMiss ? number < next : number != next)))
        {
            Fault ??= $"{Encoding.UTF8.GetString(packet)} came in the place of {next}.";
        }

        if (rest[(length + 1 + digits)..] is [(byte)',', (byte)'"', .. var offset, (byte)'"', (byte)']'])
        {
            offset.CopyTo(_offset);
            _offsetLength = offset.Length;
        }

        Volatile.Write(ref _next[series], number + 1);
    }

    private bool IsMine(int series) => Series.RoomOf(series) is not { } one || one == room;
}
