using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>An IIT indicator with its items.</summary>
/// <param name="Parent">The indicator.</param>
/// <param name="Children">Its items, at least one of them printed.</param>
/// <param name="Checks">Whether enough is printed for the mean to say something.</param>
internal sealed record MeanOf(Claim Parent, Claim[] Children, bool Checks)
{
    /// <summary>Whether the rounding intervals meet; an indicator that is printed nowhere must follow one of the two roundings that published sheets show.</summary>
    /// <param name="tried">The code whose value is tried.</param>
    /// <param name="value">Of each code.</param>
    /// <param name="respondents">The numbers that count.</param>
    public bool Holds(ItemCode tried, Func<ItemCode, int> value, int[] respondents)
    {
        var (mean, count) = (value(Parent.Code), Children.Length);
        var apart = Math.Abs(Children.Sum(c => value(c.Code)) - (count * mean));
        if (apart >= count || tried != Parent.Code || Prints(mean) || 2 * apart <= count || respondents.Length == 0) return apart < count;
        return Array.Exists(respondents, n => Array.TrueForAll(Children, c => Lattice.Holds(n, value(c.Code))) && Lattice.PrintedMean(n, count, Children.Sum(c => Lattice.Point(n, value(c.Code)))) == mean);
    }

    // Anywhere, in copied prose too: a proof is replayed against all that is printed.
    private bool Prints(int mean) => Parent.Readings.Any(r => r.Number == mean) || Parent.Mentions.Any(m => m.Value.Succeeded && m.Value.Value.Hundredths == mean);
}

/// <summary>What the year's sourced rules tie together on this sheet.</summary>
internal sealed class Sheet
{
    public const string TotalInWords = "0.30 IIT + 0.30 EIT + 0.40 OIT = TOTAL";

    private readonly Func<ItemCode, Claim> _claim;

    private Sheet(Codebook? book, Func<ItemCode, Claim> claim) => (Book, _claim) = (book, claim);

    public Codebook? Book { get; }

    public ImmutableArray<MeanOf> Means { get; private init; } = [];

    /// <summary>IIT, EIT, OIT; empty where no source says how they sum up.</summary>
    public Branch[] Branches { get; private set; } = [];

    public Claim Total => _claim(ItemCode.Total);

    /// <summary>Whether the total checks the instruments.</summary>
    public bool Tied { get; private set; }

    /// <summary>Of the total's rounding.</summary>
    public Noise? Noise { get; private set; }

    /// <summary>Everything of which something is printed.</summary>
    public Claim[] Printed { get; private init; } = [];

    /// <summary>Printed codes that no mean or sum ties to others.</summary>
    public Claim[] Alone { get; private set; } = [];

    /// <summary>What each share of wrong digits is worth if the likeliest reading of every number is right; the best of them 1.</summary>
    public Weights Shares { get; private init; }

    public Claim this[ItemCode code] => _claim(code);

    public static Sheet Of(Codebook? book, Func<ItemCode, Claim> claim, ItemCode[] printed)
    {
        var means = book is not null && book.Holds("iit-indicator-is-mean-of-items") && book.Holds("iit-items-share-respondents")
            ? book.IndicatorsOf(Instrument.IIT)
                .Select(i => (Parent: claim(i.Code), Children: book.ItemsOf(i.Code.Number).Select(e => claim(e.Code)).ToArray()))
                .Where(m => m.Children.Any(c => !c.Blank)).Select(m => new MeanOf(m.Parent, m.Children, Mean.Checks(m.Parent, m.Children)))
            : [];
        Claim[] all = [.. printed.Select(claim).Where(c => !c.Blank)];
        var sheet = new Sheet(book, claim) { Means = [.. means], Printed = all, Shares = SharesOf(all), Disclosing = DisclosingOf(book, claim) };
        var tied = sheet.Means.SelectMany(m => m.Children).Select(c => c.Code).ToHashSet();
        if (book is not null && book.Holds("instrument-is-mean-of-indicators") && book.Total.Confidence == Confidence.Sourced) sheet.Tie(book, tied);
        foreach (var disclosed in sheet.Disclosing.Values) tied.UnionWith(disclosed.Items.Select(i => i.Code));
        sheet.Alone = [.. sheet.Printed.Where(c => !tied.Contains(c.Code))];
        return sheet;
    }

    private static Weights SharesOf(Claim[] printed)
    {
        var logs = printed.Aggregate(Weights.Zero, (sum, claim) => sum + Vector256.Log(claim.Evidence));
        return Vector256.Exp(logs - Vector256.Create(logs.Most()));
    }

    private void Tie(Codebook book, HashSet<ItemCode> tied)
    {
        Branches = [.. book.Total.Children.Select(child =>
        {
            var indicators = book.IndicatorsOf(child.Child.Instrument!.Value).Select(i => i.Code).ToArray();
            var complete = indicators.All(i => !_claim(i).Blank || Means.Any(m => m.Parent.Code == i && m.Checks) || Disclosing.ContainsKey(i));
            return new Branch(child.Hundredths, indicators, complete, _claim(child.Child).Blank ? null : _claim(child.Child));
        })];
        Tied = !Total.Blank && Branches.All(b => b.Known);
        if (Tied)
        {
            Noise = Totals.NoiseOf(Branches);
            tied.Add(ItemCode.Total);
        }
        foreach (var branch in Branches)
        {
            tied.UnionWith(branch.Indicators);
            if (branch.Own is { } own && (Tied || branch.Checks)) tied.Add(own.Code);
        }
    }

    /// <summary>OIT indicators whose items are printed.</summary>
    public Dictionary<ItemCode, Disclosed> Disclosing { get; private init; } = [];

