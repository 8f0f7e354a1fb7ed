using StackExchange.Redis;

namespace Rpress.Redis.Tests.RateLimiting;

/// <summary>The limiter's script with a clock of the test's in place of Redis' own; as keys expire by that one, windows have to be long.</summary>
internal sealed class ScriptedTime(IDatabase database, string key)
{
    private const long MicrosecondsPerSecond = 1_000_000;

    private static readonly string _script = RateLimitScript.Text.Replace("redis.call('TIME')", "{ ARGV[3], ARGV[4] }", StringComparison.Ordinal);

    /// <summary>A time of these years that is the beginning of a segment of windows of 10 seconds, a minute or a day.</summary>
    public static readonly TimeSpan Start = TimeSpan.FromDays(20_700);

    /// <summary>Since 1970.</summary>
    public TimeSpan Now { get; set; } = Start;

    public async Task<RateLimitDecision> AcquireAsync(RateLimit limit)
    {
        long now = Now.Ticks / TimeSpan.TicksPerMicrosecond;
        return RateLimitScript.DecisionOf(await database.ScriptEvaluateAsync(
            _script, [key], [limit.Limit, RateLimitScript.SegmentOf(limit.Window), now / MicrosecondsPerSecond, now % MicrosecondsPerSecond]));
    }

    public async Task<int> AcquireAllowedAsync(RateLimit limit, int count)
    {
        int allowed = 0;
        for (int i = 0; i < count; i++)
        {
            allowed += (await AcquireAsync(limit)).IsAllowed ? 1 : 0;
        }

        return allowed;
    }

    /// <summary>How many segments Redis keeps.</summary>
    public Task<long> CountSegmentsAsync() => database.HashLengthAsync(key);

    public Task<TimeSpan?> GetTimeToLiveAsync() => database.KeyTimeToLiveAsync(key);
}
