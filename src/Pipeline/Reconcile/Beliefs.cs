using System.Collections.Immutable;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>Probabilities of values, gathered code by code.</summary>
internal sealed class Beliefs
{
    private readonly SortedDictionary<ItemCode, Dictionary<int, double>> _of = [];

    public void Add(ItemCode code, int value, double probability)
    {
        if (!_of.TryGetValue(code, out var values)) _of[code] = values = [];
        values[value] = values.GetValueOrDefault(value) + probability;
    }

    public void Add(ItemCode code, Likely[] values)
    {
        foreach (var (value, weight) in values) Add(code, value, weight);
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
            foreach (var (value, weight) in values) to.Add(code, value, weight / sum * share);
        }
    }

    public SortedDictionary<ItemCode, ImmutableArray<Likely>> Sorted(IReadOnlyDictionary<ItemCode, Claim> claims)
    {
        var sorted = new SortedDictionary<ItemCode, ImmutableArray<Likely>>();
        foreach (var (code, values) in _of)
        {
            bool Printed(int value) => claims.TryGetValue(code, out var claim) && claim.Readings.Any(r => r.Number == value);
            sorted[code] = [.. values.Select(v => new Likely(v.Key, v.Value)).OrderByDescending(v => v.Weight).ThenByDescending(v => Printed(v.Value)).ThenBy(v => v.Value)];
        }
        return sorted;
    }
}
