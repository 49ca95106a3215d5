using System.Runtime.Intrinsics;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>A value that may be the truth, in hundredths, and how probable that makes what is printed.</summary>
/// <param name="Value">In hundredths.</param>
/// <param name="Weight">At each share of wrong digits.</param>
/// <param name="Rank">The greatest of the weights, as the whole sheet sees them: what counts and in which order.</param>
internal readonly record struct Likely(int Value, Weights Weight, double Rank)
{
    public static Likely Of(int value, Weights weight, Weights sheet) => new(value, weight, (weight * sheet).Most());

    /// <summary>The greatest rank; 0 of nothing.</summary>
    public static double Most(Likely[] values)
    {
        var most = 0.0;
        foreach (var likely in values) most = Math.Max(most, likely.Rank);
        return most;
    }

    /// <summary>The greatest weight at each share of wrong digits.</summary>
    public static Weights Best(Likely[] values)
    {
        var best = Weights.Zero;
        foreach (var likely in values) best = Vector256.Max(best, likely.Weight);
        return best;
    }

    /// <summary>All of them together.</summary>
    public static Weights Sum(IEnumerable<Likely> values)
    {
        var sum = Weights.Zero;
        foreach (var likely in values) sum += likely.Weight;
        return sum;
    }

    /// <summary>How many of the values, likeliest first, have at least this rank.</summary>
    public static int AtLeast(Likely[] values, double rank)
    {
        var (from, to) = (0, values.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (values[middle].Rank < rank) to = middle;
            else from = middle + 1;
        }
        return from;
    }

    /// <summary>What is at least this part of the likeliest; the given array is used up.</summary>
    public static Likely[] Kept(Likely[] values, double floor)
    {
        var least = Most(values) * floor;
        var kept = 0;
        foreach (var likely in values)
            if (likely.Rank > 0 && likely.Rank >= least) values[kept++] = likely;
        return kept < values.Length ? values[..kept] : values;
    }

    /// <summary>What is at least this part of the likeliest, in that order; the given array is used up.</summary>
    public static Likely[] Sorted(Likely[] values, double floor = 0)
    {
        values = Kept(values, floor);
        Sort(values);
        return values;
    }

    // Sixteen heaps to a doubling of the weight, for every double there is.
    private const int Shift = 48, Heaps = 1 << 15, Few = 24;

    [ThreadStatic]
    private static (int[] Ends, Likely[] Copy) _heaps;

    /// <summary>Likeliest first. The weights' leading bits put nearly all in order (a counting sort), what is left stands a few places off.</summary>
    public static void Sort(Span<Likely> values)
    {
        if (values.Length <= Few)
        {
            Insert(values);
            return;
        }
        var (ends, copy) = _heaps.Ends is null ? (new int[Heaps], []) : _heaps;
        if (copy.Length < values.Length) copy = new Likely[values.Length * 2];
        _heaps = (ends, copy);
        var (low, high) = (Heaps, 0);
        foreach (var likely in values)
        {
            var heap = HeapOf(likely.Rank);
            ends[heap]++;
            (low, high) = (Math.Min(low, heap), Math.Max(high, heap));
        }
        for (var (heap, end) = (high, 0); heap >= low; heap--) ends[heap] = end += ends[heap];
        values.CopyTo(copy);
        for (var i = values.Length - 1; i >= 0; i--) values[--ends[HeapOf(copy[i].Rank)]] = copy[i];
        // By now the ends are beginnings.
        for (var (heap, end) = (low, values.Length); heap <= high; end = ends[heap++])
        {
            var equal = values[ends[heap]..end];
            if (equal.Length <= Few) Insert(equal);
            else if (!InOrder(equal)) ByRank(equal);
        }
        ends.AsSpan(low, high - low + 1).Clear();
    }

    private static void ByRank(Span<Likely> values)
    {
        var ranks = new double[values.Length];
        for (var i = 0; i < ranks.Length; i++) ranks[i] = -values[i].Rank;
        ranks.AsSpan().Sort(values);
    }

    // Of many gross errors each is as probable as the next.
    private static bool InOrder(Span<Likely> values)
    {
        for (var i = 1; i < values.Length; i++)
            if (values[i - 1].Rank < values[i].Rank) return false;
        return true;
    }

    private static void Insert(Span<Likely> values)
    {
        for (var i = 1; i < values.Length; i++)
        {
            var (moved, to) = (values[i], i);
            for (; to > 0 && values[to - 1].Rank < moved.Rank; to--) values[to] = values[to - 1];
            values[to] = moved;
        }
    }

    private static int HeapOf(double weight) => (int)(BitConverter.DoubleToInt64Bits(weight) >>> Shift);
}
