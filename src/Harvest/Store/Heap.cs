using System.Runtime.InteropServices;

namespace ItaIngest.Harvest.Store;

/// <summary>
/// Keeps the process small. The runtime sizes its youngest generation by the processor's third-level cache: with 260 MiB of cache a crawl, whose garbage dies at
/// once, grows to several hundred MiB before the first collection. Collecting young objects after a fixed amount, and all of them now and then, costs milliseconds
/// and makes memory depend on what is kept. Packers and TLS take native memory, which the C library gives back only when asked.
/// </summary>
internal static partial class Heap
{
    private const long Step = 16L << 20;

    private const int FullEvery = 4;

    private static readonly bool CanTrim = NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(library, "malloc_trim", out _);

    private static long next = Step;
    private static int collections;

    /// <summary>To be called wherever something has been read or written that is garbage now: every line, every visit.</summary>
    public static void Tend()
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: false);
        var due = Volatile.Read(ref next);
        if (allocated < due || Interlocked.CompareExchange(ref next, allocated + Step, due) != due) return;
        if (Interlocked.Increment(ref collections) % FullEvery != 0)
        {
            GC.Collect(1, GCCollectionMode.Forced, blocking: true);
            return;
        }
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        if (CanTrim) _ = Trim(0);
    }

    [LibraryImport("libc.so.6", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint kept);
}
