namespace ItaIngest.Pipeline.Reconciling;

/// <summary>What the search found for one IIT indicator and its items: all in costs that include the items' and the indicator's readings.</summary>
/// <param name="Best">The cheapest explanation.</param>
/// <param name="Parent">Per value of the indicator the cheapest explanation with it.</param>
/// <param name="Children">The same per item.</param>
internal sealed record MeanFound(int Best, Dictionary<int, int> Parent, Dictionary<int, int>[] Children)
{
    /// <summary>The search was given up: there are too many explanations for the mean to say anything.</summary>
    public static MeanFound TooMany { get; } = new(-1, [], []);
}

/// <summary>
/// An IIT indicator as the mean of its items, all on the lattice of n respondents. Published sheets round the mean of the printed items or
/// that of the inner ones (both are seen); what is printed holds wherever the rounding intervals meet, but a value that is printed
/// nowhere must follow one of the two or pay for it. The search visits every combination that can cost at most the limit.
/// </summary>
internal sealed class Mean(Claim parent, Claim[] children)
{
    /// <summary>Visits after which the search is given up.</summary>
    private const int MostVisits = 150_000;

    public Claim Parent => parent;

    public Claim[] Children => children;

    /// <summary>One unknown among parent and children is determined by the rest; with more the mean says nothing.</summary>
    public bool Checks => children.Count(c => c.Blank) + (parent.Blank ? 1 : 0) <= 1 && children.Length > 1;

    /// <summary>The least that the items cost by themselves.</summary>
    public int ItemsLeast => children.Sum(c => c.Least);

    private int Base => parent.Least + children.Sum(c => c.Least);

    /// <summary>Finds the cheapest explanation and all within the margin of it; null when none is found at any price that misreadings explain.</summary>
    /// <param name="n">Respondents.</param>
    /// <param name="margin">How far above the cheapest to look.</param>
    /// <param name="spare">How much the cheapest explanation may cost beyond the readings' own.</param>
    public MeanFound? Solve(int n, int margin, int spare)
    {
        spare = Math.Min(spare, 4 * Prices.Gross);
        for (var slack = Math.Min(spare, Math.Max(margin, 3_000)); ; slack = Math.Min(spare, slack + (slack / 2)))
        {
            var found = Within(n, Base + slack, null);
            if (found is null && slack < spare) continue;
            if (found is null || found == MeanFound.TooMany) return found;
            return found.Best + margin <= Base + slack ? found : Within(n, found.Best + margin, null);
        }
    }

    /// <summary>Every explanation that costs at most the limit; null when there is none.</summary>
    public MeanFound? Within(int n, int limit, Func<int, int>? outside)
    {
        var m = children.Length;
        var slack = limit - Base;
        var points = new (int Point, int Value, int Cost)[m][];
        for (var i = 0; i < m; i++) points[i] = children[i].Blank ? [] : OnLattice(children[i], n, children[i].Least + slack);
        var blank = Array.FindIndex(children, c => c.Blank);
        var order = Enumerable.Range(0, m).Where(i => i != blank).ToArray();
        var rest = new int[order.Length + 1];
        rest[order.Length] = parent.Least;
        for (var i = order.Length - 1; i >= 0; i--) rest[i] = rest[i + 1] + children[order[i]].Least;

        var best = int.MaxValue;
        var parents = new Dictionary<int, int>();
        var found = Enumerable.Range(0, m).Select(_ => new Dictionary<int, int>()).ToArray();
        var chosen = new int[m];
        var means = blank >= 0 ? MeansFor(limit - rest[0] + parent.Least) : [];
        var visits = 0;
        Visit(0, 0, 0);
        if (visits > MostVisits) return MeanFound.TooMany;
        return best == int.MaxValue ? null : new MeanFound(best, parents, found);

        void Visit(int at, int sum, int cost)
        {
            if (++visits > MostVisits) return;
            if (at == order.Length)
            {
                if (blank < 0) Means(sum, cost);
                else Fill(sum, cost);
                return;
            }
            var i = order[at];
            foreach (var (point, value, price) in points[i])
            {
                if (cost + price + rest[at + 1] > limit) break;
                chosen[i] = value;
                Visit(at + 1, sum + point, cost + price);
            }
        }

        // The item of which nothing is printed takes whatever points the indicator leaves it.
        void Fill(int sum, int cost)
        {
            var printed = 0;
            foreach (var i in order) printed += chosen[i];
            foreach (var mean in means)
            {
                if (cost + mean.Cost > limit) break;
                // The item lies within the mean's interval widened by the rounding of the items.
                var low = Math.Max(0, (m * (mean.Value - 1)) - printed + 1);
                var high = Math.Min(10_000, (m * (mean.Value + 1)) - printed - 1);
                for (var value = low; value <= high; value++)
                {
                    if (++visits > MostVisits) return;
                    if (!Lattice.Holds(n, value)) continue;
                    chosen[blank] = value;
                    var point = Lattice.Point(n, value);
                    Leaf(mean.Value, cost + Rounding(mean.Value, sum + point, printed + value));
                }
            }
        }

        void Means(int sum, int cost)
        {
            var printed = 0;
            foreach (var value in chosen) printed += value;
            var low = ((printed - m) / m) + 1;
            if (printed < m) low = 0;
            for (var mean = low; mean * m < printed + m && mean <= 10_000; mean++) Leaf(mean, cost + Rounding(mean, sum, printed));
        }

        int Rounding(int mean, int sum, int printed) =>
            mean == Lattice.PrintedMean(n, m, sum) || mean == ((2 * printed) + m) / (2 * m) || parent.Readings.Any(r => r.Number == mean) ? 0 : Prices.Rounding;

        void Leaf(int mean, int cost)
        {
            var total = cost + parent.Cost(mean);
            if (total > limit) return;
            if (outside is not null && (total += outside(mean)) > limit) return;
            best = Math.Min(best, total);
            Keep(parents, mean, total);
            for (var i = 0; i < m; i++) Keep(found[i], chosen[i], total);
        }

        Option[] MeansFor(int most) => most >= parent.Cap
            ? [.. Enumerable.Range(0, 10_001).Select(v => new Option(v, parent.Cost(v))).OrderBy(o => o.Cost)]
            : parent.Options(most);
    }

    /// <summary>The values of an item that lie on the lattice and cost at most the limit, cheapest first.</summary>
    public static (int Point, int Value, int Cost)[] OnLattice(Claim claim, int n, int limit)
    {
        List<(int Point, int Value, int Cost)> points;
        if (limit >= claim.Cap)
        {
            points = new((10 * n) + 1);
            for (var k = 0; k <= 10 * n; k++)
            {
                var value = Lattice.Printed(n, k);
                var cost = claim.Cost(value);
                if (cost <= limit) points.Add((k, value, cost));
            }
        }
        else
        {
            points = [];
            foreach (var option in claim.Options(limit))
                if (Lattice.Holds(n, option.Value)) points.Add((Lattice.Point(n, option.Value), option.Value, option.Cost));
        }
        points.Sort(static (a, b) => (a.Cost, a.Point).CompareTo((b.Cost, b.Point)));
        return [.. points];
    }

    private static void Keep(Dictionary<int, int> costs, int value, int cost)
    {
        ref var known = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(costs, value, out var exists);
        if (!exists || cost < known) known = cost;
    }
}
