using System.Collections.Immutable;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>
/// Finds, for every value of a sheet, what the cheapest explanation with it costs. The sheet is a tree of means with one shared unknown,
/// the number of respondents: for each candidate of it the IIT indicators are solved by themselves, the top of the tree joins them,
/// and what the top leaves of each indicator is handed back down to its items.
/// </summary>
internal sealed class Explain(Codebook? codebook, IReadOnlyDictionary<ItemCode, Claim> claims, Prices prices)
{
    /// <summary>More candidates for the number of respondents than this say that it is undetermined.</summary>
    private const int MostRespondents = 12;

    private readonly List<string> _gaveUp = [];

    private Claim ClaimOf(ItemCode code) => claims.TryGetValue(code, out var claim) ? claim : new Claim(code, [], [], prices);

    public Solution Within(int margin)
    {
        _gaveUp.Clear();
        var means = codebook is not null && codebook.Holds("iit-indicator-is-mean-of-items") && codebook.Holds("iit-items-share-respondents")
            ? MeansOf(codebook) : [];
        var items = means.SelectMany(m => m.Children).Where(c => !c.Blank).ToArray();
        var best = int.MaxValue;
        var solved = new List<Candidate>();
        foreach (var (n, bound) in Shortlist(items))
        {
            if (best < int.MaxValue && bound > best + margin) break;
            if (solved.Count(s => s.Cost <= best + margin) > MostRespondents)
            {
                // Undetermined: the lattice must not speak, and the items stand by their intervals alone.
                solved.Clear();
                break;
            }
            var one = Solve(n, means, margin, best == int.MaxValue ? int.MaxValue / 4 : best + margin - bound);
            if (one is null) continue;
            solved.Add(one);
            best = Math.Min(best, one.Cost);
        }
        if (solved.Count == 0)
        {
            var one = Solve(0, [], margin, int.MaxValue / 4)!;
            foreach (var mean in means) Loose(mean, one.Costs, one.Identities, margin);
            solved.Add(one);
            best = one.Cost;
        }
        var all = new Marginals();
        foreach (var one in solved.Where(s => s.Cost <= best + margin))
            foreach (var code in one.Costs.Codes) all.Offer(code, one.Costs.Of(code), one.Cost - best);
        var kept = solved.Where(s => s.Cost <= best + margin).OrderBy(s => s.Cost).ThenBy(s => s.Respondents).ToList();
        return new Solution(all, [.. kept[0].Identities], [.. kept.Select(s => s.Respondents).Where(n => n > 0)], [.. _gaveUp.Distinct(StringComparer.Ordinal)]);
    }

    private sealed record Candidate(int Respondents, int Cost, Marginals Costs, List<Identity> Identities);

    private Mean[] MeansOf(Codebook book) =>
        [.. book.IndicatorsOf(Instrument.IIT)
            .Select(i => new Mean(ClaimOf(i.Code), [.. book.ItemsOf(i.Code.Number).Select(e => ClaimOf(e.Code))]))
            .Where(m => m.Children.Any(c => !c.Blank))];

    /// <summary>Numbers of respondents with the least that the items alone make them cost, cheapest first.</summary>
    private List<(int N, int Bound)> Shortlist(Claim[] items)
    {
        var list = new List<(int N, int Bound)>();
        // The ends of the scale lie on every lattice: they say nothing of n.
        var telling = items.Count(c => !c.Readings.Any(r => r.Number is 0 or 10_000));
        if (telling == 0) return list;
        var least = claims.Values.Sum(c => c.Least);
        var finest = least + (Lattice.Anywhere * telling) + Prices.LeastProof;
        var near = items.Select(i => i.Readings.Length == 1 ? i.OneDigit() : []).ToArray();
        for (var n = Lattice.Fewest; n <= Lattice.Most; n++)
        {
            var bound = least + (Math.Min(Lattice.Density(n), Lattice.Anywhere) * telling);
            foreach (var item in items)
            {
                var on = false;
                foreach (var reading in item.Readings)
                    if (reading.Valid && Lattice.Holds(n, reading.Number)) on = true;
                if (!on && item.Readings.Length == 1) bound += prices.Cheapest;
            }
            if (bound > finest) continue;
            bound = least + (Math.Min(Lattice.Density(n), Lattice.Anywhere) * telling);
            for (var i = 0; i < items.Length; i++) bound += OffLattice(items[i], near[i], n);
            if (bound <= finest) list.Add((n, bound));
        }
        // Finer than the finest lattice that is tried, anything can be printed.
        list.Sort(static (a, b) => (a.Bound, a.N).CompareTo((b.Bound, b.N)));
        return list;
    }

