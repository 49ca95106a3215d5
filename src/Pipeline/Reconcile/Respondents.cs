using System.Runtime.Intrinsics;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>Which numbers of respondents the items leave, with the logarithm of what each number makes an item's place on the scale worth.</summary>
internal static class Respondents
{
    /// <summary>More numbers than this say that the items do not determine it: then any hundredth is possible.</summary>
    private const int Most = 12;

    /// <summary>Numbers this much less probable (in nats) than the likeliest are left out.</summary>
    private const double Far = 14;

    /// <summary>The share of wrong digits of a bad copy, among <see cref="Misreading.Rates"/>.</summary>
    private const int BadCopy = 2;

    /// <summary>No item is misread at less than this many nats.</summary>
    private const double Cheapest = 2.5;

    /// <returns>Numbers with their logarithms; a single 0 where the sheet has no items.</returns>
    public static (int N, double Log)[] Of(Sheet sheet)
    {
        if (sheet.Means.Length == 0) return [(0, 0)];
        var items = sheet.Means.SelectMany(m => m.Children).Where(c => !c.Blank).ToArray();
        // The ends of the scale lie on every lattice: they say nothing of the number.
        var telling = items.Count(i => i.Printed is not (0 or 10_000)) + sheet.Means.Where(m => m.Checks).Sum(m => m.Children.Count(c => c.Blank));
        double Log(int n) => -telling * Math.Log((10.0 * n) + 1);
        var quick = Enumerable.Range(Lattice.Fewest, Lattice.Most - Lattice.Fewest + 1).Append(Lattice.Any)
            .Select(n => (N: n, Bound: Log(n) - (Cheapest * items.Count(i => !i.Readings.Any(r => Lattice.Holds(n, r.Number))))))
            .OrderByDescending(n => n.Bound).ToList();
        var values = Array.ConvertAll(items, i => i.Around(1e-4, Weights.Zero.WithElement(BadCopy, 1)));
        var found = new List<(int N, double Log, double Score)>();
        var best = double.NegativeInfinity;
        foreach (var (n, bound) in quick)
        {
            if (bound < best - Far) break;
            var score = Log(n) + values.Sum(i => OnLattice(i, n));
            found.Add((n, Log(n), score));
            best = Math.Max(best, score);
        }
        var kept = found.Where(f => f.Score >= best - Far).ToList();
        // What finer lattices are worth falls slowly: where many are left, the number is undetermined.
        return kept.Count > Most ? [(Lattice.Any, 0)] : [.. kept.OrderByDescending(f => f.Score).Select(f => (f.N, f.Log))];
    }

    // The logarithm of the part of an item's weight that lies on the lattice; values are ranked by their weight in a bad copy.
    private static double OnLattice(Likely[] item, int n)
    {
        var on = 0.0;
        foreach (var (value, _, rank) in item)
            if (Lattice.Holds(n, value)) on += rank;
        return Math.Log((on / Likely.Most(item)) + 1e-4);
    }
}
