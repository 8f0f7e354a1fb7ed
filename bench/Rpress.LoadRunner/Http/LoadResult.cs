namespace Rpress.LoadRunner;

/// <summary>What the load generator saw.</summary>
internal sealed record LoadResult(double RequestsPerSecond, double P50, double P99, int Failed, double BytesPerResponse);
