using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Readings;

/// <summary>
/// What a row named "sum" or "mean" sums up: the rows above it, if they are all there are. An office that writes its own plain mean below the rows gives no
/// score where the sheet weighs (the total) or counts more than what is printed (the second part of EIT, the groups of OIT).
/// </summary>
internal sealed class Summands(SheetNames names)
{
    /// <summary>A sum may be off by what rounding loses, in hundredths.</summary>
    private const int Rounding = 2;

    private readonly List<ItemCode> _codes = [];

    /// <summary>Whether a row named sum was met: its groups have sums of their own.</summary>
    private bool _summed;

    /// <summary>An instrument's score below its indicators is their sum, whatever its row is called: they count no more.</summary>
    public void Add(ItemCode code)
    {
        if (code.Level == CodeLevel.Instrument) _codes.RemoveAll(s => s.Level != CodeLevel.Instrument && names.InstrumentOf(s) == code.Instrument);
        _codes.Add(code);
    }

    /// <summary>
    /// What the rows above sum up to, and they; null when they are no whole. Items of one indicator give the indicator, indicators of one instrument the
    /// instrument, of all three the total. Below the items of several instruments that stand under their indicators' own scores, the first sum is the total.
    /// </summary>
    public (ItemCode Sum, ItemCode[] Of)? Close()
    {
        var first = !_summed;
        _summed = true;
        for (var level = CodeLevel.Item; level >= CodeLevel.Instrument; level--)
        {
            var same = _codes.Where(s => s.Level == level).Distinct().ToArray();
            if (same.Length == 0) continue;
            var instruments = same.Select(names.InstrumentOf).Distinct().ToArray();
            if (SumOf(level, same, instruments) is not { } whole)
            {
                if (first && instruments.Length > 1) continue;
                return null;
            }
            if (whole.Level is CodeLevel.Instrument or CodeLevel.Indicator)
            {
                _codes.RemoveAll(s => s.Level == CodeLevel.Item);
                Add(whole);
            }
            return (whole, same);
        }
        return null;
    }

    private ItemCode? SumOf(CodeLevel level, ItemCode[] same, Instrument?[] instruments) => level switch
    {
        CodeLevel.Indicator when instruments.Length == 1 && instruments[0] is { } i && same.Length == names.Book.IndicatorsOf(i).Count() => ItemCode.Of(i),
        CodeLevel.Indicator when same.Length == names.Book.Indicators.Count() => ItemCode.Total,
        CodeLevel.Instrument when instruments.Length == 3 => ItemCode.Total,
        CodeLevel.Item when same.Select(IndicatorOf).Distinct().ToArray() is [> 0 and var n] && same.Length == names.Book.ItemsOf(n).Count() => ItemCode.Indicator(n),
        _ => null,
    };

    /// <summary>Whether a number is the plain mean of the rows above where the sheet's own arithmetic gives another.</summary>
    /// <param name="sum">What the rows sum up to.</param>
    /// <param name="printed">The number.</param>
    /// <param name="of">The rows' scores by code; codes without one are left out.</param>
    public bool IsPlainMean(ItemCode sum, Score printed, IReadOnlyDictionary<ItemCode, Score> of)
    {
        if (of.Count < 2 || Math.Abs((printed.Hundredths * of.Count) - of.Values.Sum(v => v.Hundredths)) > Rounding * of.Count) return false;
        if (sum.Level == CodeLevel.Indicator) return names.InstrumentOf(sum) != Instrument.IIT;
        if (sum.Level == CodeLevel.Instrument) return false;
        var weighted = names.Book.Total.Children.Sum(c => c.Hundredths * Mean(of.Where(v => names.InstrumentOf(v.Key) == c.Child.Instrument).Select(v => v.Value))) / 100;
        return Math.Abs(weighted - printed.Hundredths) > Rounding;
    }

    private static decimal Mean(IEnumerable<Score> scores) => scores.Select(s => (decimal)s.Hundredths).DefaultIfEmpty().Average();

    private int IndicatorOf(ItemCode item) => names.Book.ByCode.TryGetValue(item, out var entry) ? entry.Indicator : 0;
}
