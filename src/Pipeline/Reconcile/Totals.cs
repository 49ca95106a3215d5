using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>
/// TOTAL as the weighted sum of the instruments. The first instrument's sums differ with the number of respondents, so what total and other
/// instruments say of each of its sums is counted once and asked many times.
/// </summary>
internal sealed class Totals
{
    private readonly int[] _unit;
    private readonly Noise _noise;
    private readonly Likely[][] _sums;
    private readonly Likely[] _total;
    private readonly Weights _sheet, _beside;
    private readonly Weights _ratio;
    private readonly double _floor;
    private readonly Likely[] _all;
    private Depth _depth = new(Depth.MostTotals);
    private readonly int _step;

    /// <param name="branches">The instruments.</param>
    /// <param name="sums">Sums of the second, third ... instrument with their weights.</param>
    /// <param name="total">What is printed as total.</param>
    /// <param name="sheet">What each share of wrong digits is worth on the whole sheet.</param>
    /// <param name="beside">What all else is worth at best.</param>
    /// <param name="floor">The least that counts.</param>
    /// <param name="noise">Of the total's rounding, in the units of <see cref="Units"/>.</param>
    public Totals(Branch[] branches, Likely[][] sums, Likely[] total, Weights sheet, Weights beside, double floor, Noise noise)
    {
        (_sums, _total, _sheet, _beside, _floor, _noise) = (sums, total, sheet, beside, floor, noise);
        _ratio = beside.Per(sheet);
        _unit = Units(branches);
        _step = _unit.Skip(1).Aggregate(Gcd);
        _all = All();
    }

    // The weights of the other instruments' weighted sums.
    private Likely[] All()
    {
        using var all = Spread.Blank();
        Combine((_, rest, weight) => all.Add(rest / _step, weight));
        return all.Set(_sheet);
    }

    /// <summary>Whether the effort was used up: what was found is then incomplete.</summary>
    public bool Exhausted => _depth.Exhausted;

    /// <summary>What a hundredth of each branch's sum weighs in the total, all in whole numbers.</summary>
    public static int[] Units(Branch[] branches)
    {
        var scale = branches.Aggregate(1, (s, b) => s * (b.Count / Gcd(b.Count, b.Weight * s)));
        return [.. branches.Select(b => scale * b.Weight / b.Count)];
    }

    public static Noise NoiseOf(Branch[] branches)
    {
        var units = Units(branches);
        return Noise.Of([.. branches.SelectMany((b, i) => b.Indicators.Length > 0 ? Enumerable.Repeat(units[i], b.Count) : [units[i] * b.Count])]);
    }

    /// <summary>What the rest says of each sum of the first branch between the two, on paper that the caller hands back.</summary>
    public Spread Asks(int from, int to)
    {
        var asks = Spread.Blank();
        Each((rest, number, weight) =>
        {
            // The sums that meet the total's interval.
            var (low, high) = Window(rest, number, from, to);
            for (var sum = low; sum <= high; sum++) asks.Add(sum, weight * _noise.Of(((long)_unit[0] * sum) + rest - ((long)_noise.Unit * number)));
        });
        return asks;
    }

    /// <summary>Hands down what the first branch's sums make of each other sum and of the total, on paper that the caller hands back.</summary>
    public (Spread[] Sums, Spread Total) Down(Spread first, int from, int to)
    {
        // All that counted on the way up counts on the way down, and no more: the effort is known.
        _depth = new Depth(long.MaxValue);
        using Spread says = Spread.Blank(), part = Spread.Blank();
        var totals = Spread.Blank();
        Each((rest, number, weight) =>
        {
            var (low, high) = Window(rest, number, from, to);
            var met = Weights.Zero;
            for (var sum = low; sum <= high; sum++)
                if (first[sum].Any()) met += first[sum] * _noise.Of(((long)_unit[0] * sum) + rest - ((long)_noise.Unit * number));
            if (!met.Any()) return;
            totals.Add(number, met * weight);
            says.Add(rest / _step, met * weight);
        });
        foreach (var (at, weight, _) in _all) part.Add(at, says[at].Per(weight));
        var spreads = _sums.Select(_ => Spread.Blank()).ToArray();
        Combine((at, rest, weight) =>
        {
            // Its part of what was met with this sum of all.
            var met = part[rest / _step] * weight;
            if (!met.Any()) return;
            for (var i = 0; i < at.Length; i++) spreads[i].Add(_sums[i][at[i]].Value, met.Per(_sums[i][at[i]].Weight));
        });
        return (spreads, totals);
    }

    private (int Low, int High) Window(long rest, int number, int from, int to)
    {
        var middle = ((long)_noise.Unit * number) - rest;
        var low = Math.Max(from, (middle - _noise.Unit) / _unit[0]);
        var high = Math.Min(to, ((middle + _noise.Unit) / _unit[0]) + 1);
        return ((int)low, (int)high);
    }

    // Every total with every weighted sum of the other instruments, as far as it counts.
    private void Each(Action<int, int, Weights> visit)
    {
        foreach (var (at, weight, _) in _all)
        {
            var most = (weight * _ratio).Most();
            foreach (var (number, own, rank) in _total)
            {
                if (most * rank < _floor || !_depth.Spend(10)) break;
                var both = weight * own;
                if ((both * _beside).Most() >= _floor) visit(at * _step, number, both);
            }
        }
    }

    // Every combination of the other instruments' sums, by their places in the lists, with the weighted sum.
    private void Combine(Action<int[], int, Weights> visit)
    {
        var at = new int[_sums.Length];
        Next(0, 0, Weights.One, _sums.Aggregate(Weights.One, (w, s) => w * Likely.Best(s)));

        void Next(int branch, int rest, Weights weight, Weights best)
        {
            if (branch == _sums.Length)
            {
                visit(at, rest, weight);
                return;
            }
            best = best.Per(Likely.Best(_sums[branch]));
            var most = (weight * best * _ratio).Most();
            for (var i = 0; i < _sums[branch].Length; i++)
            {
                var (sum, own, rank) = _sums[branch][i];
                if (most * rank < _floor || !_depth.Spend(1)) break;
                var both = weight * own;
                if ((both * best * _beside).Most() < _floor) continue;
                at[branch] = i;
                Next(branch + 1, rest + (_unit[branch + 1] * sum), both, best);
            }
        }
    }

    private static int Gcd(int a, int b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}
