namespace Rpress.LoadRunner;

/// <summary>What grows under HTTP.</summary>
internal static class GrowthList
{
    private const string FlatMemory = "nothing of it is kept: the peak of memory, that of one process over all sizes, stays flat.";

    public static readonly IReadOnlyList<GrowthScenario> All =
    [
        new("growth-routes", "10, 1,000 and 10,000 routes", "One of so many routes is asked for.", Metrics.Cpu, [Routes(10), Routes(1_000), Routes(10_000)]),
        new(
            "growth-connections",
            "100, 1,000 and 10,000 connections",
            "The same requests over so many connections, which are made for them: what that costs is in the figures.",
            Metrics.Cpu,
            [Connections(100), Connections(1_000), Connections(10_000)]),
        new(
            "growth-upload",
            "bodies of 1 KB, 1 MB and 100 MB, read as streams",
            $"A route reads the body to its end, and {FlatMemory}",
            Metrics.PeakMemory,
            [Upload("1 KB", 1 << 10, 20_000, 64), Upload("1 MB", 1 << 20, 400, 8), Upload("100 MB", 100 << 20, 4, 2)]),
        new(
            "growth-download",
            "bodies of 1 KB, 1 MB and 100 MB, written as streams",
            $"A route writes the body as it goes, and {FlatMemory}",
            Metrics.PeakMemory,
            [Download("1 KB", 1 << 10, 20_000, 64), Download("1 MB", 1 << 20, 400, 8), Download("100 MB", 100 << 20, 4, 2)]),
    ];

    private static GrowthSize Routes(int count) => new(FormattableString.Invariant($"{count:#,0} routes"), new($"/further/route{count / 2}", 50_000, 64))
    {
        Environment = [("BENCH_ROUTES", FormattableString.Invariant($"{count}"))],
    };

    private static GrowthSize Connections(int count) => new("", new("/health", 100_000, count))
    {
        Environment = [("BENCH_MAX_CONN", "11000")],
    };

    private static GrowthSize Upload(string name, int bytes, int requests, int connections) => new(name, new("/upload", requests, connections) { BodySize = bytes })
    {
        Bytes = bytes,
        Environment = [("BENCH_MAX_BODY_MB", "200")],
    };

    private static GrowthSize Download(string name, int bytes, int requests, int connections) => new(name, new($"/download/{bytes}", requests, connections))
    {
        Bytes = bytes,
    };
}
