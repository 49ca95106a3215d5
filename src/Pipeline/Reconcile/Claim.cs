using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>A value that may be the truth, in hundredths, and what it costs to believe it.</summary>
internal readonly record struct Option(int Value, int Cost);

/// <summary>All that is printed about one code: what any value would cost against it. A code of which nothing is printed costs nothing.</summary>
internal sealed class Claim
{
    private readonly Prices _prices;
    private readonly Func<int, int>? _extra;
    private readonly Dictionary<int, Option[]> _options = [];
    private Option[]? _oneDigit;

    public Claim(ItemCode code, ImmutableArray<Observation> mentions, ImmutableArray<Reading> readings, Prices prices, Func<int, int>? extra = null)
    {
        Code = code;
        Mentions = mentions;
        Readings = readings;
        _prices = prices;
        _extra = extra;
        Cap = readings.IsEmpty ? 0 : readings.Sum(r => r.Cap);
        Least = readings.IsEmpty ? 0 : Near(int.MaxValue).Select(o => o.Cost).DefaultIfEmpty(Cap).Min();
    }

    public ItemCode Code { get; }

    /// <summary>The observations of this sheet that support it, in reading order.</summary>
    public ImmutableArray<Observation> Mentions { get; }

    public ImmutableArray<Reading> Readings { get; }

    public bool Blank => Readings.IsEmpty;

    /// <summary>Cost of the cheapest value.</summary>
    public int Least { get; }

    /// <summary>No value costs more than this.</summary>
    public int Cap { get; }

    public int Cost(int value)
    {
        var sum = 0;
        foreach (var reading in Readings) sum += reading.Cost(value, _prices);
        return _extra is null ? sum : sum + _extra(value);
    }

    /// <summary>Every value that costs at most this much and less than <see cref="Cap"/>, cheapest first.</summary>
    public Option[] Options(int limit)
    {
        if (_options.TryGetValue(limit, out var known)) return known;
        var options = Near(limit).Where(o => o.Cost <= limit).ToArray();
        Array.Sort(options, static (a, b) => (a.Cost, a.Value).CompareTo((b.Cost, b.Value)));
        return _options[limit] = options;
    }

    /// <summary>The values one digit away from the only reading, cheapest first.</summary>
    public Option[] OneDigit() => _oneDigit ??= [.. OneDigit(Readings[0].Number).Where(v => v <= Score.MaxHundredths)
        .Select(v => new Option(v, Cost(v))).OrderBy(o => o.Cost).ThenBy(o => o.Value)];

    private List<Option> Near(int limit)
    {
        var seen = new HashSet<int>();
        var near = new List<Option>();
        foreach (var reading in Readings)
        {
            Add(reading.Number);
            foreach (var (value, _) in reading.Alternatives) Add(value);
            foreach (var one in OneDigit(reading.Number))
            {
                Add(one);
                if (limit < int.MaxValue && reading.Cost(one, _prices) + _prices.Cheapest <= limit)
                    foreach (var two in OneDigit(one)) Grow(reading, two, limit, 1);
            }
        }
        return near;

        void Add(int value)
        {
            if (value <= Score.MaxHundredths && seen.Add(value)) near.Add(new Option(value, Cost(value)));
        }

        // Further digits are changed as long as the price allows.
        void Grow(Reading reading, int value, int limit, int depth)
        {
            var cost = reading.Cost(value, _prices);
            if (cost > limit || cost >= reading.Cap || value > Score.MaxHundredths || !seen.Add(value)) return;
            near.Add(new Option(value, Cost(value)));
            if (cost + _prices.Cheapest > limit || depth > 3) return;
            foreach (var next in OneDigit(value)) Grow(reading, next, limit, depth + 1);
        }
    }

    private static IEnumerable<int> OneDigit(int number)
    {
        var digits = Reading.Digits(number);
        for (int i = 0, place = 1; i < digits; i++, place *= 10)
        {
            var digit = number / place % 10;
            for (var d = 0; d < 10; d++)
            {
                var value = number + ((d - digit) * place);
                if (d != digit && Reading.Digits(value) == digits) yield return value;
            }
        }
    }

    /// <summary>
    /// The distinct numbers among observations of one code. A reading by the stock recogniser in Thai numerals is none:
    /// its alphabet lacks ๔ ๖ ๗ ๘ ๙, so it says nothing about the ink.
    /// </summary>
    public static ImmutableArray<Reading> ReadingsOf(IEnumerable<Observation> mentions, Func<string, bool> copies)
    {
        var found = new SortedDictionary<(string Document, int Number), Reading>();
        foreach (var m in mentions)
        {
            var e = m.Evidence;
            var thai = e.AsPrinted.Any(ThaiDigits.IsThai);
            if (m.Doubt is not null || (thai && e.Reader == ReaderKind.Ocr)) continue;
            var number = m.Value.Succeeded ? m.Value.Value.Hundredths
                : Reading.NumberIn(e.AsPrinted);
            if (number < 0) continue;
            var table = e.Where is Where.Table or Where.List;
            if (!table && copies(e.DocumentId)) continue;
            var reading = new Reading(number, m.Value.Succeeded, thai, table, table ? Prices.Gross : Prices.Copied, Others(e, number), e.DocumentId);
            found[(e.DocumentId, number)] = found.TryGetValue((e.DocumentId, number), out var same)
                ? (same.Table || !table ? same : reading) with { Alternatives = [.. same.Alternatives.Concat(reading.Alternatives).Distinct().Order()] }
                : reading;
        }
        return [.. found.Values];
    }

    /// <summary>Every mention's number that is a reading, as often as it is printed.</summary>
    public IEnumerable<int> Numbers() =>
        Mentions.Select(m => m.Value.Succeeded ? m.Value.Value.Hundredths : Reading.NumberIn(m.Evidence.AsPrinted)).Where(n => Readings.Any(r => r.Number == n));

    private static ImmutableArray<(int, int)> Others(Evidence e, int number)
    {
        if (e.Alternatives.IsDefaultOrEmpty) return [];
        var own = Prices.OfMillionths((int)(e.Confidence * 1_000_000));
        return [.. e.Alternatives
            .Select(a => (Score: Score.Parse(a.Text), Price: Math.Max(0, Prices.OfMillionths((int)(a.Probability * 1_000_000)) - own)))
            .Where(a => a.Score.Succeeded && a.Score.Value.Hundredths != number)
            .Select(a => (a.Score.Value.Hundredths, a.Price)).Order()];
    }
}
