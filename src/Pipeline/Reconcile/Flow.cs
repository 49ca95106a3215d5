using System.Runtime.Intrinsics;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>Probabilities of a sheet's values: up from the items to the total, and back down.</summary>
internal sealed class Flow : IDisposable
{
    /// <summary>A number of respondents with a smaller part of the evidence is not handed down.</summary>
    private const double Least = 1e-7;

    private readonly Sheet _sheet;
    private readonly Level[] _levels;
    private readonly Dictionary<ItemCode, Likely[]> _messages = [], _disclosed = [];
    private Depth _depth = new(Depth.MostSums);
    private double _floor;
    private Summed[] _rest = [];
    private Totals? _totals;
    private Spread? _asks;
    private int _from, _to;

    /// <param name="Built">Sums of one, two ... indicators of an instrument; empty where nothing checks them.</param>
    /// <param name="Sums">Of all of them, as far as what is printed about the instrument leaves them.</param>
    /// <param name="Evidence">The weight of all of them.</param>
    private readonly record struct Summed(Likely[][] Built, Likely[] Sums, Weights Evidence);

    /// <param name="sheet">The sheet.</param>
    /// <param name="respondents">Numbers of respondents to weigh.</param>
    public Flow(Sheet sheet, (int N, double Log)[] respondents)
    {
        _sheet = sheet;
        foreach (var (code, disclosed) in sheet.Disclosing) _disclosed[code] = disclosed.Up(sheet.Shares);
        var likeliest = respondents.Max(r => r.Log);
        _levels = [.. respondents.Select(r => new Level(sheet, r.N, Math.Exp(r.Log - likeliest)))];
        Deepen();
        var alone = sheet.Alone.Aggregate(sheet.Shares, (w, c) => w * Likely.Sum(Single(c)));
        foreach (var level in _levels) level.Evidence *= alone;
        Evidence = _levels.Aggregate(Weights.Zero, (w, l) => w + l.Evidence);
        Array.Sort(_levels, (a, b) => Share(b).CompareTo(Share(a)) is var by and not 0 ? by : a.N.CompareTo(b.N));
    }

    /// <summary>The probability of all that is printed, as a part of the same for all shares of wrong digits.</summary>
    public Weights Evidence { get; }

    /// <summary>Numbers of respondents that count, likeliest first; empty where any hundredth is possible.</summary>
    public IEnumerable<int> Respondents =>
        _levels.Where(l => Share(l) > 1e-4 * Share(_levels[0])) is var count && count.Any(l => l.N is 0 or Lattice.Any) ? [] : count.Select(l => l.N);

    /// <summary>Whether the indicator's items say something of it.</summary>
    public bool Speaks(ItemCode indicator) => _levels[0].Messages.ContainsKey(indicator);

    /// <summary>Whether its items can be explained in more ways than can be weighed.</summary>
    public bool Crowded(ItemCode indicator) => _levels[0].Crowded.Contains(indicator);

    // No explanation within reach satisfies the top of the sheet: instruments and total are taken as unrelated.
    private bool _gaveUp;

    // Not all explanations that count were seen: the top of the sheet proves nothing.
    private bool _coarse;

    /// <summary>Whether instruments and total say nothing of any value.</summary>
    public bool Apart => _gaveUp;

    /// <summary>Whether all explanations of instruments and total that count were seen.</summary>
    public bool TopHolds => !_gaveUp && !_coarse;

    /// <summary>There are more explanations of the top than can be weighed.</summary>
    public bool TooMany { get; private set; }

    private bool Exhausted => _depth.Exhausted || _totals?.Exhausted == true;

    private bool Ties(bool apart) => _sheet.Tied && !apart;

    private double Share(Level level) => Vector256.Sum(level.Evidence) / Vector256.Sum(Evidence);

