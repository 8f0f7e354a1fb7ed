using System.Buffers;
using Microsoft.Extensions.Logging;

namespace Rpress;

/// <summary>Notices requests for sessions that this server never had: the sign of a load balancer that sends a client's polls to several servers.</summary>
/// <remarks>
/// Only refused requests come here, so a session's own requests pay nothing, and its end pays one write. All memory is taken at the start.
/// A server that stops or starts again causes such requests as well, and for some seconds only: its clients' polls are passed on to a server that
/// may have run for days. So no quiet time after the start would tell the two apart, and the log line names both.
/// </remarks>
internal sealed partial class ForeignSessions(TimeProvider time, ILogger logger)
{
    /// <summary>So many different ids within <see cref="Window"/> are no accident; a client that comes back by itself has one.</summary>
    public const int Threshold = 5;

    /// <summary>How many ended sessions are remembered: their clients may not know yet. A power of two.</summary>
    public const int RememberedEnds = 4096;

    /// <summary>Long enough for one developer's client in front of two servers: it tries again every five seconds, and every other time here.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    /// <summary>How long nothing more is said: neither a wrong configuration nor somebody who makes ids up may fill the log.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    private static readonly SearchValues<char> _idCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    // hashes are seeded anew in each process, so nobody can choose ids that pass for one another
    private readonly int[] _ended = new int[RememberedEnds]; // a ring; a slot that is read while it is written costs one count at most
    private readonly (int Hash, long At)[] _foreign = new (int, long)[Threshold]; // guarded by _gate; a ring of the last ones
    private readonly Lock _gate = new();
    private int _endedCount;
    private int _foreignCount; // guarded by _gate; since the last warning
    private long _silentUntil = long.MinValue; // written under _gate

    /// <summary>Remembers that a session was this server's own; call it before the session is forgotten.</summary>
    public void OnEnded(string sid) =>
        _ended[(Interlocked.Increment(ref _endedCount) - 1) & (RememberedEnds - 1)] = sid.GetHashCode(StringComparison.Ordinal);

    /// <summary>Looks at the id of a request whose session is not here.</summary>
    public void OnUnknown(string sid)
    {
        // Step 1: within the silence nothing is counted, so that a flood costs next to nothing
        long now = time.GetTimestamp();
        if (now < Volatile.Read(ref _silentUntil))
        {
            return;
        }

        // Step 2: what no server of Socket.IO makes does not come from another one
        if (sid.Length != SessionId.TextLength || sid.AsSpan().ContainsAnyExcept(_idCharacters))
        {
            return;
        }

        // Step 3: a session of this server that has ended is nothing unusual
        int hash = sid.GetHashCode(StringComparison.Ordinal);
        if (_ended.AsSpan().Contains(hash))
        {
            return;
        }

        lock (_gate)
        {
            if (!CompletesThresholdLocked(hash, now))
            {
                return;
            }

            _foreignCount = 0;
            Volatile.Write(ref _silentUntil, now + TimestampsOf(Silence));
        }

        LogSeveralServers(logger, Threshold, (int)Window.TotalSeconds);
    }

    private bool CompletesThresholdLocked(int hash, long now)
    {
        for (int i = 0; i < Math.Min(_foreignCount, Threshold); i++)
        {
            if (_foreign[i].Hash == hash)
            {
                // one client that does not give up is not several
                return false;
            }
        }

        _foreign[_foreignCount % Threshold] = (hash, now);
        _foreignCount++;
        return _foreignCount >= Threshold && now - _foreign[_foreignCount % Threshold].At <= TimestampsOf(Window);
    }

    private long TimestampsOf(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);
}
