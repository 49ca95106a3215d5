using System.Runtime.InteropServices;

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
    private readonly Misreading _misreading;
    private readonly int _n;
    private (int Point, int Value, double Weight)[][] _points = [];
    private int _blank = -1, _visits;
    private double _floor, _listed = double.PositiveInfinity;

    /// <param name="parent">The indicator.</param>
    /// <param name="children">Its items.</param>
    /// <param name="n">Respondents.</param>
    /// <param name="misreading">How often digits are wrong.</param>
    public Mean(Claim parent, Claim[] children, int n, Misreading misreading)
    {
        (_parent, _children, _n, _misreading) = (parent, children, n, misreading);
        _blank = Array.FindIndex(children, c => c.Blank);
    }

    /// <summary>There are more combinations than can be weighed.</summary>
    public bool TooMany => _visits > Depth.MostVisits;

    /// <summary>One unknown among parent and children is determined by the rest; with more the mean says nothing.</summary>
    public static bool Checks(Claim parent, Claim[] children) => children.Count(c => c.Blank) + (parent.Blank ? 1 : 0) <= 1 && children.Length > 1;

    /// <summary>Per value of the indicator the probability of all that is printed about it and its items; likeliest first. Null when given up.</summary>
    /// <param name="floors">From the first look to the deepest.</param>
    /// <param name="behind">Of the likeliest reading of every number, behind what is known: see <see cref="Depth.Passed"/>.</param>
    public Likely[]? Up(double[] floors, double behind)
    {
        foreach (var floor in floors)
        {
            Look(floor);
            var found = Sums();
            if (TooMany) return null;
            if (found.Length == 0) continue;
            var most = Highest();
            if (found[0].Weight * Depth.Enough >= most * floor || floor == Depth.Shallowest || Depth.Passed(floor, behind)) return found;
        }
        return null;
    }

    /// <summary>
    /// Where there are more combinations than can be weighed: how probable those that can be make the mean, as a part of indicator and items taken each
    /// for itself. It proves nothing and keeps the sheet's error rates comparable: a mean of many explanations is not one that none explains.
    /// </summary>
    /// <param name="deepest">The floor at which there were too many.</param>
    public double Glimpse(double deepest)
    {
        var (seen, reached) = (0.0, Depth.Shallowest);
        for (var floor = Depth.Shallowest; floor > deepest; floor /= 10)
        {
            Look(floor);
            var found = Sums();
            if (TooMany) break;
            (seen, reached) = (found.Sum(v => v.Weight), floor);
        }
        Look(deepest);
        var apart = _parent.Blank ? 1 : _parent.Likeliest(_misreading, deepest).Sum(v => v.Weight);
        for (var i = 0; i < _children.Length; i++)
            if (i != _blank) apart *= _points[i].Sum(p => p.Weight);
        return seen > 0 ? Math.Min(1, seen / apart) : reached;
    }

    /// <summary>Adds to each item's spread the probability of every value, given how the rest of the sheet weighs the indicator's values.</summary>
    /// <param name="outside">Per value of the indicator what the rest of the sheet multiplies its weight by.</param>
    /// <param name="add">Item by position, value, weight.</param>
    public void Down(IEnumerable<Likely> outside, Action<int, int, double> add)
    {
        using var down = Spread.Blank();
        foreach (var (value, weight) in outside) down.Add(value, weight * (_parent.Blank ? 1 : _parent.Weight(value, _misreading)));
        var joint = _points.Select(p => new double[p.Length]).ToArray();
        Visit((mean, weight, chosen) =>
        {
            if (down[mean] == 0) return;
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
        _points = [.. _children.Select((c, i) => i == _blank ? [] : OnLattice(c, _n, _misreading, floor))];
    }

    private double Highest()
    {
        var most = _parent.Blank ? 1 : _parent.Most(_misreading);
        for (var i = 0; i < _children.Length; i++)
            if (i != _blank) most *= _children[i].Most(_misreading);
        return most;
    }

    private Likely[] Sums()
    {
        using var up = Spread.Blank();
        Visit((mean, weight, _) => up.Add(mean, weight));
        if (_parent.Blank) return up.Likeliest(1e-9);
        return Likely.Sorted([.. up.Set().Select(v => v with { Weight = v.Weight * _parent.Weight(v.Value, _misreading) })], 1e-9);
    }

    // Every combination of items with every mean that it can print; items by their places in the lists, the blank one by its value.
    private void Visit(Action<int, double, int[]> leaf)
    {
        _visits = 0;
        var m = _children.Length;
        var order = Enumerable.Range(0, m).Where(i => i != _blank).ToArray();
        if (order.Any(i => _points[i].Length == 0)) return;
        var rest = new double[order.Length + 1];
        rest[order.Length] = 1;
        for (var i = order.Length - 1; i >= 0; i--) rest[i] = rest[i + 1] * _children[order[i]].Most(_misreading);
        var least = rest[0] * _floor;
        var chosen = new int[m];
        var parents = _blank >= 0 ? _parent.Likeliest(_misreading, _floor) : [];
        Next(0, 0, 0, 1);

        void Next(int at, int sum, int printed, double weight)
        {
            if (++_visits > Depth.MostVisits) return;
            if (at == order.Length)
            {
                if (_blank >= 0) Fill(sum, printed, weight);
                else Means(sum, printed, weight);
                return;
            }
            var i = order[at];
            for (var k = 0; k < _points[i].Length; k++)
            {
                var (point, value, own) = _points[i][k];
                if (weight * own * rest[at + 1] < least) break;
                chosen[i] = k;
                Next(at + 1, sum + point, printed + value, weight * own);
            }
        }

        void Means(int sum, int printed, double weight)
        {
            for (var mean = printed < m ? 0 : ((printed - m) / m) + 1; mean * m < printed + m && mean <= 10_000; mean++)
                leaf(mean, weight * Rounding(mean, sum, printed), chosen);
        }

        // The item of which nothing is printed takes whatever points the indicator leaves it.
        void Fill(int sum, int printed, double weight)
        {
            foreach (var (mean, own) in parents)
            {
                if (weight * own < least * parents[0].Weight) break;
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
    public static (int Point, int Value, double Weight)[] OnLattice(Claim claim, int n, Misreading misreading, double floor)
    {
        var on = new List<Likely>();
        foreach (var likely in claim.Values(misreading, floor))
            if (Lattice.Holds(n, likely.Value)) on.Add(likely);
        Likely.Sort(CollectionsMarshal.AsSpan(on));
        return [.. on.Select(v => (Lattice.Point(n, v.Value), v.Value, v.Weight))];
    }
}