    /// <summary>The probability of every value.</summary>
    /// <param name="apart">
    /// Instruments and total say nothing of it: what is proved when not all of their explanations were seen. What was seen still tells the share of wrong
    /// digits and the number of respondents.
    /// </param>
    public Beliefs Down(bool apart = false)
    {
        apart |= _gaveUp;
        var beliefs = new Beliefs();
        var all = Vector256.Create(Vector256.Sum(Evidence));
        foreach (var level in _levels.Where(l => Share(l) > Least))
        {
            var own = new Beliefs();
            if (_sheet.Branches.Length > 0) Down(_sheet.Branches[0], Parts(_sheet.Branches[0], level), level.Built, level.Evidence / all, Ties(apart) ? Asked : Unasked, apart, own);
            foreach (var (code, message) in level.Messages)
                if (_sheet.Branches.All(b => !b.Indicators.Contains(code))) own.Add(code, message);
            level.Down(own);
            own.Into(beliefs, level.Evidence / all);
        }
        var others = new Beliefs();
        Others(Evidence / all, apart, others);
        foreach (var (code, up) in _disclosed)
        {
            var message = up.ToDictionary(v => v.Value, v => v.Weight);
            if (!others.Has(code)) others.Add(code, Message(code));
            _sheet.Disclosing[code].Down(others.Of(code).Where(v => message.ContainsKey(v.Key)).ToDictionary(v => v.Key, v => v.Value.Per(message[v.Key])),
                (item, value, weight) => others.Add(item.Code, value, weight));
        }
        foreach (var claim in _sheet.Alone.Where(c => !others.Has(c.Code))) others.Add(claim.Code, Single(claim));
        others.Into(beliefs, Evidence / all);
        return beliefs;
    }

    private Weights Asked(int sum) => _asks![sum];

    private static Weights Unasked(int sum) => Weights.One;

    // The instruments beside the first, and the total.
    private void Others(Weights worth, bool apart, Beliefs beliefs)
    {
        var outside = _sheet.Branches.Select(_ => (Func<int, Weights>)Unasked).ToArray();
        Spread[] sums = [];
        if (Ties(apart))
        {
            using var first = Spread.Blank();
            foreach (var level in _levels.Where(l => Share(l) > Least))
                foreach (var (sum, weight, _) in level.Sums) first.Add(sum, weight * level.Beside);
            (sums, var total) = _totals!.Down(first, _from, _to);
            for (var i = 0; i < sums.Length; i++)
            {
                var says = sums[i];
                outside[i + 1] = sum => says[sum];
            }
            beliefs.Add(ItemCode.Total, total.Set(_sheet.Shares));
            total.Dispose();
        }
        else if (_sheet.Tied)
        {
            beliefs.Add(ItemCode.Total, Single(_sheet.Total));
        }
        for (var b = 1; b < _sheet.Branches.Length; b++) Down(_sheet.Branches[b], Parts(_sheet.Branches[b], null), _rest[b - 1].Built, worth, outside[b], apart, beliefs);
        foreach (var sum in sums) sum.Dispose();
    }

    private void Down(Branch branch, Likely[][] parts, Likely[][] built, Weights worth, Func<int, Weights> outside, bool apart, Beliefs beliefs)
    {
        if (Active(branch, apart))
        {
            branch.Down(parts, built, _sheet.Shares, _floor, worth, outside, beliefs);
            return;
        }
        for (var i = 0; i < parts.Length; i++) beliefs.Add(branch.Indicators[i], parts[i]);
        if (branch.Own is { } own) beliefs.Add(own.Code, Single(own));
    }

    private bool Active(Branch branch, bool apart) => !apart && (_sheet.Tied || branch.Checks);

