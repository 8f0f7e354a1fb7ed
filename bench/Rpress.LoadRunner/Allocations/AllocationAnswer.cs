namespace Rpress.LoadRunner;

/// <summary>What a server answers about its allocations.</summary>
internal sealed record AllocationAnswer(long Bytes, IReadOnlyList<AllocationAnswer.Entry> Types)
{
    /// <summary>About so many objects of one type and size.</summary>
    internal sealed record Entry(string Type, long Size, double Count, double Bytes);
}
