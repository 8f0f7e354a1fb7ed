namespace Rpress.LoadRunner;

/// <summary>A load on each of several servers, most of them without and with <c>Accept-Encoding</c>.</summary>
/// <param name="Name">What it is called on the command line.</param>
/// <param name="Title">What it is, in a few words.</param>
/// <param name="Load">What is sent.</param>
/// <param name="Peers">Who is measured, ours first; those that are missing are left out.</param>
internal sealed record HttpScenario(string Name, string Title, HttpLoad Load, IReadOnlyList<Peer> Peers) : IScenario
{
    private const string Unit = "request";
    private const string Encodings = "gzip, br";
    private const int MostQuickConnections = 200; // to make a thousand of them takes a second

    public static readonly IReadOnlyList<HttpScenario> All =
    [
        new("health-cold", "a short text, from servers just started", new("/health", 1000, 50), HttpPeers.Fixed) { IsCold = true },
        new("health", "a short text", new("/health", 50_000, 64), HttpPeers.FixedAndInline),
        new("health-max", "a short text, maximum throughput", new("/health", 50_000, 500), HttpPeers.FixedAndInline),
        new("health-extreme", "a short text, extreme concurrency", new("/health", 10_000, 1000), HttpPeers.Fixed),
        new("health-h2", "a short text over HTTP/2", new("/health", 50_000, 50) { Streams = 10 }, HttpPeers.Http2),
        new("json", "an object as JSON", new("/api/json", 50_000, 64), HttpPeers.FixedAndInline),
        new("json-many", "an object as JSON, more connections", new("/api/json", 20_000, 200), HttpPeers.FixedAndInline),
        new("json-h2", "an object as JSON over HTTP/2", new("/api/json", 20_000, 20) { Streams = 10 }, HttpPeers.Http2),
        new("json-sustained", "an object as JSON, for a minute", new("/api/json", 0, 200) { Duration = TimeSpan.FromSeconds(60) }, HttpPeers.Fixed),
        new("echo", "a body of 1 KB, read and sent back", new("/api/echo", 20_000, 200) { BodySize = 1024 }, HttpPeers.Dynamic),
        new("large", "100 KB of text", new("/api/large", 10_000, 100), HttpPeers.Dynamic),
        new("static", "a file of 32 KB", new("/assets/bench.css", 10_000, 100), HttpPeers.Fixed),
        new("heavy", "the count of 100 fresh UUIDs", new("/api/heavy", 20_000, 200), HttpPeers.Dynamic),
    ];

    public string Group => ScenarioGroup.Http;

    /// <summary>Whether servers are measured as they have just started.</summary>
    public bool IsCold { get; init; }

    public string? Missing =>
        (Load.Duration is null ? new[] { H2Load.Program } : [H2Load.Program, Wrk.Program]).FirstOrDefault(program => Tool.Find(program) is null) is { } program
            ? $"{program} is missing"
            : null;

    /// <summary>What is sent, with the names of the results.</summary>
    public IReadOnlyList<(string Name, HttpLoad Load)> Loads => Load.Duration is null && Load.Streams is null
        ? [(Name, Load), ($"{Name}-encoded", Load with { AcceptEncoding = Encodings })]
        : [(Name, Load)];

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(RunSettings settings)
    {
        (string Name, HttpLoad Load)[] loads = [.. Loads.Select(load => (load.Name, Scaled(load.Load, settings)))];
        // a minute is long enough for one round
        var rounds = new Rounds(Load.Duration is null ? settings : settings with { Rounds = 1 }, Unit, Metrics.Cpu);
        var results = new List<IReadOnlyList<ServerResult>>();
        foreach (HttpLoad[] together in Chunks([.. loads.Select(load => load.Load)]))
        {
            results.AddRange(await MeasureAsync(rounds, together, new HttpMeasurement(settings.IsQuick)));
        }

        return [.. loads.Zip(results, ResultOf)];
    }

    private Task<IReadOnlyList<IReadOnlyList<ServerResult>>> MeasureAsync(Rounds rounds, HttpLoad[] loads, HttpMeasurement measurement)
    {
        Peer[] peers = [.. Peers.Where(peer => peer.Missing is null)];
        if (IsCold)
        {
            return rounds.RunAsync(peers, loads.Length, StartAsync, async (_, server) => [await HttpMeasurement.TakeColdAsync(server, loads[0])]);
        }

        return Load.Duration is null
            ? rounds.RunTogetherAsync(peers, loads.Length, StartAsync, servers => measurement.TakeInTurnsAsync(servers, loads))
            : rounds.RunAsync(peers, loads.Length, StartAsync, async (peer, server) =>
            {
                await measurement.WarmUpAsync(peer, server, loads);
                return [await measurement.TakeAsync(server, loads[0])];
            });
    }

    private Task<RunningPeer> StartAsync(Peer peer) => RunningPeer.StartAsync(peer, Load.Streams is null ? [] : [.. RunFiles.Tls]);

    // one start serves all loads, but for a server that has to be cold
    private IEnumerable<HttpLoad[]> Chunks(HttpLoad[] loads) => IsCold ? loads.Select(load => new[] { load }) : [loads];

    private ScenarioResult ResultOf((string Name, HttpLoad Load) load, IReadOnlyList<ServerResult> servers) => new(
        load.Name,
        Group,
        load.Load.AcceptEncoding is null ? Title : $"{Title}, with Accept-Encoding",
        $"{load.Load}.",
        Unit,
        Metrics.Cpu,
        [.. HttpMeasurement.Columns.Where(column => servers.Any(server => server.Value(column) is not null))],
        servers);

    // as the environment says, and smaller for a quick look; h2load wants a request for each connection
    private HttpLoad Scaled(HttpLoad load, RunSettings settings)
    {
        int connections = Setting.Read(Name, "CONNECTIONS", settings.IsQuick ? Math.Min(load.Connections, MostQuickConnections) : load.Connections);
        return load with
        {
            Connections = connections,
            Requests = Math.Max(connections, Setting.Read(Name, "REQUESTS", load.Requests / (IsCold ? 1 : settings.Divisor))),
            Duration = load.Duration is { } duration
                ? TimeSpan.FromSeconds(Setting.Read(Name, "SECONDS", settings.IsQuick ? 1 : (int)duration.TotalSeconds))
                : null,
        };
    }
}
