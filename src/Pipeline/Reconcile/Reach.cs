using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ItaIngest.Domain.Reference;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>
/// Which values an OIT indicator can print at all. It is the mean of its sub-indicators' means, an item scores 0 or 100, and an exempt
/// item makes its group smaller, at a price. Everything is counted in exact fractions.
/// </summary>
internal static class Reach
{
    /// <summary>No way to print this value.</summary>
    public const int Never = int.MaxValue / 4;

    /// <summary>More exempt items than this are not believed.</summary>
    private const int MostExempt = 2;

    private static readonly ConditionalWeakTable<Codebook, Dictionary<int, int[]>> Known = [];

    /// <summary>Whether the year says, from a source, how the indicator sums up its items.</summary>
    public static bool Applies(Codebook codebook, int indicator) =>
        codebook.Holds("oit-indicator-is-mean-of-sub-indicators") && codebook.Holds("oit-items-all-or-nothing")
        && codebook.SubIndicators.TryGetValue(indicator, out var sub) && sub.Confidence == Confidence.Sourced;

    /// <summary>Per printed value 0..10000 the price of the exemptions it needs, or <see cref="Never"/>.</summary>
    public static int[] Prices(Codebook codebook, int indicator)
    {
        var tables = Known.GetValue(codebook, static _ => []);
        lock (tables)
        {
            if (!tables.TryGetValue(indicator, out var prices))
                tables[indicator] = prices = Enumerate(codebook.SubIndicators[indicator].Sizes);
            return prices;
        }
    }

    /// <summary>The value that successes out of sizes print: round half up of the mean of the quotients, in hundredths.</summary>
    public static int Printed(ReadOnlySpan<int> successes, ReadOnlySpan<int> sizes)
    {
        long scale = 1;
        var groups = 0;
        foreach (var size in sizes)
        {
            if (size == 0) continue;
            scale *= size / Gcd(scale, size);
            groups++;
        }
        if (groups == 0) return -1;
        long sum = 0;
        for (var i = 0; i < sizes.Length; i++)
            if (sizes[i] > 0) sum += successes[i] * (scale / sizes[i]);
        return (int)(((20_000 * sum) + (groups * scale)) / (2 * groups * scale));
    }

    private static int[] Enumerate(ImmutableArray<int> sizes)
    {
        var prices = new int[10_001];
        Array.Fill(prices, Never);
        var now = sizes.ToArray();
        var passed = new int[now.Length];
        Exempt(0, 0);
        return prices;

        void Exempt(int group, int exempt)
        {
            if (group == now.Length)
            {
                Count(0, exempt * Reconciling.Prices.Exempt);
                return;
            }
            var full = now[group];
            for (var fewer = 0; fewer <= Math.Min(full - 1, MostExempt - exempt); fewer++)
            {
                now[group] = full - fewer;
                Exempt(group + 1, exempt + fewer);
            }
            now[group] = full;
        }

        void Count(int group, int price)
        {
            if (group == now.Length)
            {
                var value = Printed(passed, now);
                if (price < prices[value]) prices[value] = price;
                return;
            }
            for (passed[group] = 0; passed[group] <= now[group]; passed[group]++) Count(group + 1, price);
        }
    }

    private static long Gcd(long a, long b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}