    private void Deepen()
    {
        var seen = default(Seen?);
        foreach (var floor in Depth.Floors)
        {
            var fit = Look(floor);
            if (Exhausted) break;
            if (fit >= floor / Depth.Enough)
            {
                seen?.Asks?.Dispose();
                return;
            }
            if (fit == 0) continue;
            seen?.Asks?.Dispose();
            (seen, _asks) = (new Seen(floor, _rest, _totals, _asks, (_from, _to), [.. _levels.Select(l => (l.Built, l.Sums, l.Evidence))]), null);
        }
        // Too many explanations, or none: those that could be seen must do, or the top is taken apart.
        (_coarse, TooMany) = (true, Exhausted);
        if (seen is { } first)
        {
            Back(first);
            if (Telling) return;
        }
        for (var floor = Depth.Floors[0] * 10; floor <= Depth.Shallowest; floor *= 10)
            if (Look(floor) > 0 && !Exhausted && Telling) return;
        // It counts as the rarest explanation that was looked for.
        _gaveUp = true;
        Look(Depth.Floors[0]);
        foreach (var level in _levels) level.Evidence *= TooMany ? Depth.Shallowest : Depth.Deepest;
    }

    // Whether no number of respondents for which no explanation was found would outweigh the others if it had one as rare as the look went.
    private bool Telling => _levels.Max(l => Worth(l.Evidence)) is var most && Array.TrueForAll(_levels, l => l.Evidence.Any() || Worth(l.Apart) * _floor < most);

    private double Worth(Weights weights) => (weights * _sheet.Shares).Most();

    /// <summary>What a look at the top found, to come back to.</summary>
    private readonly record struct Seen(double Floor, Summed[] Rest, Totals? Totals, Spread? Asks, (int From, int To) Range, (Likely[][] Built, Likely[] Sums, Weights Evidence)[] Levels);

    private void Back(Seen seen)
    {
        _asks?.Dispose();
        (_floor, _rest, _totals, _asks, (_from, _to)) = (seen.Floor, seen.Rest, seen.Totals, seen.Asks, seen.Range);
        _messages.Clear();
        for (var i = 0; i < _levels.Length; i++) (_levels[i].Built, _levels[i].Sums, _levels[i].Evidence) = seen.Levels[i];
    }

    /// <summary>Sums up the top of the sheet.</summary>
    /// <returns>The explanations found, as a part of the likeliest reading of each number for itself.</returns>
    private double Look(double floor)
    {
        if (floor != _floor) _messages.Clear();
        _floor = floor;
        _depth = new Depth(Depth.MostSums);
        // What the likeliest reading of every number is worth, were there no sums: per instrument, and for each number of respondents.
        var others = _sheet.Branches.Skip(1).Select(b => Best(Parts(b, null))).ToArray();
        var firsts = _levels.Select(l => l.Below * (_sheet.Branches.Length > 0 ? Best(Parts(_sheet.Branches[0], l)) : Weights.One)).ToArray();
        var first = firsts.Aggregate(Vector256.Max);
        var top = Worth(others.Aggregate(first, (w, o) => w * o));
        var shares = _sheet.Shares / top;
        _rest = [.. _sheet.Branches.Skip(1).Select((branch, b) => Sums(branch, Parts(branch, null), others.Where((_, o) => o != b).Aggregate(shares * first, (w, o) => w * o)))];
        // Sums are combined likeliest first.
        foreach (var rest in _rest) Likely.Sort(rest.Sums);
        var beside = others.Aggregate(shares, (w, o) => w * o);
        var apart = _rest.Aggregate(Weights.One, (w, r) => w * r.Evidence);
        foreach (var level in _levels)
        {
            level.Beside = level.Messages.Where(m => _sheet.Branches.All(b => !b.Indicators.Contains(m.Key))).Aggregate(level.Below, (w, m) => w * Likely.Sum(m.Value));
            var own = _sheet.Branches.Length > 0 ? Sums(_sheet.Branches[0], Parts(_sheet.Branches[0], level), beside * level.Below) : new Summed([], [], Weights.One);
            (level.Built, level.Sums) = (own.Built, own.Sums);
            level.Apart = level.Beside * own.Evidence * apart;
            level.Evidence = Ties(_gaveUp) ? level.Beside : level.Apart;
        }
        if (_depth.Exhausted) return 0;
        if (Ties(_gaveUp)) Join(shares * first);
        return _levels.Max(l => Worth(l.Evidence)) / top;
    }

