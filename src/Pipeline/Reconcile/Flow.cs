using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>Probabilities of a sheet's values at one error rate: up from the items to the total, and back down.</summary>
internal sealed class Flow : IDisposable
{
    /// <summary>A number of respondents with a smaller part of the evidence is not handed down.</summary>
    private const double Least = 1e-7;

    private readonly Sheet _sheet;
    private readonly Misreading _misreading;
    private readonly Level[] _levels;
    private readonly Dictionary<ItemCode, Likely[]> _messages = [], _disclosed = [];
    private Depth _depth = new(Depth.MostSums);
    private double _floor, _most;
    private Summed[] _rest = [];
    private Totals? _totals;
    private Spread? _asks;
    private int _from, _to;

    /// <param name="Built">Sums of one, two ... indicators of an instrument; empty where nothing checks them.</param>
    /// <param name="Sums">Of all of them, as far as what is printed about the instrument leaves them.</param>
    /// <param name="Evidence">The weight of all of them.</param>
    /// <param name="Fit">The same as a part of the likeliest reading of each number for itself.</param>
    private readonly record struct Summed(Likely[][] Built, Likely[] Sums, double Evidence, double Fit);

    /// <param name="sheet">The sheet.</param>
    /// <param name="misreading">How often digits are wrong.</param>
    /// <param name="respondents">Numbers of respondents to weigh.</param>
    /// <param name="known">Logarithm of the evidence for another error rate: what is improbable beside that need not be looked at.</param>
    public Flow(Sheet sheet, Misreading misreading, (int N, double Log)[] respondents, double known)
    {
        (_sheet, _misreading) = (sheet, misreading);
        Disclosing = sheet.Disclosing(misreading);
        foreach (var (code, disclosed) in Disclosing) _disclosed[code] = disclosed.Up();
        var scale = sheet.Printed.Sum(c => c.LogScale(misreading));
        known -= scale;
        var behind = known - respondents.Max(r => r.Log) - sheet.Printed.Sum(c => Math.Log(c.Most(misreading)));
        var floors = Depth.FloorsBehind(behind);
        _floor = floors[0];
        _levels = [.. respondents.Select(r => new Level(sheet, misreading, r.N, r.Log, floors, behind))];
        var alone = sheet.Alone.Sum(c => Math.Log(Single(c).Sum(v => v.Weight)));
        Deepen(known - alone);
        _most = _levels.Max(l => l.Log + Math.Log(l.Evidence));
        LogEvidence = scale + _most + Math.Log(_levels.Sum(Share)) + alone;
        Array.Sort(_levels, (a, b) => Share(b).CompareTo(Share(a)) is var by and not 0 ? by : a.N.CompareTo(b.N));
    }

    /// <summary>The logarithm of the probability of all that is printed.</summary>
    public double LogEvidence { get; }

    /// <summary>Numbers of respondents that count, likeliest first; empty where any hundredth is possible.</summary>
    public IEnumerable<int> Respondents =>
        _levels.Where(l => Share(l) > 1e-4 * Share(_levels[0])) is var count && count.Any(l => l.N is 0 or Lattice.Any) ? [] : count.Select(l => l.N);

    /// <summary>Whether the indicator's items say something of it.</summary>
    public bool Speaks(ItemCode indicator) => _levels[0].Messages.ContainsKey(indicator);

    /// <summary>Whether its items can be explained in more ways than can be weighed.</summary>
    public bool Crowded(ItemCode indicator) => _levels[0].Crowded.Contains(indicator);

    public Dictionary<ItemCode, Disclosed> Disclosing { get; }

    // No explanation within reach satisfies the top of the sheet: instruments and total are taken as unrelated.
    private bool _gaveUp;

    // Not all explanations that count were seen: the top of the sheet proves nothing.
    private bool _coarse;

    /// <summary>Whether all explanations of instruments and total that count were seen.</summary>
    public bool TopHolds => !_gaveUp && !_coarse;

    /// <summary>Whether all that is printed was weighed: only then the evidence for two error rates compares to the last nat.</summary>
    public bool Whole => TopHolds && Array.TrueForAll(_levels, l => l.Crowded.Count == 0);

