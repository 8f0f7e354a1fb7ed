namespace Rpress.LoadServer;

/// <summary>The answer of <c>/memory</c>: the bytes of the heap after a collection, the resident bytes then, and the sockets.</summary>
internal static class MemoryUse
{
    public static string Measure(RpressIo io)
    {
        // aggressive: memory that is free goes back to the system, and is not counted as resident
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        long heap = GC.GetTotalMemory(forceFullCollection: true);
        return $"{heap} {Environment.WorkingSet} {io.Sockets.Count}";
    }
}
