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
    /// <param name="misreading">How often digits are wrong.</param>
    /// <param name="floor">The least that counts.</param>
    /// <param name="depth">Limits the effort.</param>
    public Likely[][] Up(Likely[][] parts, Misreading misreading, double floor, Depth depth)
    {
        if (Indicators.Length == 0) return [_own is null ? [] : [.. _own.Likeliest(misreading, floor).Select(v => v with { Value = v.Value * Count })]];
        using var paper = Spread.Blank();
        var sums = new Likely[parts.Length + 1][];
        sums[0] = [new(0, 1)];
        var rest = parts.Aggregate(1.0, (w, p) => w * p[0].Weight);
        var least = rest * floor;
        for (var i = 0; i < parts.Length; i++)
        {
            rest /= parts[i][0].Weight;
            paper.Clear();
            foreach (var (sum, weight) in sums[i])
            {
                var (met, enough) = (0, least / (weight * rest));
                foreach (var (value, own) in parts[i])
                {
                    if (own < enough) break;
                    paper.Add(sum + value, weight * own);
                    met++;
                }
                if (!depth.Spend(met)) break;
            }
            sums[i + 1] = paper.Set();
        }
        return sums;
    }

    /// <summary>What the printed instrument says of a sum.</summary>
    public double OwnSays(int sum, Misreading misreading)
    {
        if (!Checks) return 1;
        var says = 0.0;
        for (var value = Math.Max(0, (sum / Count) - 1); value <= Math.Min(10_000, (sum / Count) + 2); value++)
            if (_noise.Of(sum - (Count * value)) is var fits and > 0) says += fits * _own!.Weight(value, misreading);
        return says;
    }

    /// <summary>Hands down what the rest of the sheet says of each sum.</summary>
    /// <param name="parts">Per indicator its values.</param>
    /// <param name="sums">What <see cref="Up"/> made of them.</param>
    /// <param name="misreading">How often digits are wrong.</param>
    /// <param name="floor">The least that counts.</param>
    /// <param name="outside">By sum.</param>
    /// <param name="beliefs">Takes the weights of indicators and instrument.</param>
    public void Down(Likely[][] parts, Likely[][] sums, Misreading misreading, double floor, Func<int, double> outside, Beliefs beliefs)
    {
        if (Indicators.Length == 0)
        {
            if (_own is null) return;
            foreach (var (value, weight) in _own.Likeliest(misreading, floor)) beliefs.Add(_own.Code, value, weight * outside(value * Count));
            return;
        }
        using Spread first = Spread.Blank(), second = Spread.Blank();
        var (above, below) = (first, second);
        var all = 0.0;
        foreach (var (sum, weight) in sums[^1])
        {
            if (outside(sum) is not (var rest and > 0)) continue;
            if (Checks) OwnDown(sum, weight * rest, misreading, beliefs);
            above.Add(sum, rest * OwnSays(sum, misreading));
            all += weight * above[sum];
        }
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            below.Clear();
            var least = all * Math.Max(floor * Unseen, Negligible) / above.Most();
            var joint = new double[parts[i].Length];
            foreach (var (sum, weight) in sums[i])
            {
                var (says, enough) = (0.0, least / weight);
                for (var k = 0; k < joint.Length; k++)
                {
                    var (value, own) = parts[i][k];
                    if (own < enough) break;
                    if (above[sum + value] is not (var rest and > 0)) continue;
                    says += rest * own;
                    joint[k] += weight * rest * own;
                }
                below.Add(sum, says);
            }
            beliefs.Add(Indicators[i], parts[i], joint);
            (above, below) = (below, above);
        }
    }

    private void OwnDown(int sum, double weight, Misreading misreading, Beliefs beliefs)
    {
        for (var value = Math.Max(0, (sum / Count) - 1); value <= Math.Min(10_000, (sum / Count) + 2); value++)
            if (_noise.Of(sum - (Count * value)) is var fits and > 0) beliefs.Add(_own!.Code, value, weight * fits * _own.Weight(value, misreading));
    }
}