    private static Dictionary<ItemCode, Disclosed> DisclosingOf(Codebook? book, Func<ItemCode, Claim> claim)
    {
        var found = new Dictionary<ItemCode, Disclosed>();
        foreach (var indicator in book?.IndicatorsOf(Instrument.OIT) ?? [])
            if (Disclosed.Of(book!, indicator.Code.Number, claim) is { } disclosed) found[indicator.Code] = disclosed;
        return found;
    }

    /// <summary>Where an identity fails, the values that would mend it are looked at too, though no misreading leads there.</summary>
    public void LookAround()
    {
        foreach (var mean in Means.Where(m => m.Checks && m.Children.All(c => !c.Blank) && !m.Parent.Blank))
            Mend([.. mean.Children.Select(c => (c, 1))], mean.Parent);
        foreach (var branch in Branches.Where(b => b.Checks && b.Indicators.All(i => !_claim(i).Blank)))
            Mend([.. branch.Indicators.Select(i => (_claim(i), 1))], branch.Own!);
        if (!Tied || Branches.Any(b => b.Indicators.Any(i => _claim(i).Blank))) return;
        var units = Totals.Units(Branches);
        Mend([.. Branches.SelectMany((b, i) => b.Indicators.Length > 0 ? b.Indicators.Select(c => (_claim(c), units[i])) : [(b.Own!, units[i] * b.Count)])], Total);
    }

    private static void Mend((Claim Claim, int Weight)[] parts, Claim whole)
    {
        var unit = parts.Sum(p => p.Weight);
        var sum = parts.Sum(p => (long)p.Weight * p.Claim.Printed);
        var apart = sum - ((long)unit * whole.Printed);
        if (Math.Abs(apart) < unit) return;
        for (var value = (sum / unit) - 1; value <= (sum / unit) + 1; value++) whole.LookAt((int)value);
        foreach (var (claim, weight) in parts)
        {
            var middle = claim.Printed - (apart / weight);
            for (var value = middle - (unit / weight) - 1; value <= middle + (unit / weight) + 1; value++)
                if (value is >= 0 and <= Score.MaxHundredths) claim.LookAt((int)value);
        }
    }

    /// <summary>The identities that took part, by what was found, and those that could not.</summary>
    public (ImmutableArray<Identity> Held, ImmutableArray<Silent> Silent) Identities(Flow flow)
    {
        var held = ImmutableArray.CreateBuilder<Identity>();
        var silent = ImmutableArray.CreateBuilder<Silent>();
        int[] respondents = [.. flow.Respondents];
        foreach (var mean in Means.Where(m => m.Checks))
        {
            var identity = new Identity("mean", $"{mean.Parent.Code} = mean({string.Join(", ", mean.Children.Select(c => c.Code))})", [mean.Parent.Code, .. mean.Children.Select(c => c.Code)],
                (code, v) => mean.Holds(code, v, respondents));
            if (flow.Speaks(mean.Parent.Code)) held.Add(identity);
            else silent.Add(new(identity, flow.Crowded(mean.Parent.Code), Stated(identity)));
        }
        if (respondents.Length > 0)
            held.Add(new Identity("respondents", $"{respondents[0]} respondents", [.. Means.SelectMany(m => m.Children.Where(c => m.Checks || !c.Blank)).Select(c => c.Code)], (code, v) => Shared(code, v, respondents)));
        foreach (var (code, disclosed) in Disclosing)
            held.Add(new Identity("disclosed", $"{code} = mean of the shares of {disclosed.Items.First().Code} to {disclosed.Items.Last().Code} that passed", [code, .. disclosed.Items.Where(i => !i.Blank).Select(i => i.Code)], (_, v) => disclosed.Allows(code, v)));
        if (flow.TopHolds) held.AddRange(Top());
        else silent.AddRange(Top().Select(i => new Silent(i, flow.TooMany, Stated(i))));
        return (held.ToImmutable(), silent.ToImmutable());
    }

    private bool Stated(Identity identity) => identity.Codes.All(c => !_claim(c).Blank);

    // What gives an item must give those of its mean, too.
    private bool Shared(ItemCode item, Func<ItemCode, int> value, int[] respondents) =>
        Array.Exists(respondents, n => Means.Where(m => m.Checks && m.Children.Any(c => c.Code == item)).SelectMany(m => m.Children).All(c => Lattice.Holds(n, value(c.Code))) && Lattice.Holds(n, value(item)));

    private IEnumerable<Identity> Top()
    {
        foreach (var branch in Branches.Where(b => b.Checks))
            yield return new Identity("instrument", $"{branch.Own!.Code} = mean({string.Join(", ", branch.Indicators)})", [branch.Own.Code, .. branch.Indicators], (_, v) => branch.Holds(v));
        if (!Tied) yield break;
        var units = Totals.Units(Branches);
        yield return new Identity("total", TotalInWords, [ItemCode.Total, .. Branches.SelectMany(b => b.Own is null ? b.Indicators : [b.Own.Code, .. b.Indicators])],
            (_, v) => Sums(units, v));
    }

    // A printed instrument narrows what its indicators leave open.
    private bool Sums(int[] units, Func<ItemCode, int> value)
    {
        var (from, to) = (0L, 0L);
        for (var i = 0; i < Branches.Length; i++)
        {
            var within = Branches[i].Within(value);
            if (within.From >= within.To) return false;
            (from, to) = (from + (units[i] * within.From), to + (units[i] * within.To));
        }
        var total = 2L * value(ItemCode.Total);
        return from < Noise!.Unit * (total + 1) && to > Noise.Unit * (total - 1);
    }
}
