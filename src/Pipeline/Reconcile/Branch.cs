using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>
/// One instrument: the mean of its indicators. Its state is the sum of the indicators' printed values; where an indicator is printed nowhere, the printed
/// instrument alone stands for it.
/// </summary>
internal sealed class Branch
{
    /// <summary>What is this much rarer than what counts is passed over on the way down, and what is this small a part of all.</summary>
    private const double Unseen = 0.01, Negligible = 1e-9;

    private readonly Claim? _own;
    private readonly Noise _noise;

    /// <param name="weight">Of the instrument in the total, in hundredths.</param>
    /// <param name="indicators">Codes of its indicators.</param>
    /// <param name="complete">Whether something is known of every indicator.</param>
    /// <param name="own">What is printed about the instrument itself; null where nothing is.</param>
    public Branch(int weight, ItemCode[] indicators, bool complete, Claim? own)
    {
        (Weight, Indicators, _own) = (weight, complete ? indicators : [], own);
        Count = indicators.Length;
        _noise = Noise.Of([.. Enumerable.Repeat(1, Count)]);
    }

    public int Weight { get; }

    /// <summary>How many indicators make it up.</summary>
    public int Count { get; }

    /// <summary>The indicators whose sum is the state; empty where the printed instrument stands for them.</summary>
    public ItemCode[] Indicators { get; }

    public Claim? Own => _own;

    /// <summary>Whether anything is known of its sum.</summary>
    public bool Known => Indicators.Length > 0 || _own is not null;

    /// <summary>Whether indicators and the instrument check each other.</summary>
    public bool Checks => Indicators.Length > 0 && _own is not null;

    /// <summary>Whether instrument and indicators meet on rounding intervals.</summary>
    public bool Holds(Func<ItemCode, int> value) => Math.Abs(Indicators.Sum(value) - (Count * value(_own!.Code))) < Count;

    /// <summary>Twice the sum of the indicators' inner values, as far as their printed values and that of the instrument leave it open; empty where they do not meet.</summary>
    public (long From, long To) Within(Func<ItemCode, int> value)
    {
        var own = _own is null ? -1 : value(_own.Code);
        var (low, high) = (Count * ((2L * own) - 1), Count * ((2L * own) + 1));
        if (Indicators.Length == 0) return own < 0 ? (0, 0) : (low, high);
        var twice = 2L * Indicators.Sum(value);
        return own < 0 ? (twice - Count, twice + Count) : (Math.Max(low, twice - Count), Math.Min(high, twice + Count));
    }

    /// <summary>Per number of indicators the weights of their sums, as far as they count; the last are the instrument's.</summary>
    /// <param name="parts">Per indicator its values.</param>
    /// <param name="sheet">What each share of wrong digits is worth on the whole sheet.</param>
    /// <param name="beside">What all else is worth at best.</param>
    /// <param name="floor">The least that counts.</param>
    /// <param name="depth">Limits the effort.</param>
    public Likely[][] Up(Likely[][] parts, Weights sheet, Weights beside, double floor, Depth depth)
    {
        if (Indicators.Length == 0) return [_own is null ? [] : [.. _own.Likeliest(sheet, floor).Select(v => v with { Value = v.Value * Count })]];
        using var paper = Spread.Blank();
        var sums = new Likely[parts.Length + 1][];
        sums[0] = [Likely.Of(0, Weights.One, sheet)];
        beside = parts.Aggregate(beside, (w, p) => w * Likely.Best(p));
        for (var i = 0; i < parts.Length; i++)
        {
            beside = beside.Per(Likely.Best(parts[i]));
            var ratio = beside.Per(sheet);
            paper.Clear();
            foreach (var (sum, weight, _) in sums[i])
            {
                var (met, most) = (0, (weight * ratio).Most());
                foreach (var (value, own, rank) in parts[i])
                {
                    if (most * rank < floor) break;
                    var both = weight * own;
                    if ((both * beside).Most() < floor) continue;
                    paper.Add(sum + value, both);
                    met++;
                }
                if (!depth.Spend(met)) break;
            }
            sums[i + 1] = paper.Set(sheet);
        }
        return sums;
    }

    /// <summary>What the printed instrument says of a sum.</summary>
    public Weights OwnSays(int sum)
    {
        if (!Checks) return Weights.One;
        var says = Weights.Zero;
        for (var value = Math.Max(0, (sum / Count) - 1); value <= Math.Min(10_000, (sum / Count) + 2); value++)
            if (_noise.Of(sum - (Count * value)) is var fits and > 0) says += fits * _own!.Weight(value);
        return says;
    }

    /// <summary>Hands down what the rest of the sheet says of each sum.</summary>
    /// <param name="parts">Per indicator its values.</param>
    /// <param name="sums">What <see cref="Up"/> made of them.</param>
    /// <param name="sheet">What each share of wrong digits is worth on the whole sheet.</param>
    /// <param name="floor">The least that counts.</param>
    /// <param name="worth">What each share of wrong digits is worth by all that is printed; the sum is 1.</param>
    /// <param name="outside">By sum.</param>
    /// <param name="beliefs">Takes the weights of indicators and instrument.</param>
    public void Down(Likely[][] parts, Likely[][] sums, Weights sheet, double floor, Weights worth, Func<int, Weights> outside, Beliefs beliefs)
    {
        if (Indicators.Length == 0)
        {
            if (_own is null) return;
            foreach (var (value, weight, _) in _own.Likeliest(sheet, floor)) beliefs.Add(_own.Code, value, weight * outside(value * Count));
            return;
        }
        using Spread first = Spread.Blank(), second = Spread.Blank();
        var (above, below) = (first, second);
        var all = Weights.Zero;
        foreach (var (sum, weight, _) in sums[^1])
        {
            var rest = outside(sum);
            if (!rest.Any()) continue;
            if (Checks) OwnDown(sum, weight * rest, beliefs);
            above.Add(sum, rest * OwnSays(sum));
            all += weight * above[sum];
        }
        if (!all.Any()) return;
        var least = Math.Max(floor * Unseen, Negligible);
        var share = worth.Per(all);
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            below.Clear();
            // In the order of what they can come to at most.
            var highest = above.Most() * share;
            Likely[] part = Likely.Sorted([.. parts[i].Select(v => Likely.Of(v.Value, v.Weight, highest))]);
            var values = Array.ConvertAll(part, v => v.Value);
            var owns = Array.ConvertAll(part, v => v.Weight);
            var joint = new Weights[part.Length];
            foreach (var (sum, weight, _) in sums[i])
                below.Add(sum, above.Meet(sum, weight, values.AsSpan(0, Likely.AtLeast(part, least / weight.Most())), owns, joint));
            for (var k = 0; k < joint.Length; k++) joint[k] *= owns[k];
            beliefs.Add(Indicators[i], part, joint);
            (above, below) = (below, above);
        }
    }

    private void OwnDown(int sum, Weights weight, Beliefs beliefs)
    {
        for (var value = Math.Max(0, (sum / Count) - 1); value <= Math.Min(10_000, (sum / Count) + 2); value++)
            if (_noise.Of(sum - (Count * value)) is var fits and > 0) beliefs.Add(_own!.Code, value, weight * fits * _own.Weight(value));
    }
}