    /// <summary>There are more explanations of the top than can be weighed.</summary>
    public bool TooMany { get; private set; }

    private bool Exhausted => _depth.Exhausted || _totals?.Exhausted == true;

    private bool Tied => _sheet.Tied && !_gaveUp;

    private double Share(Level level) => level.Evidence > 0 ? Math.Exp(level.Log + Math.Log(level.Evidence) - _most) : 0;

    /// <summary>Adds the probability of every value.</summary>
    public void Into(Beliefs beliefs, double share)
    {
        var all = _levels.Sum(Share);
        foreach (var level in _levels.Where(l => Share(l) > Least))
        {
            var own = new Beliefs();
            if (_sheet.Branches.Length > 0)
                Down(_sheet.Branches[0], Parts(_sheet.Branches[0], level), level.Built, Tied ? Asked : _ => 1, own);
            foreach (var (code, message) in level.Messages)
                if (_sheet.Branches.All(b => !b.Indicators.Contains(code))) own.Add(code, message);
            level.Down(own);
            own.Into(beliefs, share * Share(level) / all);
        }
        var others = new Beliefs();
        Others(others);
        foreach (var (code, up) in _disclosed)
        {
            var message = up.ToDictionary(v => v.Value, v => v.Weight);
            if (!others.Has(code)) others.Add(code, Message(code));
            Disclosing[code].Down(others.Of(code).Where(v => message.ContainsKey(v.Key)).ToDictionary(v => v.Key, v => v.Value / message[v.Key]),
                (item, value, weight) => others.Add(item.Code, value, weight));
        }
        foreach (var claim in _sheet.Alone.Where(c => !others.Has(c.Code))) others.Add(claim.Code, Single(claim));
        others.Into(beliefs, share);
    }

    private double Asked(int sum) => _asks![sum];

    // The instruments beside the first, and the total.
    private void Others(Beliefs beliefs)
    {
        var outside = _sheet.Branches.Select(_ => (Func<int, double>)(_ => 1)).ToArray();
        Spread[] sums = [];
        if (Tied)
        {
            using var first = Spread.Blank();
            foreach (var level in _levels.Where(l => Share(l) > Least))
                foreach (var (sum, weight) in level.Sums) first.Add(sum, weight * Share(level) / level.Evidence);
            (sums, var total) = _totals!.Down(first, _from, _to);
            for (var i = 0; i < sums.Length; i++)
            {
                var says = sums[i];
                outside[i + 1] = sum => says[sum];
            }
            beliefs.Add(ItemCode.Total, total.Likeliest(0));
            total.Dispose();
        }
        else if (_sheet.Tied)
        {
            beliefs.Add(ItemCode.Total, Single(_sheet.Total));
        }
        for (var b = 1; b < _sheet.Branches.Length; b++) Down(_sheet.Branches[b], Parts(_sheet.Branches[b], null), _rest[b - 1].Built, outside[b], beliefs);
        foreach (var sum in sums) sum.Dispose();
    }

    private void Down(Branch branch, Likely[][] parts, Likely[][] built, Func<int, double> outside, Beliefs beliefs)
    {
        if (Active(branch))
        {
            branch.Down(parts, built, _misreading, _floor, outside, beliefs);
            return;
        }
        for (var i = 0; i < parts.Length; i++) beliefs.Add(branch.Indicators[i], parts[i]);
        if (branch.Own is { } own) beliefs.Add(own.Code, Single(own));
    }

    private bool Active(Branch branch) => !_gaveUp && (_sheet.Tied || branch.Checks);

