namespace Rpress.LoadRunner;

/// <summary>One kind of load: so many requests over so many connections.</summary>
internal sealed record Scenario(string Name, int Requests, int Connections, string Path, string? AcceptEncoding = null)
{
    // the counts are those of the suite that the project is compared with; more requests where the kernel's accounting asks for it
    public static readonly IReadOnlyList<Scenario> All =
    [
        new("health", 50_000, 64, "/health"),
        new("json", 50_000, 64, "/api/json"),
        new("json-encoded", 50_000, 64, "/api/json", "gzip, br"),
        new("large", 10_000, 64, "/api/large"),
        new("large-encoded", 10_000, 64, "/api/large", "gzip, br"),
        new("static", 30_000, 64, "/assets/bench.css"),
        new("static-encoded", 30_000, 64, "/assets/bench.css", "gzip, br"),
    ];

    /// <summary>The scenario as the environment scales it (<c>BENCH_REQUESTS</c>, <c>BENCH_CONNECTIONS</c>), and smaller for a quick look.</summary>
    public Scenario Scaled(int divisor) => this with
    {
        Requests = Setting.Read("BENCH_REQUESTS", Requests / divisor),
        Connections = Setting.Read("BENCH_CONNECTIONS", Connections),
    };
}
