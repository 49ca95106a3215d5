using System.Runtime.Intrinsics;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>
/// An OIT indicator and the items of its sub-indicators: each passed (100) or failed (0), the indicator being the mean of the groups' shares.
/// An item of which nothing is printed may have been exempt, which makes its group smaller.
/// </summary>
internal sealed class Disclosed
{
    private readonly Claim[][] _groups;
    private readonly Lazy<(int Passed, int Size, Weights Weight)[][]> _lazy;

    private Disclosed(Claim[][] groups)
    {
        _groups = groups;
        _lazy = new(() => [.. groups.Select(g => StatesOf(g, -1))]);
    }

    /// <summary>Null where the year's items or their groups are not known, or hardly anything is printed of them.</summary>
    public static Disclosed? Of(Codebook book, int indicator, Func<ItemCode, Claim> claim)
    {
        if (!Reach.Applies(book, indicator)) return null;
        var groups = book.ItemsOf(indicator).GroupBy(i => i.SubIndicator, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => g.Select(i => claim(i.Code)).ToArray()).ToArray();
        var sizes = book.SubIndicators[indicator].Sizes;
        if (groups.Length != sizes.Length || groups.Where((g, i) => g.Length != sizes[i]).Any()) return null;
        return groups.Sum(g => g.Count(c => c.Blank)) > MostBlank ? null : new Disclosed(groups);
    }

    /// <summary>With more items unprinted than this, the reachable values say as much.</summary>
    private const int MostBlank = 4;

    private (int Passed, int Size, Weights Weight)[][] States => _lazy.Value;

    public IEnumerable<Claim> Items => _groups.SelectMany(g => g);

    /// <summary>Whether the items, passed and failed as they stand and the unprinted ones in any way or exempt, can give the indicator.</summary>
    public bool Allows(ItemCode indicator, Func<ItemCode, int> value)
    {
        if (Items.Any(i => !i.Blank && value(i.Code) is not (0 or Score.MaxHundredths))) return false;
        int[] passed = new int[_groups.Length], sizes = new int[_groups.Length];
        return Next(0);

        bool Next(int group)
        {
            if (group == _groups.Length) return Reach.Printed(passed, sizes) == value(indicator);
            var (known, blank) = (_groups[group].Count(i => !i.Blank && value(i.Code) > 0), _groups[group].Count(i => i.Blank));
            for (var exempt = 0; exempt <= blank; exempt++)
            {
                sizes[group] = _groups[group].Length - exempt;
                for (passed[group] = known; passed[group] <= known + blank - exempt; passed[group]++)
                    if (sizes[group] > 0 && Next(group + 1)) return true;
            }
            return false;
        }
    }

    /// <summary>Per value of the indicator the probability of what is printed about the items.</summary>
    /// <param name="sheet">What each share of wrong digits is worth on the whole sheet.</param>
    public Likely[] Up(Weights sheet)
    {
        using var up = Spread.Blank();
        Each((value, weight, _) => up.Add(value, weight));
        return Likely.Sorted(up.Set(sheet), Rarest);
    }

    /// <summary>Adds the probability of pass and fail of each item.</summary>
    /// <param name="outside">What the rest of the sheet says of each value of the indicator.</param>
    /// <param name="add">Item, 10000 or 0, weight.</param>
    public void Down(IReadOnlyDictionary<int, Weights> outside, Action<Claim, int, Weights> add)
    {
        var says = States.Select(s => new Weights[s.Length]).ToArray();
        Each((value, weight, at) =>
        {
            if (!outside.TryGetValue(value, out var rest)) return;
            for (var g = 0; g < at.Length; g++) says[g][at[g]] += (weight * rest).Per(States[g][at[g]].Weight);
        });
        for (var g = 0; g < _groups.Length; g++)
        {
            var of = States[g].Select((s, i) => ((s.Passed, s.Size), says[g][i])).ToDictionary(p => p.Item1, p => p.Item2);
            for (var i = 0; i < _groups[g].Length; i++)
            {
                foreach (var (passed, size, weight) in StatesOf(_groups[g], i))
                {
                    if (of.TryGetValue((passed + 1, size + 1), out var pass)) add(_groups[g][i], 10_000, weight * pass * Says(_groups[g][i], 10_000));
                    if (of.TryGetValue((passed, size + 1), out var fail)) add(_groups[g][i], 0, weight * fail * Says(_groups[g][i], 0));
                }
            }
        }
    }

    private static Weights Says(Claim item, int value) => item.Blank ? Weights.One : item.Weight(value);

    private static (int, int, Weights)[] StatesOf(Claim[] items, int without)
    {
        var now = new Dictionary<(int Passed, int Size), Weights> { [(0, 0)] = Weights.One };
        for (var i = 0; i < items.Length; i++)
        {
            if (i == without) continue;
            var next = new Dictionary<(int Passed, int Size), Weights>();
            foreach (var ((passed, size), weight) in now)
            {
                Add(next, (passed + 1, size + 1), weight * Says(items[i], 10_000));
                Add(next, (passed, size + 1), weight * Says(items[i], 0));
                if (items[i].Blank) Add(next, (passed, size), weight * Misreading.Exempt);
            }
            now = next;
        }
        return [.. now.Where(s => s.Key.Size > 0 || without >= 0).Select(s => (s.Key.Passed, s.Key.Size, s.Value)).OrderByDescending(s => s.Item3.Most())];
    }

    private static void Add(Dictionary<(int, int), Weights> to, (int, int) key, Weights weight) => to[key] = to.GetValueOrDefault(key) + weight;

    // No share of wrong digits is told from another here: what is rare at all of them is passed over.
    private const double Rarest = 1e-9;

    private void Each(Action<int, Weights, int[]> visit)
    {
        var at = new int[_groups.Length];
        int[] passed = new int[at.Length], sizes = new int[at.Length];
        var rest = new Weights[at.Length + 1];
        rest[at.Length] = Weights.One;
        for (var g = at.Length - 1; g >= 0; g--) rest[g] = rest[g + 1] * States[g].Aggregate(Weights.Zero, (most, s) => Vector256.Max(most, s.Weight));
        Next(0, Weights.One);

        void Next(int group, Weights weight)
        {
            if (group == at.Length)
            {
                visit(Reach.Printed(passed, sizes), weight, at);
                return;
            }
            for (at[group] = 0; at[group] < States[group].Length; at[group]++)
            {
                var state = States[group][at[group]];
                if ((weight * state.Weight * rest[group + 1]).Per(rest[0]).Most() < Rarest) continue;
                (passed[group], sizes[group]) = (state.Passed, state.Size);
                Next(group + 1, weight * state.Weight);
            }
        }
    }
}
