namespace Rpress.LoadRunner;

/// <summary>One kind of load: so many requests over so many connections.</summary>
internal sealed record HttpScenario(string Name, string Title, int Requests, int Connections, string Path, string? AcceptEncoding = null) : IScenario
{
    private const string Unit = "request";

    // tiered compilation is done with the hot path after so many
    private const int LeastWarmUp = 30_000;

    // the counts are those of the suite that the project is compared with; more requests where the kernel's accounting asks for it
    public static readonly IReadOnlyList<HttpScenario> All =
    [
        new("health", "a short text", 50_000, 64, "/health"),
        new("json", "an object as JSON", 50_000, 64, "/api/json"),
        new("json-encoded", "an object as JSON, encoded", 50_000, 64, "/api/json", "gzip, br"),
        new("large", "a long text", 10_000, 64, "/api/large"),
        new("large-encoded", "a long text, encoded", 10_000, 64, "/api/large", "gzip, br"),
        new("static", "a file", 30_000, 64, "/assets/bench.css"),
        new("static-encoded", "a file, encoded", 30_000, 64, "/assets/bench.css", "gzip, br"),
    ];

    public string Group => ScenarioGroup.Http;

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(RunSettings settings)
    {
        HttpScenario scaled = Scaled(settings.Divisor);
        HttpScenario warmUp = scaled with { Requests = Math.Max(scaled.Requests, LeastWarmUp / settings.Divisor) };
        IReadOnlyList<ServerResult> servers = await new Rounds(settings, Unit, Metrics.Cpu).RunAsync(Peer.All, peer => RunningPeer.StartAsync(peer), async server =>
        {
            await LoadGenerator.RunAsync(warmUp, server.Port);
            return await HttpMeasurement.TakeAsync(scaled, server);
        });
        return [new(Name, Group, Title, scaled.Explanation, Unit, Metrics.Cpu, HttpMeasurement.Columns, servers)];
    }

    private string Explanation =>
        $"{Requests} requests, {Connections} connections, `{Path}`{(AcceptEncoding is { } encoding ? $", `Accept-Encoding: {encoding}`" : "")}";

    // as the environment scales it, and smaller for a quick look
    private HttpScenario Scaled(int divisor) => this with
    {
        Requests = Setting.Read("BENCH_REQUESTS", Requests / divisor),
        Connections = Setting.Read("BENCH_CONNECTIONS", Connections),
    };
}