    private void Join(Weights beside)
    {
        _asks?.Dispose();
        _asks = null;
        var sums = _levels.SelectMany(l => l.Sums);
        if (_rest.Any(r => r.Sums.Length == 0) || !sums.Any())
        {
            foreach (var level in _levels) level.Evidence = Weights.Zero;
            return;
        }
        _totals = new Totals(_sheet.Branches, [.. _rest.Select(r => r.Sums)], _sheet.Total.Likeliest(_sheet.Shares, _floor), _sheet.Shares, beside, _floor, _sheet.Noise!);
        (_from, _to) = (sums.Min(s => s.Value), sums.Max(s => s.Value));
        _asks = _totals.Asks(_from, _to);
        foreach (var level in _levels)
        {
            var joint = Weights.Zero;
            foreach (var (sum, weight, _) in level.Sums) joint += weight * _asks[sum];
            level.Evidence *= joint;
        }
    }

    public void Dispose() => _asks?.Dispose();

    private static Weights Best(Likely[][] parts) => parts.Aggregate(Weights.One, (w, p) => w * Likely.Best(p));

    private Likely[][] Parts(Branch branch, Level? level) =>
        [.. branch.Indicators.Select(code => level is not null && level.Messages.TryGetValue(code, out var message) ? message : Message(code))];

    private Likely[] Message(ItemCode code)
    {
        if (_messages.TryGetValue(code, out var known)) return known;
        var claim = _sheet[code];
        if (_disclosed.TryGetValue(code, out var disclosed))
            return _messages[code] = Likely.Sorted([.. disclosed.Select(v => Likely.Of(v.Value, v.Weight * claim.Weight(v.Value), _sheet.Shares))]);
        var near = claim.Likeliest(_sheet.Shares, _floor);
        if (_sheet.Book is null || code.Level != CodeLevel.Indicator || !Reach.Applies(_sheet.Book, code.Number)) return _messages[code] = near;
        var reach = Reach.Weights(_sheet.Book, code.Number);
        near = Likely.Sorted([.. near.Select(v => Likely.Of(v.Value, v.Weight * reach[v.Value], _sheet.Shares))]);
        return _messages[code] = near.Length > 0 ? near
            : Likely.Sorted([.. Enumerable.Range(0, reach.Length).Where(v => reach[v] > 0).Select(v => Likely.Of(v, claim.Weight(v) * reach[v], _sheet.Shares))]);
    }

    private Likely[] Single(Claim claim)
    {
        if (claim.Code.Level == CodeLevel.Indicator) return Message(claim.Code);
        if (claim.Code is not { Level: CodeLevel.Item, Instrument: Instrument.OIT } || _sheet.Book?.Holds("oit-items-all-or-nothing") != true)
            return claim.Likeliest(_sheet.Shares, Depth.Enough);
        // A disclosure item that scores 0 or 100 can be nothing else, whatever is printed.
        return [Likely.Of(0, claim.Weight(0), _sheet.Shares), Likely.Of(10_000, claim.Weight(10_000), _sheet.Shares)];
    }

    private Summed Sums(Branch branch, Likely[][] parts, Weights beside)
    {
        if (!Active(branch, _gaveUp)) return new Summed([], [], parts.Aggregate(Weights.One, (w, p) => w * Likely.Sum(p)));
        var built = branch.Up(parts, _sheet.Shares, beside, _floor, _depth);
        Likely[] sums = branch.Checks ? Likely.Kept([.. built[^1].Select(s => Likely.Of(s.Value, s.Weight * branch.OwnSays(s.Value), _sheet.Shares))], _floor) : [.. built[^1]];
        return new Summed(built, sums, Likely.Sum(sums));
    }
}
