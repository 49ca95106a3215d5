using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>A value of a code, in hundredths, and its probability over all explanations.</summary>
internal readonly record struct Belief(int Value, double Weight);

/// <summary>Probabilities of values, gathered code by code.</summary>
internal sealed class Beliefs
{
    // A part this small of all that is known of a code cannot matter to anything.
    private const double Negligible = 1e-12;

    private readonly Dictionary<ItemCode, Dictionary<int, Weights>> _of = [];

    public void Add(ItemCode code, int value, Weights probability) => Add(To(code), value, probability);

    public void Add(ItemCode code, Likely[] values)
    {
        var to = To(code);
        foreach (var (value, weight, _) in values) Add(to, value, weight);
    }

    /// <summary>Adds other weights to the same values.</summary>
    public void Add(ItemCode code, Likely[] values, Weights[] weights)
    {
        var to = To(code);
        for (var i = 0; i < values.Length; i++) Add(to, values[i].Value, weights[i]);
    }

    public bool Has(ItemCode code) => _of.ContainsKey(code);

    public IReadOnlyDictionary<int, Weights> Of(ItemCode code) => _of.TryGetValue(code, out var values) ? values : new Dictionary<int, Weights>();

    /// <summary>Adds these to others, each code's weights brought to the given sums.</summary>
    public void Into(Beliefs to, Weights share)
    {
        foreach (var (code, values) in _of)
        {
            var sum = Weights.Zero;
            foreach (var weight in values.Values) sum += weight;
            if (!sum.Any()) continue;
            var (target, scale) = (to.To(code), share.Per(sum));
            foreach (var (value, weight) in values)
                if ((weight * scale).Most() > Negligible) Add(target, value, weight * scale);
        }
    }

    /// <summary>Each code's values with their probabilities over all shares of wrong digits, likeliest first; among equals the printed one, then the lower.</summary>
    public Dictionary<ItemCode, ImmutableArray<Belief>> Sorted(IReadOnlyDictionary<ItemCode, Claim> claims)
    {
        var sorted = new Dictionary<ItemCode, ImmutableArray<Belief>>(_of.Count);
        foreach (var (code, values) in _of)
        {
            Belief[] ranked = [.. values.Select(v => new Belief(v.Key, Vector256.Sum(v.Value)))];
            Array.Sort(ranked, static (a, b) => b.Weight.CompareTo(a.Weight));
            if (claims.TryGetValue(code, out var claim)) PrintedFirst(ranked, claim);
            sorted[code] = ImmutableCollectionsMarshal.AsImmutableArray(ranked);
        }
        return sorted;
    }

    private static void PrintedFirst(Belief[] ranked, Claim claim)
    {
        var equal = 1;
        while (equal < ranked.Length && ranked[equal].Weight == ranked[0].Weight) equal++;
        if (equal > 1) Array.Sort(ranked, 0, equal, Comparer<Belief>.Create((a, b) => Rank(a).CompareTo(Rank(b))));

        (bool, int) Rank(Belief likely) => (claim.Readings.All(r => r.Number != likely.Value), likely.Value);
    }

    private Dictionary<int, Weights> To(ItemCode code) => _of.TryGetValue(code, out var values) ? values : _of[code] = [];

    private static void Add(Dictionary<int, Weights> to, int value, Weights weight) => CollectionsMarshal.GetValueRefOrAddDefault(to, value, out _) += weight;
}
