namespace Rpress.LoadRunner;

/// <summary>The metrics that more than one kind of scenario reports.</summary>
internal static class Metrics
{
    /// <summary>How many were measured.</summary>
    public static readonly Metric Count = new("count", "{unit}s", "#,0", IsHigherBetter: true, IsSum: true);

    public static readonly Metric Rate = new("rate", "{unit}s/s", "#,0", IsHigherBetter: true);

    public static readonly Metric P50 = new("p50", "p50 ms", "0.00");

    public static readonly Metric P99 = new("p99", "p99 ms", "0.00");

    public static readonly Metric Failed = new("failed", "failed", "0", IsSum: true);

    public static readonly Metric Bytes = new("bytes", "bytes/response", "#,0");

    /// <summary>Time of the server's processor, user and system.</summary>
    public static readonly Metric Cpu = new("cpu", "CPU µs/{unit}", "0.0");

    public static readonly Metric UserCpu = new("user", "user µs", "0.0");

    public static readonly Metric SystemCpu = new("system", "system µs", "0.0");

    /// <summary>Time of the Redis' processor, where servers are a cluster.</summary>
    public static readonly Metric RedisCpu = new("redis", "Redis µs/{unit}", "0.0");

    public static readonly Metric PeakMemory = new("peak", "peak MB", "0");

    public static readonly Metric Memory = new("memory", "RSS MB", "0");

    public static readonly Metric MemoryBefore = new("memoryBefore", "RSS MB before", "0");

    public static readonly Metric MemoryPerConnection = new("memoryPerConnection", "RSS KB/connection", "0.0");

    public static readonly Metric Allocated = new("allocated", "bytes allocated/{unit}", "#,0");

    public static readonly Metric Nanoseconds = new("nanoseconds", "ns/{unit}", "#,0.0");
}
