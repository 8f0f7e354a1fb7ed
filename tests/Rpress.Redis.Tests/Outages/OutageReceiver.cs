using System.Buffers.Text;
using System.Text;

namespace Rpress.Redis.Tests.Outages;

/// <summary>Checks what a client gets of several series, one of each server: some without a gap, the others without repetition and in order.</summary>
/// <param name="servers">How many servers there are.</param>
/// <param name="own">The number of the client's own.</param>
/// <param name="isWhole">Whether nothing of a server's series may be missing; null for the client's own alone.</param>
internal sealed class OutageReceiver(int servers, int own, Func<int, bool>? isWhole = null)
{
    private readonly Func<int, bool> _isWhole = isWhole ?? (server => server == own);
    private readonly int[] _next = new int[servers];
    private int _count;

    /// <summary>The number of the client's own server.</summary>
    public int Own => own;

    /// <summary>The first packet that should not have come.</summary>
    public string? Fault { get; private set; }

    /// <summary>How many packets came.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The number that would come next of the client's own server.</summary>
    public int NextOwn => Volatile.Read(ref _next[own]);

    /// <summary>The number behind the last one that came of a server; 0 if none did.</summary>
    public int NextOf(int server) => Volatile.Read(ref _next[server]);

    /// <summary>Takes a packet like <c>42["n",2,17]</c>: the server's number and the series'.</summary>
    public void Take(ReadOnlySpan<byte> packet)
    {
        ReadOnlySpan<byte> rest = packet["42[\"n\",".Length..];
        if (!Utf8Parser.TryParse(rest, out int server, out int length) || !Utf8Parser.TryParse(rest[(length + 1)..], out int number, out _))
        {
            Fault ??= Encoding.UTF8.GetString(packet);
            return;
        }

        if (_isWhole(server) ? number != _next[server] : number < _next[server])
        {
            Fault ??= $"{Encoding.UTF8.GetString(packet)} came in the place of {_next[server]}.";
        }

        _count++;
        Volatile.Write(ref _next[server], number + 1);
    }
}
