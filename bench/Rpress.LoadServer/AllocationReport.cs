namespace Rpress.LoadServer;

/// <summary>The answer of <c>/allocations</c>: the bytes in all, exact, and what they are, by samples.</summary>
internal sealed record AllocationReport(long Bytes, AllocatedType[] Types);
