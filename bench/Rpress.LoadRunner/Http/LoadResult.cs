namespace Rpress.LoadRunner;

/// <summary>What a load generator saw; times are in ms.</summary>
/// <param name="Requests">How many were sent.</param>
/// <param name="Elapsed">How long they took.</param>
/// <param name="P50">What half of them took at most.</param>
/// <param name="P99">What 99 of 100 of them took at most.</param>
/// <param name="Failed">How many were not answered by 2xx.</param>
/// <param name="BytesPerResponse">The size of a body; null where the generator does not tell.</param>
internal sealed record LoadResult(int Requests, TimeSpan Elapsed, double P50, double P99, int Failed, double? BytesPerResponse)
{
    public double RequestsPerSecond => Requests / Elapsed.TotalSeconds;
}
