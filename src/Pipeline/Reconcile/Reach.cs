using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>
/// Which values an OIT indicator can print at all. It is the mean of its sub-indicators' means, an item scores 0 or 100, and an exempt
/// item makes its group smaller, at a price in probability. Everything is counted in exact fractions.
/// </summary>
internal static class Reach
{
    /// <summary>More exempt items than this are not believed.</summary>
    private const int MostExempt = 2;

    private static readonly ConditionalWeakTable<Codebook, Dictionary<int, double[]>> Known = [];

    /// <summary>Whether the year says, from a source, how the indicator sums up its items.</summary>
    public static bool Applies(Codebook codebook, int indicator) =>
        codebook.Holds("oit-indicator-is-mean-of-sub-indicators") && codebook.Holds("oit-items-all-or-nothing")
        && codebook.SubIndicators.TryGetValue(indicator, out var sub) && sub.Confidence == Confidence.Sourced;

    /// <summary>Whether a code can have the value, as far as a source says.</summary>
    public static bool Allows(Codebook? codebook, ItemCode code, int value) =>
        codebook is null || code.Level != CodeLevel.Indicator || !Applies(codebook, code.Number) || Weights(codebook, code.Number)[value] > 0;

    /// <summary>Per printed value 0..10000 the probability of the exemptions it needs; 0 where there is no way to print it.</summary>
    public static double[] Weights(Codebook codebook, int indicator)
    {
        var tables = Known.GetValue(codebook, static _ => []);
        lock (tables)
        {
            if (!tables.TryGetValue(indicator, out var weights))
                tables[indicator] = weights = Enumerate(codebook.SubIndicators[indicator].Sizes);
            return weights;
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

    private static double[] Enumerate(ImmutableArray<int> sizes)
    {
        var weights = new double[10_001];
        var now = sizes.ToArray();
        var passed = new int[now.Length];
        Exempt(0, 0);
        return weights;

        void Exempt(int group, int exempt)
        {
            if (group == now.Length)
            {
                Count(0, Math.Pow(Misreading.Exempt, exempt));
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

        void Count(int group, double weight)
        {
            if (group == now.Length)
            {
                var value = Printed(passed, now);
                weights[value] = Math.Max(weights[value], weight);
                return;
            }
            for (passed[group] = 0; passed[group] <= now[group]; passed[group]++) Count(group + 1, weight);
        }
    }

    private static long Gcd(long a, long b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}