    /// <summary>What it costs at least to bring an item onto the lattice, above its cheapest value.</summary>
    private int OffLattice(Claim item, Option[] near, int n)
    {
        // Several readings at once are not bounded: nothing is a safe bound.
        if (item.Readings.Length != 1 || item.Readings.Any(r => Lattice.Holds(n, r.Number))) return 0;
        foreach (var option in near)
            if (Lattice.Holds(n, option.Value)) return option.Cost - item.Least;
        return Math.Min(2 * prices.Cheapest, item.Cap - item.Least);
    }

    /// <param name="n">Respondents; 0 for none.</param>
    /// <param name="means">The indicators with items.</param>
    /// <param name="margin">How far above the cheapest to look.</param>
    /// <param name="spare">What the candidate may cost beyond its lower bound; null is returned where it costs more.</param>
    private Candidate? Solve(int n, Mean[] means, int margin, int spare)
    {
        var costs = new Marginals();
        var identities = new List<Identity>();
        var done = new HashSet<ItemCode>();
        var groups = new Dictionary<ItemCode, (Mean Mean, Widening Found)>();
        var cost = 0;
        foreach (var mean in means)
        {
            foreach (var child in mean.Children) done.Add(child.Code);
            var bound = mean.Children.Sum(c => c.Blank ? 0 : OffLattice(c, c.Readings.Length == 1 ? c.OneDigit() : [], n));
            var tried = mean.Checks ? mean.Solve(n, margin, spare + bound) : MeanFound.TooMany;
            if (tried is not { } found) return null;
            if (found != MeanFound.TooMany)
            {
                groups[mean.Parent.Code] = (mean, new Widening(mean, n, margin, found));
                identities.Add(new Identity("mean", $"{mean.Parent.Code} = mean({string.Join(", ", mean.Children.Select(c => c.Code))})",
                    [mean.Parent.Code, .. mean.Children.Select(c => c.Code)]));
                continue;
            }
            foreach (var child in mean.Children.Where(c => !c.Blank))
            {
                var points = Mean.OnLattice(child, n, child.Least + margin);
                if (points.Length == 0) points = Mean.OnLattice(child, n, child.Cap);
                foreach (var (_, value, price) in points) costs.Offer(child.Code, value, price - points[0].Cost);
                cost += points[0].Cost;
            }
        }
        if (n > 0)
        {
            var items = means.SelectMany(m => m.Children).Where(c => !c.Blank).ToArray();
            cost += Math.Min(Lattice.Density(n), Lattice.Anywhere) * items.Count(c => !c.Readings.Any(r => r.Number is 0 or 10_000));
            identities.Add(new Identity("respondents", $"{n} respondents", [.. items.Select(c => c.Code)]));
        }

        var tops = Tops(groups);
        foreach (var top in tops) done.Add(top.Code);
        if (SolveTop(tops, margin, identities) is { } solvedTop)
        {
            var (top2, reach) = solvedTop;
            cost += top2.Best;
            // Where the search had to stop early, what it did not reach costs at least as much as it looked for.
            foreach (var top in tops.Where(_ => reach < margin))
                foreach (var option in top.Within(top.Least + margin))
                    if (!top2.Values[top.Code].ContainsKey(option.Value)) costs.Offer(top.Code, option.Value, Math.Max(reach, option.Cost - top.Least));
            foreach (var (code, values) in top2.Values)
                foreach (var (value, price) in values) costs.Offer(code, value, price - top2.Best);
            foreach (var (code, (mean, found)) in groups)
            {
                // What the rest of the sheet adds to each value of the indicator.
                var own = found.Known.Parent;
                var others = top2.Values[code].Where(v => own.ContainsKey(v.Key)).ToDictionary(v => v.Key, v => v.Value - own[v.Key]);
                if (others.Count == 0) continue;
                var (least, joint) = (others.Values.Min(), others.Min(v => v.Value + own[v.Key]));
                var refined = mean.Within(n, joint - least + margin, v => others.TryGetValue(v, out var other) ? other - least : reach < margin ? reach : Reach.Never);
                if (refined is null || refined == MeanFound.TooMany) refined = found.Known;
                for (var i = 0; i < mean.Children.Length; i++) costs.Offer(mean.Children[i].Code, refined.Children[i], -refined.Best);
            }
        }
        else
        {
            foreach (var top in tops.Where(t => !groups.ContainsKey(t.Code)))
            {
                cost += top.Least;
                foreach (var option in top.Within(top.Least + margin)) costs.Offer(top.Code, option.Value, option.Cost - top.Least);
            }
            foreach (var (code, (mean, found)) in groups)
            {
                cost += found.Known.Best;
                costs.Offer(code, found.Known.Parent, -found.Known.Best);
                for (var i = 0; i < mean.Children.Length; i++) costs.Offer(mean.Children[i].Code, found.Known.Children[i], -found.Known.Best);
            }
        }
        foreach (var claim in claims.Values.Where(c => !c.Blank && !done.Contains(c.Code)))
        {
            cost += claim.Least;
            foreach (var option in Alone(claim, margin)) costs.Offer(claim.Code, option.Value, option.Cost - claim.Least);
        }
        return new Candidate(n, cost, costs, identities);
    }

