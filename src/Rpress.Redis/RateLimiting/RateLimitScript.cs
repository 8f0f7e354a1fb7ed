using System.Globalization;
using Rpress.SocketIo.Protocol;
using StackExchange.Redis;

namespace Rpress;

/// <summary>The sliding window as a script, so that Redis counts a request in one step, by its own clock.</summary>
internal static class RateLimitScript
{
    private const int SegmentsPerWindow = 10;
    private const long TicksPerSegmentMicrosecond = SegmentsPerWindow * TimeSpan.TicksPerMicrosecond;

    // One hash for each key, of at most eleven fields: a segment's number, and how many requests it counts. All times are in
    // microseconds; numbers that become text are formatted, as Lua would write large ones rounded.
    internal const string Text = """
        local key, limit, length = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2])
        local kept = 11

        local function text(number) return string.format('%.0f', number) end

        local time = redis.call('TIME')
        local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
        local newest = math.floor(now / length)

        local function expire()
          redis.call('PEXPIRE', key, text(math.ceil(((newest + kept) * length - now) / 1000)))
        end

        -- a clock that has gone back must not free what is counted: it stays in the newest segment that there is
        local counts, stored = {}, redis.call('HGETALL', key)
        local last = newest
        for i = 1, #stored, 2 do
          local segment = tonumber(stored[i])
          counts[segment] = tonumber(stored[i + 1])
          last = math.max(last, segment)
        end

        local counted, old = 0, {}
        for segment, count in pairs(counts) do
          if segment > last - kept then counted = counted + count else old[#old + 1] = text(segment) end
        end

        -- nor keep it for hours, when it has gone back as far: all of it is counted anew, as of now
        if last > newest + kept then
          redis.call('DEL', key)
          redis.call('HSET', key, text(newest), text(counted))
          expire()
          counts, old, last = { [newest] = counted }, {}, newest
        end
        newest = last

        local bound, allowed = limit, 0
        if counted < limit then
          if #old > 0 then redis.call('HDEL', key, unpack(old)) end
          redis.call('HINCRBY', key, text(newest), '1')
          if not counts[newest] then expire() end
          counts[newest] = (counts[newest] or 0) + 1
          counted = counted + 1
          bound, allowed = counted, 1
        end

        -- the segments that have to be forgotten: until the next may pass, or, with room left, the first that counts something
        local segment, left = newest - kept, counted
        repeat
          segment = segment + 1
          left = left - (counts[segment] or 0)
        until left < bound
        return { allowed, math.max(limit - counted, 0), math.floor((segment + kept) * length - now) }
        """;

    /// <summary>The name of the hash. A window's length is part of it, as segments of one length say nothing about those of another.</summary>
    public static string KeyOf(string prefix, RateLimit limit, string key) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}:{limit.Name}:{limit.Window.TotalSeconds}:{key}");

    public static async Task<RateLimitDecision> RunAsync(IDatabase database, RedisKey key, RateLimit limit, CancellationToken cancellationToken)
    {
        // a replica must not answer: it cannot count
        Task<RedisResult> running = database.ScriptEvaluateAsync(Text, [key], [limit.Limit, SegmentOf(limit.Window)], CommandFlags.DemandMaster);
        try
        {
            return DecisionOf(await running.WaitAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            _ = running.Seen(); // nobody is left to hear that the answer did not come
            throw;
        }
    }

    /// <summary>The length of a segment, in microseconds.</summary>
    internal static long SegmentOf(TimeSpan window) => (window.Ticks + TicksPerSegmentMicrosecond - 1) / TicksPerSegmentMicrosecond;

    internal static RateLimitDecision DecisionOf(RedisResult result)
    {
        long[] answer = (long[])result!;
        return new(answer[0] == 1, (int)answer[1], TimeSpan.FromTicks(answer[2] * TimeSpan.TicksPerMicrosecond));
    }
}
