using System.Globalization;
using System.Net.Http.Json;

namespace Rpress.LoadRunner;

/// <summary>What servers allocate for a request, in all and by type and size.</summary>
internal sealed class AllocationScenario : IScenario
{
    private const string Unit = "request";
    private const string Types = "allocations-types";
    private const string TypesOfPeer = "allocations-types-aspnet";
    private const double LeastListed = 1; // bytes a request; what is less is a connection's, or a timer's

    private static readonly Metric _objects = new("objects", "objects/{unit}", "0.00");
    private static readonly Metric _size = new("size", "bytes each", "#,0");
    private static readonly HttpLoad _load = new("/text", 200_000, 64);

    public string Name => "allocations";

    public string Group => ScenarioGroup.Memory;

    public string Title => "allocations of a text route with one middleware";

    public string? Missing => Tool.Find(H2Load.Program) is null ? $"{H2Load.Program} is missing" : null;

    public async Task<IReadOnlyList<ScenarioResult>> RunAsync(RunSettings settings)
    {
        HttpLoad load = _load with { Requests = Setting.Read(Name, "REQUESTS", _load.Requests / settings.Divisor) };
        var listed = new Dictionary<Peer, AllocationAnswer>();
        IReadOnlyList<ServerResult> servers = await new Rounds(settings with { Rounds = 1 }, Unit, Metrics.Allocated).RunAsync(
            [Peer.Ours, HttpPeers.AspNetCore],
            1,
            peer => RunningPeer.StartAsync(peer, ("BENCH_ALLOCATIONS", "true")),
            async (peer, server) =>
            {
                await new HttpMeasurement(settings.IsQuick).WarmUpAsync(peer, server, [load]);
                await AskAsync(server, byType: false);
                await SendAsync(load, server);
                AllocationAnswer total = await AskAsync(server, byType: true);
                await SendAsync(load, server);
                listed[peer] = await AskAsync(server, byType: false);
                return [new() { [Metrics.Allocated] = (double)total.Bytes / load.Requests }];
            }) is [var only] ? only : [];
        return
        [
            new(Name, Group, Title, $"{load}. All that the process allocates, exactly, after the warm-up.", Unit, Metrics.Allocated, [Metrics.Allocated], servers),
            .. listed.Select(answer => ListOf(answer.Key, answer.Value, load.Requests)),
        ];
    }

    private static Task<LoadResult> SendAsync(HttpLoad load, RunningPeer server) => H2Load.RunAsync(load, server.Port);

    private static async Task<AllocationAnswer> AskAsync(RunningPeer server, bool byType)
    {
        using var client = new HttpClient();
        string flag = byType ? "true" : "false";
        return (await client.GetFromJsonAsync<AllocationAnswer>($"http://127.0.0.1:{server.Port}/allocations?byType={flag}"))!;
    }

    private ScenarioResult ListOf(Peer peer, AllocationAnswer answer, int requests)
    {
        string sum = string.Create(
            CultureInfo.InvariantCulture,
            $"The samples add up to {answer.Types.Sum(type => type.Bytes) / requests:0} bytes a request; in all it were {(double)answer.Bytes / requests:0} with what the sampling itself allocates.");
        return new(
            peer.IsOurs ? Types : TypesOfPeer,
            Group,
            $"what {peer.Name} allocates, by type and size",
            "The same load with the runtime's own sampling, scaled up; types below a byte a request are left out.",
            Unit,
            Metrics.Allocated,
            [Metrics.Allocated, _objects, _size],
            [.. answer.Types.Where(type => type.Bytes / requests >= LeastListed).Select(type => RowOf(type, requests, peer.IsOurs))])
        {
            HasRatios = false,
            Notes = [sum],
        };
    }

    private static ServerResult RowOf(AllocationAnswer.Entry type, int requests, bool isOurs) => new(
        type.Type,
        isOurs,
        [new() { [Metrics.Allocated] = type.Bytes / requests, [_objects] = type.Count / requests, [_size] = type.Size }]);
}