    // A disclosure item that scores 0 or 100 can be nothing else, whatever is printed.
    private Option[] Alone(Claim claim, int margin)
    {
        if (claim.Code is not { Level: CodeLevel.Item, Instrument: Instrument.OIT } || codebook?.Holds("oit-items-all-or-nothing") != true)
            return claim.Options(claim.Least + margin);
        var both = new[] { new Option(0, claim.Cost(0)), new Option(10_000, claim.Cost(10_000)) };
        var least = both.Min(o => o.Cost);
        return [.. both.Where(o => o.Cost <= least + margin).Select(o => o with { Cost = o.Cost - least + claim.Least })];
    }

    private Top[] Tops(Dictionary<ItemCode, (Mean Mean, Widening Found)> groups)
    {
        var tops = new List<Top>();
        foreach (var code in TopCodes())
        {
            if (groups.TryGetValue(code, out var group)) tops.Add(group.Found.Top);
            else if (claims.TryGetValue(code, out var claim) && !claim.Blank) tops.Add(Reached(claim));
        }
        return [.. tops];
    }

    private IEnumerable<ItemCode> TopCodes() =>
        claims.Keys.Concat(codebook?.Indicators.Select(i => i.Code) ?? []).Where(c => c.Level != CodeLevel.Item).Distinct().Order();

    /// <summary>What was found for an indicator's items, looked for further out where the top of the sheet asks for more.</summary>
    private sealed class Widening(Mean mean, int n, int margin, MeanFound found)
    {
        private int _margin = margin;

        public MeanFound Known { get; private set; } = found;

        public Top Top => new(mean.Parent.Code, Known.Best, int.MaxValue / 8, limit =>
        {
            if (limit - Known.Best > _margin)
            {
                _margin = limit - Known.Best;
                var wider = mean.Within(n, limit, null);
                // Too many to know: then the indicator's own readings are all that bounds it.
                if (wider == MeanFound.TooMany) return [.. mean.Parent.Options(limit - mean.ItemsLeast).Select(o => o with { Cost = o.Cost + mean.ItemsLeast })];
                Known = wider ?? Known;
            }
            return [.. Known.Parent.Where(p => p.Value <= limit).Select(p => new Option(p.Key, p.Value)).OrderBy(o => o.Cost).ThenBy(o => o.Value)];
        });
    }

