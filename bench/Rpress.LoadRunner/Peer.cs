namespace Rpress.LoadRunner;

/// <summary>A server under test: how it is started; its port comes by <c>BENCH_PORT</c>.</summary>
internal sealed record Peer(string Name, string Program)
{
    /// <summary>Ours first: the others' figures are ratios to it.</summary>
    public static readonly IReadOnlyList<Peer> All =
    [
        new("Rpress", "bench/Rpress.LoadServer/bin/Release/net10.0/Rpress.LoadServer"),
        new("ASP.NET Core", "bench/Peers/AspNetCore/bin/Release/net10.0/AspNetCore"),
    ];
}
