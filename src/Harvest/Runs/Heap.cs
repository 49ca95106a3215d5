namespace ItaIngest.Harvest.Runs;

/// <summary>
/// Keeps the process small. The runtime sizes its youngest generation by the processor's third-level cache: with 260 MiB of cache a crawl, whose garbage dies at
/// once, grows to several hundred MiB before the first collection. Collecting young objects after a fixed amount, and all of them now and then, costs milliseconds
/// and makes memory depend on what is kept.
/// </summary>
internal static class Heap
{
    private const long Step = 16L << 20;

    private const int FullEvery = 4;

    private static long next = Step;
    private static int collections;

    public static void Tend()
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: false);
        var due = Volatile.Read(ref next);
        if (allocated < due || Interlocked.CompareExchange(ref next, allocated + Step, due) != due) return;
        if (Interlocked.Increment(ref collections) % FullEvery == 0) GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        else GC.Collect(1, GCCollectionMode.Forced, blocking: true);
    }
}
