using System.Collections.Concurrent;
using System.Collections.Immutable;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Replaying;

/// <summary>The identities of one sheet, judged over rounding intervals with the values that a proof names.</summary>
internal sealed class Identities(Codebook book, IReadOnlyDictionary<ItemCode, int> values, int[] respondents)
{
    /// <summary>Why the rule does not hold when the code has this value; null when it holds.</summary>
    /// <param name="rule">mean, respondents, instrument, total or disclosed.</param>
    /// <param name="code">The score in question.</param>
    /// <param name="value">The value to try, in hundredths.</param>
    /// <param name="printed">A mean that is printed holds on intervals; one that is printed nowhere must follow one of the two known roundings.</param>
    public string? Broken(string rule, ItemCode code, int value, bool printed) => rule switch
    {
        "respondents" => Respondents(code, value),
        "mean" => Mean(code, value, printed),
        "instrument" => Instruments(code, value),
        "total" => Total(code, value),
        "disclosed" => Disclosed(code, value),
        _ => $"\"{rule}\" is no known identity",
    };

    private int? At(ItemCode code, ItemCode tried, int value) => code == tried ? value : values.TryGetValue(code, out var known) ? known : null;

    private string? Respondents(ItemCode code, int value)
    {
        if (!book.Holds("iit-items-share-respondents")) return "no source says that items share their respondents in this year";
        if (code is not { Level: CodeLevel.Item, Instrument: Instrument.IIT }) return null;
        // All items share one number: what gives this one must give those that the proof names beside it.
        var beside = values.Where(v => v.Key != code && v.Key is { Level: CodeLevel.Item, Instrument: Instrument.IIT }).Select(v => v.Value).ToList();
        return respondents.Any(n => OnLattice(n, value) && beside.TrueForAll(b => OnLattice(n, b))) ? null : $"{string.Join(" or ", respondents)} respondents cannot give it";
    }

    // Some k in 0..10n with 1000 k / n rounding half up to the value: 2k*1000 in [(2v-1)n, (2v+1)n).
    private static bool OnLattice(int n, int value)
    {
        for (var k = (long)value * n / 1000; k <= ((long)value * n / 1000) + 1; k++)
            if (k <= 10L * n && 2000 * k >= ((2L * value) - 1) * n && 2000 * k < ((2L * value) + 1) * n) return true;
        return false;
    }

    private string? Mean(ItemCode code, int value, bool printed)
    {
        if (!book.Holds("iit-indicator-is-mean-of-items")) return "no source says that the indicator is its items' mean in this year";
        var number = code.Level == CodeLevel.Indicator ? code.Number : book.ByCode.TryGetValue(code, out var entry) ? entry.Indicator : 0;
        var items = book.ItemsOf(number).Select(i => At(i.Code, code, value)).ToList();
        if (number == 0 || items.Count == 0 || items.Any(i => i is null) || At(ItemCode.Indicator(number), code, value) is not { } parent)
            return "it does not name all values of the mean";
        var sum = items.Sum(i => (long)i!.Value);
        var apart = Math.Abs(sum - ((long)parent * items.Count));
        if (apart >= items.Count) return $"{ItemCode.Indicator(number)} would be {sum / 100m / items.Count:0.000} by its items, not {parent / 100m:0.00}";
        if (code.Level != CodeLevel.Indicator || printed || 2 * apart <= items.Count) return null;
        // A mean of exact items may round otherwise than the mean of printed ones.
        return respondents.Length == 0 || respondents.Any(n => items.TrueForAll(i => OnLattice(n, i!.Value)) && Exact(n, items) == parent) ? null : "it follows neither rounding";
    }

    private static long Exact(int n, List<int?> items)
    {
        long points = 0;
        foreach (var item in items) points += ((long)item!.Value * n + 500) / 1000;
        var whole = (long)n * items.Count;
        return ((2000 * points) + whole) / (2 * whole);
    }

    private string? Instruments(ItemCode code, int value)
    {
        foreach (var (instrument, _) in book.Total.Children)
            if (At(instrument, code, value) is not null && Within(instrument, code, value) is null) return $"{instrument} is not the mean of its indicators";
        return null;
    }

