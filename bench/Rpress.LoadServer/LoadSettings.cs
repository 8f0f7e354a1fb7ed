using System.Globalization;

namespace Rpress.LoadServer;

/// <summary>What the environment sets; bench/README.md lists it.</summary>
internal static class LoadSettings
{
    public static int Port => Read("BENCH_PORT", 9090);

    public static RpressOptions Options
    {
        get
        {
            int rateLimit = Read("BENCH_RATE_LIMIT", 0);
            return new()
            {
                MaxConnections = Read("BENCH_MAX_CONN", 4096),
                Compression = Environment.GetEnvironmentVariable("BENCH_COMPRESSION") is not "false",
                RateLimit = rateLimit == 0 ? null : new(rateLimit, TimeSpan.FromMinutes(1)),
                ReadTimeout = TimeSpan.FromSeconds(Read("BENCH_READ_TIMEOUT", 30)),
                IdleTimeout = TimeSpan.FromSeconds(Read("BENCH_IDLE_TIMEOUT", 60)),
                MaxBodySize = Read("BENCH_MAX_BODY_MB", 10) * 1024L * 1024,
                JsonContext = LoadJson.Default,
                UnsafeInlineScheduling = Environment.GetEnvironmentVariable("BENCH_INLINE") is "true",
            };
        }
    }

    /// <summary>The certificate; null if the server speaks without TLS.</summary>
    public static RpressTlsConfig? Tls =>
        Environment.GetEnvironmentVariable("BENCH_TLS_CERT") is { Length: > 0 } certificate
            ? RpressTlsConfig.FromPem(certificate, Environment.GetEnvironmentVariable("BENCH_TLS_KEY") ?? "")
            : null;

    public static EioConfig Engine => new()
    {
        PingInterval = TimeSpan.FromSeconds(Read("BENCH_PING_INTERVAL", 5)),
        PingTimeout = TimeSpan.FromSeconds(Read("BENCH_PING_TIMEOUT", 3)),
    };

    public static SocketIoConfig SocketIo => new()
    {
        Recovery = Environment.GetEnvironmentVariable("BENCH_RECOVERY") is "true" ? new() : null,
    };

    /// <summary>The address of the Redis that makes the server one of a cluster; null if it is alone.</summary>
    public static string? Redis => Environment.GetEnvironmentVariable("BENCH_REDIS") is { Length: > 0 } address ? address : null;

    /// <summary>What connects the servers of a cluster.</summary>
    public static string Adapter => Environment.GetEnvironmentVariable("BENCH_ADAPTER") is { Length: > 0 } name ? name : "classic";

    /// <summary>Whether <c>/allocations</c> is there.</summary>
    public static bool ListsAllocations => Environment.GetEnvironmentVariable("BENCH_ALLOCATIONS") is "true";

    /// <summary>How many routes there are beside those of the table, as <c>/further/route0</c>.</summary>
    public static int FurtherRoutes => Read("BENCH_ROUTES", 0);

    private static int Read(string name, int fallback) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;
}