    private void Deepen(double known)
    {
        var behind = known - Ceiling();
        var floors = Depth.FloorsBehind(behind);
        var seen = default(Seen?);
        foreach (var floor in floors)
        {
            var fit = Look(floor);
            if (Exhausted) break;
            if (fit >= floor / Depth.Enough || floor == Depth.Shallowest || (fit > 0 && Depth.Passed(floor, behind)))
            {
                seen?.Asks?.Dispose();
                return;
            }
            if (fit > 0 && seen is null) (seen, _asks) = (new Seen(floor, _rest, _totals, _asks, (_from, _to), [.. _levels.Select(l => (l.Built, l.Sums, l.Evidence))]), null);
        }
        // Too many explanations, or none: those that could be seen must do, or the top is taken apart.
        (_coarse, TooMany) = (true, Exhausted);
        if (seen is { } first)
        {
            Back(first);
            if (Telling) return;
        }
        for (var floor = TooMany || seen is not null ? floors[0] * 10 : floors[0]; floor <= Depth.Shallowest; floor *= 10)
            if (Look(floor) > 0 && !Exhausted && Telling) return;
        // It counts as the rarest explanation that was looked for.
        _gaveUp = true;
        Look(floors[0]);
        foreach (var level in _levels) level.Evidence *= TooMany ? Depth.Shallowest : Depth.Deepest;
    }

    // Whether no number of respondents for which no explanation was found would outweigh the others if it had one as rare as the look went.
    private bool Telling => _levels.Where(l => l.Evidence > 0).Max(l => l.Log + Math.Log(l.Evidence)) is var most
        && Array.TrueForAll(_levels, l => l.Evidence > 0 || l.Log + Math.Log(l.Apart * _floor) < most);

    /// <summary>What a look at the top found, to come back to.</summary>
    private readonly record struct Seen(double Floor, Summed[] Rest, Totals? Totals, Spread? Asks, (int From, int To) Range, (Likely[][] Built, Likely[] Sums, double Evidence)[] Levels);

    private void Back(Seen seen)
    {
        _asks?.Dispose();
        (_floor, _rest, _totals, _asks, (_from, _to)) = (seen.Floor, seen.Rest, seen.Totals, seen.Asks, seen.Range);
        _messages.Clear();
        for (var i = 0; i < _levels.Length; i++) (_levels[i].Built, _levels[i].Sums, _levels[i].Evidence) = seen.Levels[i];
    }

    // The logarithm of the evidence if the likeliest reading of every number fitted all others.
    private double Ceiling()
    {
        var rest = _sheet.Tied ? Math.Log(_sheet.Total.Most(_misreading)) : 0;
        foreach (var branch in _sheet.Branches.Skip(1)) rest += Parts(branch, null).Sum(p => Math.Log(p[0].Weight));
        return rest + _levels.Max(l => l.Log + (_sheet.Branches.Length > 0 ? Parts(_sheet.Branches[0], l) : [.. l.Messages.Values]).Sum(p => Math.Log(p[0].Weight)));
    }

    /// <summary>Sums up the top of the sheet.</summary>
    /// <returns>The explanations found, as a part of the likeliest reading of each number for itself.</returns>
    private double Look(double floor)
    {
        if (floor != _floor) _messages.Clear();
        _floor = floor;
        _depth = new Depth(Depth.MostSums);
        _rest = new Summed[Math.Max(0, _sheet.Branches.Length - 1)];
        for (var b = 0; b < _rest.Length; b++)
        {
            // Sums are combined likeliest first.
            _rest[b] = Sums(_sheet.Branches[b + 1], Parts(_sheet.Branches[b + 1], null)) is var sums ? sums with { Sums = Likely.Sorted(sums.Sums) } : default;
        }
        var first = new Summed[_levels.Length];
        for (var i = 0; i < _levels.Length; i++)
        {
            var free = _levels[i].Messages.Where(m => _sheet.Branches.All(b => !b.Indicators.Contains(m.Key))).Aggregate(1.0, (w, m) => w * m.Value.Sum(v => v.Weight));
            first[i] = _sheet.Branches.Length > 0 ? Sums(_sheet.Branches[0], Parts(_sheet.Branches[0], _levels[i])) : new Summed([], [], 1, 1);
            (_levels[i].Built, _levels[i].Sums) = (first[i].Built, first[i].Sums);
            _levels[i].Apart = free * first[i].Evidence * _rest.Aggregate(1.0, (w, r) => w * r.Evidence);
            _levels[i].Evidence = Tied ? free * first[i].Evidence : _levels[i].Apart;
        }
        if (_depth.Exhausted) return 0;
        return Tied ? Join(first) : first.Max(f => f.Fit) * _rest.Aggregate(1.0, (w, r) => w * r.Fit);
    }

