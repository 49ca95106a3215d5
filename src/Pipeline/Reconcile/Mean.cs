using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>
/// An IIT indicator as the mean of its items, all on the lattice of n respondents. Published sheets round the mean of the printed items or
/// that of the inner ones (both are seen). Probabilities flow up from the items to the indicator and back down: the sum over
/// every combination of items that is not too improbable.
/// </summary>
internal sealed class Mean
{
    private readonly Claim _parent;
    private readonly Claim[] _children;
    private readonly Weights _sheet;
    private readonly int _n;
    private Likely[][] _points = [];
    private int _blank = -1, _visits;
    private double _floor, _listed = double.PositiveInfinity;

    /// <param name="parent">The indicator.</param>
    /// <param name="children">Its items.</param>
    /// <param name="n">Respondents.</param>
    /// <param name="sheet">What each share of wrong digits is worth on the whole sheet.</param>
    public Mean(Claim parent, Claim[] children, int n, Weights sheet)
    {
        (_parent, _children, _n, _sheet) = (parent, children, n, sheet);
        _blank = Array.FindIndex(children, c => c.Blank);
    }

    /// <summary>There are more combinations than can be weighed.</summary>
    public bool TooMany => _visits > Depth.MostVisits;

    /// <summary>One unknown among parent and children is determined by the rest; with more the mean says nothing.</summary>
    public static bool Checks(Claim parent, Claim[] children) => children.Count(c => c.Blank) + (parent.Blank ? 1 : 0) <= 1 && children.Length > 1;

    /// <summary>Per value of the indicator the probability of all that is printed about it and its items; likeliest first. Null when given up.</summary>
    public Likely[]? Up()
    {
        foreach (var floor in Depth.Floors)
        {
            Look(floor);
            var found = Sums();
            if (TooMany) return null;
            if (found.Length > 0 && found[0].Rank * Depth.Enough >= floor) return found;
        }
        return null;
    }

    /// <summary>
    /// Where there are more combinations than can be weighed: how probable those that can be make the mean, as a part of indicator and items taken each
    /// for itself. It proves nothing and keeps numbers of respondents comparable: a mean of many explanations is not one that none explains.
    /// </summary>
    public Weights Glimpse()
    {
        var (seen, reached) = (Weights.Zero, Depth.Floors[0]);
        foreach (var floor in Depth.Floors)
        {
            Look(floor);
            var found = Sums();
            if (TooMany) break;
            (seen, reached) = (Likely.Sum(found), floor);
        }
        var apart = _parent.Blank ? Weights.One : Likely.Sum(_parent.Likeliest(_sheet, reached));
        for (var i = 0; i < _children.Length; i++)
            if (i != _blank) apart *= Likely.Sum(_points[i]);
        return seen.Any() ? Vector256.Min(Weights.One, seen / apart) : Vector256.Create(reached);
    }

    /// <summary>Adds to each item's spread the probability of every value, given how the rest of the sheet weighs the indicator's values.</summary>
    /// <param name="outside">Per value of the indicator what the rest of the sheet multiplies its weight by.</param>
    /// <param name="add">Item by position, value, weight.</param>
    public void Down(IEnumerable<(int Value, Weights Weight)> outside, Action<int, int, Weights> add)
    {
        using var down = Spread.Blank();
        foreach (var (value, weight) in outside) down.Add(value, weight * (_parent.Blank ? Weights.One : _parent.Weight(value)));
        var joint = _points.Select(p => new Weights[p.Length]).ToArray();
        Visit((mean, weight, chosen) =>
        {
            if (!down[mean].Any()) return;
            for (var i = 0; i < chosen.Length; i++)
            {
                if (i == _blank) add(i, chosen[i], weight * down[mean]);
                else joint[i][chosen[i]] += weight * down[mean];
            }
        });
        for (var i = 0; i < joint.Length; i++)
            for (var k = 0; k < joint[i].Length; k++) add(i, _points[i][k].Value, joint[i][k]);
    }

