using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>Probabilities of values, gathered code by code.</summary>
internal sealed class Beliefs
{
    // A part this small of all that is known of a code cannot matter to anything.
    private const double Negligible = 1e-12;

    private readonly Dictionary<ItemCode, Dictionary<int, double>> _of = [];

    public void Add(ItemCode code, int value, double probability) => Add(To(code), value, probability);

    public void Add(ItemCode code, Likely[] values)
    {
        var to = To(code);
        foreach (var (value, weight) in values) Add(to, value, weight);
    }

    /// <summary>Adds other weights to the same values.</summary>
    public void Add(ItemCode code, Likely[] values, double[] weights)
    {
        var to = To(code);
        for (var i = 0; i < values.Length; i++) Add(to, values[i].Value, weights[i]);
    }

    public bool Has(ItemCode code) => _of.ContainsKey(code);

    public IReadOnlyDictionary<int, double> Of(ItemCode code) => _of.TryGetValue(code, out var values) ? values : new Dictionary<int, double>();

    /// <summary>Adds these to others, each code's weights brought to the given sum.</summary>
    public void Into(Beliefs to, double share)
    {
        foreach (var (code, values) in _of)
        {
            var sum = values.Values.Sum();
            if (sum <= 0) continue;
            var target = to.To(code);
            foreach (var (value, weight) in values)
                if (weight > sum * Negligible) Add(target, value, weight / sum * share);
        }
    }

    /// <summary>Each code's values, likeliest first; among equals the printed one, then the lower.</summary>
    public Dictionary<ItemCode, ImmutableArray<Likely>> Sorted(IReadOnlyDictionary<ItemCode, Claim> claims)
    {
        var sorted = new Dictionary<ItemCode, ImmutableArray<Likely>>(_of.Count);
        foreach (var (code, values) in _of)
        {
            var ranked = Likely.Sorted([.. values.Select(v => new Likely(v.Key, v.Value))]);
            if (claims.TryGetValue(code, out var claim)) PrintedFirst(ranked, claim);
            sorted[code] = ImmutableCollectionsMarshal.AsImmutableArray(ranked);
        }
        return sorted;
    }

    private static void PrintedFirst(Likely[] ranked, Claim claim)
    {
        var equal = 1;
        while (equal < ranked.Length && ranked[equal].Weight == ranked[0].Weight) equal++;
        if (equal > 1) Array.Sort(ranked, 0, equal, Comparer<Likely>.Create((a, b) => Rank(a).CompareTo(Rank(b))));

        (bool, int) Rank(Likely likely) => (claim.Readings.All(r => r.Number != likely.Value), likely.Value);
    }

    private Dictionary<int, double> To(ItemCode code) => _of.TryGetValue(code, out var values) ? values : _of[code] = [];

    private static void Add(Dictionary<int, double> to, int value, double weight) => CollectionsMarshal.GetValueRefOrAddDefault(to, value, out _) += weight;
}
