using System.Collections.Immutable;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>One value of the tree: its options, and the most that any other value can cost.</summary>
/// <param name="Code">TOTAL, an instrument, an indicator or an item.</param>
/// <param name="Least">Cost of its cheapest option.</param>
/// <param name="Cap">What a value that no misreading explains costs.</param>
/// <param name="Within">Every option that costs at most the given amount and less than Cap, cheapest first.</param>
internal sealed record Top(ItemCode Code, int Least, int Cap, Func<int, Option[]> Within)
{
    public static Top Of(Claim claim) => new(claim.Code, claim.Least, claim.Cap, claim.Options);
}

/// <summary>What the search over the top of the sheet found, in costs that include the readings.</summary>
/// <param name="Best">The cheapest explanation.</param>
/// <param name="Values">Per code and value the cheapest explanation with it, up to the margin.</param>
internal sealed record TotalsFound(int Best, SortedDictionary<ItemCode, Dictionary<int, int>> Values);

/// <summary>An instrument's place in the sum: its indicators' and its own positions among the values, -1 when it is not printed.</summary>
internal sealed record Branch(int Weight, ImmutableArray<int> Indicators, int Own);

/// <summary>
/// The top of the tree: instruments are means of indicators, the total is their weighted sum, all held over rounding intervals.
/// The tree makes interval arithmetic exact: an instrument's possible inner values are its own printed interval cut with the mean of its
/// indicators' intervals, and the total must meet their weighted sum. A branch with an unprinted indicator and no printed instrument
/// leaves the total unchecked.
/// </summary>
internal sealed class Totals
{
    /// <summary>Visits after which the search gives up and the sheet's top proves nothing.</summary>
    private const int MostVisits = 200_000;

    private readonly Top[] _tops;
    private readonly Branch[] _branches;
    private readonly int _total;
    private readonly int _scale;
    private readonly int[] _value, _rest, _step;
    private readonly Option[][] _options;
    private readonly SortedDictionary<ItemCode, Dictionary<int, int>> _found = [];
    private int _best, _limit, _visits;

    /// <param name="tops">Every printed value of the top.</param>
    /// <param name="branches">The instruments, with positions in tops.</param>
    /// <param name="total">Position of TOTAL, -1 when it is not printed.</param>
    public Totals(Top[] tops, Branch[] branches, int total)
    {
        (_tops, _branches, _total) = (tops, branches, total);
        _options = new Option[tops.Length][];
        _scale = branches.Aggregate(2, (s, b) => b.Indicators.IsEmpty ? s : Lcm(s, 2 * b.Indicators.Length));
        _value = new int[tops.Length];
        _step = new int[tops.Length + 1];
        _rest = new int[tops.Length + 1];
        for (var i = tops.Length - 1; i >= 0; i--) _rest[i] = _rest[i + 1] + tops[i].Least;
    }

    /// <summary>True when at least one identity ties printed values together.</summary>
    public bool Checks =>
        _branches.Any(b => b.Own >= 0 && !b.Indicators.IsEmpty) || (_total >= 0 && _branches.All(b => b.Own >= 0 || !b.Indicators.IsEmpty));

    /// <summary>Finds the cheapest explanation and all within the margin; null when the search gives up: then nothing is proved here.</summary>
    public TotalsFound? Solve(int margin)
    {
        var caps = _tops.Select(t => t.Cap - t.Least).Order().Take(2).Sum();
        var slack = Math.Max(margin, 3_000);
        while (true)
        {
            if (!Run(_rest[0] + slack)) return null;
            if (_best < int.MaxValue && _best + margin <= _limit) return new TotalsFound(_best, _found);
            // Two values beyond misreading at once are not searched: an explanation must cost less than that.
            var next = _best < int.MaxValue ? _best + margin - _rest[0] : slack + 3_000;
            if (next >= caps) return null;
            slack = next;
        }
    }

    private bool Run(int limit)
    {
        (_limit, _best, _visits) = (limit, int.MaxValue, 0);
        _found.Clear();
        for (var i = 0; i < _tops.Length; i++) _options[i] = _tops[i].Within(limit - _rest[0] + _tops[i].Least);
        // What any change of the values from here on costs at least.
        _step[_tops.Length] = int.MaxValue / 4;
        for (var i = _tops.Length - 1; i >= 0; i--)
            _step[i] = Math.Min(_step[i + 1], _options[i].Length > 1 ? _options[i][1].Cost - _tops[i].Least : int.MaxValue / 4);
        Visit(0, 0, -1);
        for (var wild = 0; wild < _tops.Length; wild++)
            if (_rest[0] - _tops[wild].Least + _tops[wild].Cap <= limit) Visit(0, _tops[wild].Cap, wild);
        return _visits <= MostVisits;
    }

