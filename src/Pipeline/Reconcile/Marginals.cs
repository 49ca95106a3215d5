using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>
/// For each code and value the cost of the cheapest explanation of the whole sheet in which the code has that value.
/// Values that are not listed cost more than was asked for.
/// </summary>
internal sealed class Marginals
{
    private readonly SortedDictionary<ItemCode, Dictionary<int, int>> _costs = [];

    public IEnumerable<ItemCode> Codes => _costs.Keys;

    public void Offer(ItemCode code, int value, int cost)
    {
        if (!_costs.TryGetValue(code, out var values)) _costs[code] = values = [];
        if (!values.TryGetValue(value, out var known) || cost < known) values[value] = cost;
    }

    public void Offer(ItemCode code, Dictionary<int, int> values, int plus)
    {
        foreach (var (value, cost) in values) Offer(code, value, cost + plus);
    }

    /// <summary>A second, independent lower bound on what the value costs.</summary>
    public void Raise(ItemCode code, int value, int cost)
    {
        if (!_costs.TryGetValue(code, out var values)) _costs[code] = values = [];
        values[value] = values.TryGetValue(value, out var known) ? Math.Max(known, cost) : cost;
    }

    /// <summary>Forgets the values that a further search found to cost more than was asked for.</summary>
    public void Only(ItemCode code, IReadOnlyCollection<int> values)
    {
        if (!_costs.TryGetValue(code, out var known)) return;
        foreach (var value in known.Keys.Except(values).ToList()) known.Remove(value);
    }

    public Dictionary<int, int> Of(ItemCode code) => _costs.TryGetValue(code, out var values) ? values : [];

    public bool Has(ItemCode code) => _costs.ContainsKey(code);

    /// <summary>Values with their costs, cheapest first.</summary>
    public List<Option> Ranked(ItemCode code) =>
        [.. Of(code).Select(v => new Option(v.Key, v.Value)).OrderBy(o => o.Cost).ThenBy(o => o.Value)];
}
