namespace Rpress.TestKit;

/// <summary>The managed heap, for tests of leaks.</summary>
public static class Heap
{
    private const long SmallestLeak = 5 * 1024 * 1024;

    /// <summary>The bytes that are in use once all garbage is gone.</summary>
    public static long Measure()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    /// <summary>The most bytes afterwards that are no leak: 10 % or 5 MB more.</summary>
    public static long MostAfter(long before) => before + Math.Max(SmallestLeak, before / 10);
}