    private void Visit(int at, int cost, int wild)
    {
        if (++_visits > MostVisits) return;
        if (at == _tops.Length)
        {
            if (wild < 0) Leaf(cost);
            else Wild(cost, wild);
            return;
        }
        if (at == wild)
        {
            Visit(at + 1, cost, wild);
            return;
        }
        var rest = _rest[at + 1] - (wild > at ? _tops[wild].Least : 0);
        if (cost + _rest[at] - (wild > at ? _tops[wild].Least : 0) + _step[at] > _limit)
        {
            // Nothing more can be changed: the rest is as cheap as it gets.
            for (var i = at; i < _tops.Length; i++)
            {
                if (i == wild) continue;
                if (_options[i].Length == 0) return;
                _value[i] = _options[i][0].Value;
                cost += _options[i][0].Cost;
            }
            if (cost > _limit) return;
            if (wild < 0) Leaf(cost);
            else Wild(cost, wild);
            return;
        }
        foreach (var option in _options[at])
        {
            if (cost + option.Cost + rest > _limit) break;
            _value[at] = option.Value;
            Visit(at + 1, cost + option.Cost, wild);
        }
    }

    private void Leaf(int cost)
    {
        if (Feasible()) Keep(cost, -1, 0, 0);
    }

    // A value that nothing explains is whatever the others leave: a run of neighbouring values.
    private void Wild(int cost, int wild)
    {
        var (low, high) = (0, 10_000);
        var guess = Guess(wild);
        if (guess < 0) return;
        _value[wild] = guess;
        if (!Feasible()) return;
        for (low = guess; low > 0; low--)
        {
            _value[wild] = low - 1;
            if (!Feasible()) break;
        }
        for (high = guess; high < 10_000; high++)
        {
            _value[wild] = high + 1;
            if (!Feasible()) break;
        }
        Keep(cost, wild, low, high);
    }

    // Feasible values of one top form an interval; find a member by bisection on the sign of the misfit.
    private int Guess(int wild)
    {
        int low = 0, high = 10_000;
        var rising = wild != _total && !_branches.Any(b => b.Own == wild && _total < 0);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            _value[wild] = middle;
            var misfit = Misfit(wild);
            if (misfit == 0) return middle;
            if (misfit < 0 == rising) low = middle + 1;
            else high = middle - 1;
        }
        return -1;
    }

    private bool Feasible() => Misfit(-1) == 0;

    /// <summary>
    /// 0 when every identity holds over the intervals. Else the side on which the first broken one errs: negative when the
    /// children are too small for the parent. With a wild instrument its own mean is judged with the sign turned.
    /// </summary>
    private int Misfit(int wild)
    {
        long sumLow = 0, sumHigh = 0;
        var whole = true;
        foreach (var branch in _branches)
        {
            var (low, high) = (0L, 0L);
            var count = branch.Indicators.Length;
            if (count > 0)
            {
                long sum = 0;
                foreach (var i in branch.Indicators) sum += _value[i];
                low = (sum * (_scale / count)) - (_scale / 2);
                high = low + _scale;
            }
            if (branch.Own >= 0)
            {
                var ownLow = ((long)_value[branch.Own] * _scale) - (_scale / 2);
                var ownHigh = ownLow + _scale;
                if (count > 0)
                {
                    if (high <= ownLow) return branch.Own == wild && _total >= 0 ? 1 : -1;
                    if (low >= ownHigh) return branch.Own == wild && _total >= 0 ? -1 : 1;
                    (low, high) = (Math.Max(low, ownLow), Math.Min(high, ownHigh));
                }
                else
                {
                    (low, high) = (ownLow, ownHigh);
                }
            }
            else if (count == 0)
            {
                whole = false;
            }
            sumLow += branch.Weight * low;
            sumHigh += branch.Weight * high;
        }
        if (_total < 0 || !whole) return 0;
        var totalLow = 100 * (((long)_value[_total] * _scale) - (_scale / 2));
        return sumHigh <= totalLow ? -1 : sumLow >= totalLow + (100 * _scale) ? 1 : 0;
    }

    private void Keep(int cost, int wild, int low, int high)
    {
        if (cost > _limit) return;
        _best = Math.Min(_best, cost);
        for (var i = 0; i < _tops.Length; i++)
        {
            if (!_found.TryGetValue(_tops[i].Code, out var values)) _found[_tops[i].Code] = values = [];
            if (i == wild)
            {
                for (var v = low; v <= high; v++) Put(values, v, cost);
            }
            else
            {
                Put(values, _value[i], cost);
            }
        }
    }

    private static void Put(Dictionary<int, int> values, int value, int cost)
    {
        if (!values.TryGetValue(value, out var known) || cost < known) values[value] = cost;
    }

    private static int Lcm(int a, int b)
    {
        int x = a, y = b;
        while (y != 0) (x, y) = (y, x % y);
        return a / x * b;
    }
}
