using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>A value that may be the truth, in hundredths, and how probable that makes what is printed.</summary>
internal readonly record struct Likely(int Value, double Weight)
{
    /// <summary>Sorts in place, likeliest first, and keeps what is at least this part of the first.</summary>
    public static Likely[] Sorted(Likely[] values, double floor = 0)
    {
        var keys = new double[values.Length];
        for (var i = 0; i < keys.Length; i++) keys[i] = -values[i].Weight;
        Array.Sort(keys, values);
        var kept = values.Length;
        while (kept > 0 && (values[kept - 1].Weight == 0 || values[kept - 1].Weight < values[0].Weight * floor)) kept--;
        return kept == values.Length ? values : values[..kept];
    }
}

/// <summary>All that is printed about one code: how probable it is if any given value is the truth. Of a code of which nothing is printed all values are alike.</summary>
internal sealed class Claim
{
    private readonly Func<int, double>? _extra;
    private readonly Reading[][] _documents;
    private readonly Dictionary<Misreading, (double Floor, Likely[] Values)> _known = [];
    private readonly HashSet<int> _further = [];

    public Claim(ItemCode code, ImmutableArray<Observation> mentions, ImmutableArray<Reading> readings, Func<int, double>? extra = null)
    {
        Code = code;
        Mentions = mentions;
        Readings = readings;
        _extra = extra;
        _documents = [.. readings.GroupBy(r => r.Document, StringComparer.Ordinal).Select(d => d.ToArray())];
    }

    public ItemCode Code { get; }

    /// <summary>The observations of this sheet that support it, in reading order.</summary>
    public ImmutableArray<Observation> Mentions { get; }

    public ImmutableArray<Reading> Readings { get; }

    public bool Blank => Readings.IsEmpty;

    /// <summary>The value that is likeliest by what is printed about this code alone; -1 where nothing is.</summary>
    public int Printed => Blank ? -1 : Likeliest(Misreading.Rates[1], Depth.Enough)[0].Value;

    /// <summary>The weight of the likeliest value.</summary>
    public double Most(Misreading misreading) => Likeliest(misreading, Depth.Enough)[0].Weight;

    /// <summary>Probability of all that is printed about the code if this is the truth.</summary>
    public double Weight(int value, Misreading misreading)
    {
        var product = _extra is null ? 1.0 : _extra(value);
        foreach (var readings in _documents)
        {
            var sum = Through(value, value, readings, misreading);
            foreach (var reading in readings)
                if (reading.Number != value) sum += Through(value, reading.Number, readings, misreading);
            product *= sum;
        }
        return product;
    }

    // The document means to print one number, and each mention is read by itself.
    private static double Through(int truth, int meant, Reading[] readings, Misreading misreading)
    {
        var printed = readings.FirstOrDefault(r => r.Number == meant);
        var product = misreading.Half(readings[0].Kind, truth, meant, truth == meant ? Reading.Digits(meant) : printed?.Width ?? Reading.Digits(meant));
        if (truth != meant && printed is not null) product *= printed.Suspicion;
        foreach (var reading in readings) product *= reading.Of(meant, misreading);
        return product;
    }

    /// <summary>A value that the rest of the sheet asks for: it is looked at though no misreading leads there.</summary>
    public void LookAt(int value)
    {
        if (value is >= 0 and <= Score.MaxHundredths && _further.Add(value)) _known.Clear();
    }

    /// <summary>Every value whose weight is at least this part of the greatest, and perhaps some rarer ones; likeliest first.</summary>
    public Likely[] Likeliest(Misreading misreading, double floor)
    {
        if (_known.TryGetValue(misreading, out var known) && known.Floor <= floor) return known.Values;
        var found = Values(misreading, floor);
        _known[misreading] = (floor, found);
        return found;
    }

    private Likely[] Values(Misreading misreading, double floor)
    {
        // Of a code of which nothing is printed all values are alike.
        if (Blank) return [.. Enumerable.Range(0, Score.MaxHundredths + 1).Select(v => new Likely(v, 1))];
        var seen = new HashSet<int>(_further);
        foreach (var reading in Readings)
        {
            foreach (var (value, _) in reading.Alternatives) seen.Add(value);
            if (reading.Number > Score.MaxHundredths) seen.Add(Score.MaxHundredths);
            else Around(reading, misreading, floor, seen);
        }
        var values = new Likely[seen.Count];
        var at = 0;
        foreach (var value in seen) values[at++] = new Likely(value, Weight(value, misreading));
        return Likely.Sorted(values, floor);
    }

    private static void Around(Reading reading, Misreading misreading, double floor, HashSet<int> seen)
    {
        var digits = reading.Width;
        floor /= Math.Max(1, reading.Suspicion);
        Change(0, 1, 0, 1);

        void Change(int at, int place, int value, double odds)
        {
            if (at == digits)
            {
                if (value <= Score.MaxHundredths && (Reading.Digits(value) == digits || value == reading.Number)) seen.Add(value);
                return;
            }
            var read = reading.Number / place % 10;
            for (var digit = 0; digit < 10; digit++)
            {
                var next = digit == read ? odds : odds * misreading.Digit(reading.Kind, digit, read) / misreading.Digit(reading.Kind, read, read);
                if (next >= floor) Change(at + 1, place * 10, value + (digit * place), next);
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
            var number = m.Value.Succeeded ? m.Value.Value.Hundredths : Reading.NumberIn(e.AsPrinted);
            if (number < 0 || (number > Score.MaxHundredths && Reading.Apart(number, Score.MaxHundredths) > 2)) continue;
            var table = e.Where is Where.Table or Where.List;
            if (!table && copies(e.DocumentId)) continue;
            var reading = new Reading(number, Reading.WidthOf(e.AsPrinted, number), m.Value.Succeeded, Misreading.KindOf(e.Reader, thai), table, Misreading.Suspicion(e.Reader, e.Confidence), Others(e, number), e.DocumentId);
            found[(e.DocumentId, number)] = found.TryGetValue((e.DocumentId, number), out var same)
                ? (same.Table || !table ? same : reading) with
                {
                    Alternatives = [.. same.Alternatives.Concat(reading.Alternatives).Distinct().Order()],
                    Suspicion = Math.Min(same.Suspicion, reading.Suspicion),
                }
                : reading;
        }
        return [.. found.Values];
    }

    private static ImmutableArray<(int, double)> Others(Evidence e, int number)
    {
        if (e.Alternatives.IsDefaultOrEmpty) return [];
        return [.. e.Alternatives
            .Select(a => (Score: Score.Parse(a.Text), Odds: Math.Min(1, a.Probability / Math.Max(1e-6, e.Confidence))))
            .Where(a => a.Score.Succeeded && a.Score.Value.Hundredths != number)
            .Select(a => (a.Score.Value.Hundredths, a.Odds)).Order()];
    }
}