    private void Look(double floor)
    {
        _floor = floor;
        // Longer lists than the floor asks for do no harm: the visit ends where combinations are too improbable.
        if (floor >= _listed) return;
        _listed = floor;
        _points = [.. _children.Select((c, i) => i == _blank ? [] : OnLattice(c, _n, _sheet, floor))];
    }

    private Likely[] Sums()
    {
        using var up = Spread.Blank();
        Visit((mean, weight, _) => up.Add(mean, weight));
        return Likely.Sorted([.. up.Set(_sheet).Select(v => _parent.Blank ? v : Likely.Of(v.Value, v.Weight * _parent.Weight(v.Value), _sheet))], 1e-9);
    }

    // Every combination of items with every mean that it can print; items by their places in the lists, the blank one by its value.
    private void Visit(Action<int, Weights, int[]> leaf)
    {
        _visits = 0;
        var m = _children.Length;
        var order = Enumerable.Range(0, m).Where(i => i != _blank).ToArray();
        if (order.Any(i => _points[i].Length == 0)) return;
        var chosen = new int[m];
        var parents = _blank >= 0 ? _parent.Likeliest(_sheet, _floor) : [];
        Next(0, 0, 0, Weights.One);

        void Next(int at, int sum, int printed, Weights weight)
        {
            if (++_visits > Depth.MostVisits) return;
            if (at == order.Length)
            {
                if (_blank >= 0) Fill(sum, printed, weight);
                else Means(sum, printed, weight);
                return;
            }
            var (i, most) = (order[at], weight.Most());
            for (var k = 0; k < _points[i].Length; k++)
            {
                var own = _points[i][k];
                if (most * own.Rank < _floor) break;
                var both = weight * own.Weight;
                if ((both * _sheet).Most() < _floor) continue;
                chosen[i] = k;
                Next(at + 1, sum + Lattice.Point(_n, own.Value), printed + own.Value, both);
            }
        }

        void Means(int sum, int printed, Weights weight)
        {
            for (var mean = printed < m ? 0 : ((printed - m) / m) + 1; mean * m < printed + m && mean <= 10_000; mean++)
                leaf(mean, weight * Rounding(mean, sum, printed), chosen);
        }

        // The item of which nothing is printed takes whatever points the indicator leaves it.
        void Fill(int sum, int printed, Weights weight)
        {
            var most = weight.Most();
            foreach (var (mean, _, rank) in parents)
            {
                if (most * rank < _floor) break;
                var low = Math.Max(0, (m * (mean - 1)) - printed + 1);
                var high = Math.Min(10_000, (m * (mean + 1)) - printed - 1);
                for (var value = low; value <= high; value++)
                {
                    if (++_visits > Depth.MostVisits) return;
                    if (!Lattice.Holds(_n, value)) continue;
                    chosen[_blank] = value;
                    leaf(mean, weight * Rounding(mean, sum + Lattice.Point(_n, value), printed + value), chosen);
                }
            }
        }
    }

    private double Rounding(int mean, int sum, int printed)
    {
        var m = _children.Length;
        if (_n == Lattice.Any) return 0.5;
        var inner = Lattice.PrintedMean(_n, m, sum);
        var outer = ((2 * printed) + m) / (2 * m);
        if (inner == outer && mean == inner) return 1;
        if (mean == inner || mean == outer) return 0.5;
        foreach (var reading in _parent.Readings) if (reading.Number == mean) return 0.5;
        return Misreading.Rounding;
    }

    /// <summary>The values of an item that lie on the lattice, likeliest first.</summary>
    public static Likely[] OnLattice(Claim claim, int n, Weights sheet, double floor)
    {
        var on = new List<Likely>();
        foreach (var likely in claim.Values(sheet, floor))
            if (Lattice.Holds(n, likely.Value)) on.Add(likely);
        Likely.Sort(CollectionsMarshal.AsSpan(on));
        return [.. on];
    }
}