    private double Join(Summed[] first)
    {
        if (_rest.Any(r => r.Sums.Length == 0) || first.All(f => f.Sums.Length == 0)) return 0;
        var total = _sheet.Total.Likeliest(_misreading, _floor);
        _totals = new Totals(_sheet.Branches, [.. _rest.Select(r => r.Sums)], total, _floor, _sheet.Noise!);
        _from = first.Where(f => f.Sums.Length > 0).Min(f => f.Sums.Min(s => s.Value));
        _to = first.Where(f => f.Sums.Length > 0).Max(f => f.Sums.Max(s => s.Value));
        _asks?.Dispose();
        _asks = _totals.Asks(_from, _to);
        var rest = _rest.Aggregate(total[0].Weight, (w, r) => w * r.Evidence / r.Fit);
        var best = 0.0;
        for (var i = 0; i < _levels.Length; i++)
        {
            var joint = _levels[i].Sums.Sum(s => s.Weight * _asks[s.Value]);
            if (first[i].Evidence > 0) best = Math.Max(best, joint * first[i].Fit / (first[i].Evidence * rest));
            _levels[i].Evidence = first[i].Evidence > 0 ? _levels[i].Evidence / first[i].Evidence * joint : 0;
        }
        return best;
    }

    public void Dispose() => _asks?.Dispose();

    private Likely[][] Parts(Branch branch, Level? level) =>
        [.. branch.Indicators.Select(code => level is not null && level.Messages.TryGetValue(code, out var message) ? message : Message(code))];

    private Likely[] Message(ItemCode code)
    {
        if (_messages.TryGetValue(code, out var known)) return known;
        var claim = _sheet[code];
        if (_disclosed.TryGetValue(code, out var disclosed))
            return _messages[code] = Likely.Sorted([.. disclosed.Select(v => v with { Weight = v.Weight * claim.Weight(v.Value, _misreading) })]);
        var near = claim.Likeliest(_misreading, _floor);
        if (_sheet.Book is null || code.Level != CodeLevel.Indicator || !Reach.Applies(_sheet.Book, code.Number)) return _messages[code] = near;
        var reach = Reach.Weights(_sheet.Book, code.Number);
        near = Likely.Sorted([.. near.Select(v => v with { Weight = v.Weight * reach[v.Value] })]);
        return _messages[code] = near.Length > 0 ? near
            : Likely.Sorted([.. Enumerable.Range(0, reach.Length).Where(v => reach[v] > 0).Select(v => new Likely(v, reach[v] * claim.Weight(v, _misreading)))]);
    }

    private Likely[] Single(Claim claim)
    {
        if (claim.Code.Level == CodeLevel.Indicator) return Message(claim.Code);
        if (claim.Code is not { Level: CodeLevel.Item, Instrument: Instrument.OIT } || _sheet.Book?.Holds("oit-items-all-or-nothing") != true)
            return claim.Likeliest(_misreading, Depth.Enough);
        // A disclosure item that scores 0 or 100 can be nothing else, whatever is printed.
        return [new(0, claim.Weight(0, _misreading)), new(10_000, claim.Weight(10_000, _misreading))];
    }

    private Summed Sums(Branch branch, Likely[][] parts)
    {
        var most = parts.Aggregate(1.0, (w, p) => w * p[0].Weight);
        if (!Active(branch))
        {
            var evidence = parts.Aggregate(1.0, (w, p) => w * p.Sum(v => v.Weight));
            return new Summed([], [], evidence, evidence / most);
        }
        var built = branch.Up(parts, _misreading, _floor, _depth);
        Likely[] sums = branch.Checks ? Likely.Kept([.. built[^1].Select(s => s with { Weight = s.Weight * branch.OwnSays(s.Value, _misreading) })], _floor) : built[^1];
        if (branch.Own is { } own) most *= own.Likeliest(_misreading, _floor)[0].Weight;
        var weight = sums.Sum(s => s.Weight);
        return new Summed(built, sums, weight, weight / most);
    }
}