    /// <summary>The instrument's possible inner values in units of 1/3600 of a hundredth, lower end included; null when there is none.</summary>
    private (long Low, long High)? Within(ItemCode instrument, ItemCode code, int value)
    {
        const long Unit = 3_600;
        var (low, high) = (0L, 10_001 * Unit);
        var indicators = book.IndicatorsOf(instrument.Instrument!.Value).Select(i => At(i.Code, code, value)).ToList();
        if (indicators.Count > 0 && indicators.All(i => i is not null))
        {
            var mean = indicators.Sum(i => (long)i!.Value) * (Unit / indicators.Count);
            (low, high) = (mean - (Unit / 2), mean + (Unit / 2));
        }
        if (At(instrument, code, value) is { } own)
            (low, high) = (Math.Max(low, (own * Unit) - (Unit / 2)), Math.Min(high, (own * Unit) + (Unit / 2)));
        return low < high ? (low, high) : null;
    }

    private string? Total(ItemCode code, int value)
    {
        if (!book.Holds("instrument-is-mean-of-indicators") || book.Total.Confidence != Confidence.Sourced) return "no source gives the total's weights in this year";
        if (At(ItemCode.Total, code, value) is not { } total) return "it does not name the total";
        var (low, high) = (0L, 0L);
        foreach (var (instrument, weight) in book.Total.Children)
        {
            if (Within(instrument, code, value) is not { } inner) return $"{instrument} is not the mean of its indicators";
            low += weight * inner.Low;
            high += weight * inner.High;
        }
        return low < ((2L * total) + 1) * 180_000 && high > ((2L * total) - 1) * 180_000 ? null : "the weighted sum of the instruments is not the total";
    }

    // Items score 0 or 100; one of which nothing is known may have passed, failed or been exempt.
    private string? Disclosed(ItemCode code, int value)
    {
        var number = code.Level == CodeLevel.Indicator ? code.Number : book.ByCode.TryGetValue(code, out var entry) ? entry.Indicator : 0;
        if (!book.Holds("oit-indicator-is-mean-of-sub-indicators") || !book.Holds("oit-items-all-or-nothing")
            || !book.SubIndicators.TryGetValue(number, out var sub) || sub.Confidence != Confidence.Sourced) return "no source says how its items sum up in this year";
        if (At(ItemCode.Indicator(number), code, value) is not { } whole) return "it does not name the indicator";
        var shares = new HashSet<decimal> { 0 };
        foreach (var group in book.ItemsOf(number).GroupBy(i => i.SubIndicator, StringComparer.Ordinal))
        {
            var known = group.Select(i => At(i.Code, code, value)).ToList();
            if (known.Any(k => k is not (null or 0 or 10_000))) return "an item is neither 0 nor 100";
            var passed = known.Count(k => k == 10_000);
            var unknown = known.Count(k => k is null);
            var next = new HashSet<decimal>();
            for (var exempt = 0; exempt <= unknown; exempt++)
                for (var more = 0; more <= unknown - exempt && exempt < known.Count; more++)
                    foreach (var share in shares) next.Add(share + ((decimal)(passed + more) / (known.Count - exempt)));
            shares = next;
        }
        return shares.Any(s => (int)Math.Floor((10_000m * s / sub.Sizes.Length) + 0.5m) == whole) ? null : "its items do not sum up to it";
    }

    /// <summary>Whether an OIT indicator can print the value, with at most two exempt items; true for every other code and where no source says how it sums up.</summary>
    public bool Reachable(ItemCode code, int value) =>
        code.Level != CodeLevel.Indicator || !book.Holds("oit-indicator-is-mean-of-sub-indicators") || !book.Holds("oit-items-all-or-nothing")
        || !book.SubIndicators.TryGetValue(code.Number, out var sub) || sub.Confidence != Confidence.Sourced || Reachable(sub.Sizes).Contains(value);

    private static readonly ConcurrentDictionary<string, HashSet<int>> Known = new(StringComparer.Ordinal);

    // Once for all sheets: there are some hundred thousand ways to pass, fail and be exempt.
    private static HashSet<int> Reachable(ImmutableArray<int> sizes) => Known.GetOrAdd(string.Join(' ', sizes), _ =>
    {
        var values = new HashSet<int>();
        Add(0, 0m, 0);
        return values;

        void Add(int group, decimal sum, int exempt)
        {
            if (group == sizes.Length)
            {
                values.Add((int)Math.Floor((10_000m * sum / sizes.Length) + 0.5m));
                return;
            }
            for (var size = sizes[group]; size >= Math.Max(1, sizes[group] - (2 - exempt)); size--)
                for (var passed = 0; passed <= size; passed++) Add(group + 1, sum + ((decimal)passed / size), exempt + sizes[group] - size);
        }
    });
}