    private Top Reached(Claim claim)
    {
        if (codebook is null || claim.Code.Level != CodeLevel.Indicator || !Reach.Applies(codebook, claim.Code.Number)) return Top.Of(claim);
        var reach = Reach.Prices(codebook, claim.Code.Number);
        Option[] Possible(int limit) =>
            [.. claim.Options(limit).Where(o => reach[o.Value] < Reach.Never).Select(o => o with { Cost = o.Cost + reach[o.Value] })
                .Where(o => o.Cost <= limit).OrderBy(o => o.Cost).ThenBy(o => o.Value)];
        var least = Possible(claim.Least + (3 * Prices.Exempt)) is [var first, ..] ? first.Cost : claim.Cap;
        return new Top(claim.Code, least, claim.Cap, Possible);
    }

    private (TotalsFound Found, int Reach)? SolveTop(Top[] tops, int margin, List<Identity> identities)
    {
        if (codebook is null || !codebook.Holds("instrument-is-mean-of-indicators") || codebook.Total.Confidence != Confidence.Sourced) return null;
        var at = tops.Select((t, i) => (t.Code, i)).ToDictionary(p => p.Code, p => p.i);
        var branches = new List<Branch>();
        foreach (var (code, weight) in codebook.Total.Children)
        {
            var indicators = codebook.IndicatorsOf(code.Instrument!.Value).Select(i => at.GetValueOrDefault(i.Code, -1)).ToArray();
            branches.Add(new Branch(weight, indicators.Contains(-1) ? [] : [.. indicators], at.GetValueOrDefault(code, -1)));
        }
        var totals = new Totals(tops, [.. branches], at.GetValueOrDefault(ItemCode.Total, -1));
        if (!totals.Checks) return null;
        var reach = margin;
        var found = totals.Solve(margin);
        foreach (var less in new[] { Prices.Doubt, 1_500 })
        {
            if (found is not null || less >= reach) continue;
            // Too many explanations to prove anything, but perhaps not to see what is in doubt.
            reach = less;
            found = totals.Solve(less);
        }
        if (found is null)
        {
            _gaveUp.Add("0.30 IIT + 0.30 EIT + 0.40 OIT = TOTAL");
            return null;
        }
        if (reach < margin) return (found, reach);
        foreach (var branch in branches.Where(b => b.Own >= 0 && !b.Indicators.IsEmpty))
            identities.Add(new Identity("instrument", $"{tops[branch.Own].Code} = mean({string.Join(", ", branch.Indicators.Select(i => tops[i].Code))})",
                [tops[branch.Own].Code, .. branch.Indicators.Select(i => tops[i].Code)]));
        if (at.ContainsKey(ItemCode.Total) && branches.All(b => b.Own >= 0 || !b.Indicators.IsEmpty))
            identities.Add(new Identity("total", "0.30 IIT + 0.30 EIT + 0.40 OIT = TOTAL",
                [ItemCode.Total, .. branches.SelectMany(b => b.Own >= 0 ? [tops[b.Own].Code] : b.Indicators.Select(i => tops[i].Code))]));
        return (found, reach);
    }

    /// <summary>An IIT indicator over intervals, where the number of respondents is undetermined: it can settle contradictions, hardly digits.</summary>
    private static void Loose(Mean mean, Marginals costs, List<Identity> identities, int margin)
    {
        if (mean.Parent.Blank || mean.Children.Any(c => c.Blank)) return;
        Top[] tops = [Top.Of(mean.Parent), .. mean.Children.Select(Top.Of)];
        var totals = new Totals(tops, [new Branch(100, [.. Enumerable.Range(1, mean.Children.Length)], 0)], -1);
        if (totals.Solve(margin) is not { } found) return;
        identities.Add(new Identity("mean", $"{mean.Parent.Code} = mean({string.Join(", ", mean.Children.Select(c => c.Code))})", [.. tops.Select(t => t.Code)]));
        foreach (var child in mean.Children)
            foreach (var (value, price) in found.Values[child.Code]) costs.Raise(child.Code, value, price - found.Best);
        foreach (var (value, price) in found.Values[mean.Parent.Code]) costs.Raise(mean.Parent.Code, value, price - found.Best);
        costs.Only(mean.Parent.Code, found.Values[mean.Parent.Code].Keys);
        foreach (var child in mean.Children) costs.Only(child.Code, found.Values[child.Code].Keys);
    }
}
