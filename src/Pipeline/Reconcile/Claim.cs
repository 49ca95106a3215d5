using System.Collections.Immutable;
using System.Runtime.Intrinsics;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>All that is printed about one code: how probable it is if any given value is the truth. Of a code of which nothing is printed all values are alike.</summary>
internal sealed class Claim
{
    private static readonly Likely[] Anything = [.. Enumerable.Range(0, Score.MaxHundredths + 1).Select(v => new Likely(v, Weights.One, 1))];

    private readonly Func<int, Weights>? _extra;
    private readonly Document[] _documents;
    private readonly List<int> _further = [];
    private (double Floor, Likely[]? Values, bool InOrder) _known;

    public Claim(ItemCode code, ImmutableArray<Observation> mentions, Readings readings, Func<int, Weights>? extra = null)
    {
        Code = code;
        Mentions = mentions;
        (Readings, TooMany) = readings;
        _extra = extra;
        // Readings come in the order of their documents.
        var documents = new List<Document>(1);
        for (var (from, to) = (0, 1); from < Readings.Length; to++)
        {
            if (to < Readings.Length && Readings[to].Document == Readings[from].Document) continue;
            documents.Add(new([.. Readings.AsSpan(from..to)]));
            from = to;
        }
        _documents = [.. documents];
        Evidence = Weights.One;
        if (Blank) return;
        var near = Around(Near, Weights.One);
        Printed = near.MaxBy(v => (v.Weight[Usual], -v.Value)).Value;
        Evidence = near.Aggregate(Weights.Zero, (most, v) => Vector256.Max(most, v.Weight));
    }

    // Numbers that are read wrong more rarely than this are not the likeliest, at the usual share of wrong digits or another.
    private const double Near = 0.01;
    private const int Usual = 1;

    public ItemCode Code { get; }

    /// <summary>The observations of this sheet that support it, in reading order.</summary>
    public ImmutableArray<Observation> Mentions { get; }

    public ImmutableArray<Reading> Readings { get; }

    /// <summary>So many different numbers are printed that none of them counts.</summary>
    public bool TooMany { get; }

    public bool Blank => Readings.IsEmpty;

    /// <summary>The value that is likeliest by what is printed about this code alone; -1 where nothing is.</summary>
    public int Printed { get; } = -1;

    /// <summary>Probability of all that is printed about the code if its likeliest value is the truth.</summary>
    public Weights Evidence { get; }

    /// <summary>Probability of all that is printed about the code if this is the truth, as a part of what it is for the likeliest.</summary>
    public Weights Weight(int value)
    {
        var product = _extra is null ? Weights.One : _extra(value);
        foreach (var document in _documents) product *= document.Weight(value);
        return product / Evidence;
    }

    /// <summary>A value that the rest of the sheet asks for: it is looked at though no misreading leads there.</summary>
    public void LookAt(int value)
    {
        if (value is < 0 or > Score.MaxHundredths || _further.Contains(value)) return;
        _further.Add(value);
        _known = default;
    }

    /// <summary>Every value whose rank is at least this part of the greatest, and perhaps some rarer ones; likeliest first.</summary>
    /// <param name="sheet">What each share of wrong digits is worth on the whole sheet; always the same.</param>
    /// <param name="floor">The least that counts.</param>
    public Likely[] Likeliest(Weights sheet, double floor)
    {
        var values = Values(sheet, floor);
        if (!_known.InOrder && !Blank) Likely.Sort(values);
        _known.InOrder = true;
        return values;
    }

    /// <summary>The same in any order: putting them in order is dear, and most of an item's values are on no lattice.</summary>
    public Likely[] Values(Weights sheet, double floor)
    {
        // Of a code of which nothing is printed all values are alike.
        if (Blank) return Anything;
        if (_known.Values is null || _known.Floor > floor) _known = (floor, Likely.Kept(Around(floor, sheet), floor), false);
        return _known.Values!;
    }

    [ThreadStatic]
    private static List<int>? _around;

    /// <summary>What any of the numbers may have been before it was misread, and what else is to be looked at.</summary>
    public Likely[] Around(double floor, Weights sheet)
    {
        var found = _around ??= [];
        found.Clear();
        Span<ulong> seen = stackalloc ulong[(Score.MaxHundredths >> 6) + 1];
        foreach (var value in _further) See(value, seen, found);
        foreach (var reading in Readings)
        {
            foreach (var (value, _) in reading.Alternatives) See(value, seen, found);
            if (reading.Number > Score.MaxHundredths) See(Score.MaxHundredths, seen, found);
            else Change(reading, floor / Math.Max(1, reading.Suspicion), 0, 1, 0, sheet, seen, found);
        }
        var values = new Likely[found.Count];
        for (var i = 0; i < values.Length; i++) values[i] = Likely.Of(found[i], Weight(found[i]), sheet);
        return values;
    }

    // Every way to misread the digits from this one on.
    private static void Change(Reading reading, double floor, int at, int place, int value, Weights odds, Span<ulong> seen, List<int> found)
    {
        if (at == reading.Width)
        {
            if (value <= Score.MaxHundredths && (Reading.Digits(value) == reading.Width || value == reading.Number)) See(value, seen, found);
            return;
        }
        foreach (var (digit, part) in Misreading.Around(reading.Kind, reading.Number / place % 10))
        {
            var both = odds * part;
            if (both.Most() < floor) break;
            Change(reading, floor, at + 1, place * 10, value + (digit * place), both, seen, found);
        }
    }

    private static void See(int value, Span<ulong> seen, List<int> found)
    {
        var (word, bit) = (value >> 6, 1UL << (value & 63));
        if ((seen[word] & bit) != 0) return;
        seen[word] |= bit;
        found.Add(value);
    }

    /// <summary>A document means to print one number, the truth or one of those it shows, and each mention is read by itself.</summary>
    private sealed class Document
    {
        private readonly Reading[] _readings;

        // Per number that it shows, the probability of all its mentions if it means to print that one.
        private readonly Weights[] _copied;

        public Document(Reading[] readings)
        {
            _readings = readings;
            _copied = Array.ConvertAll(readings, meant => readings.Aggregate(Weights.One, (product, reading) => product * reading.Of(meant.Number)));
        }

        public Weights Weight(int truth)
        {
            var kind = _readings[0].Kind;
            var (own, others) = (Weights.One, Weights.Zero);
            for (var r = 0; r < _readings.Length; r++)
            {
                var reading = _readings[r];
                var half = Misreading.Half(reading.Kind, truth, reading.Number, reading.Width);
                own *= reading.Of(truth, half);
                if (reading.Number == truth) continue;
                others += (reading.Kind == kind ? half : Misreading.Half(kind, truth, reading.Number, reading.Width)) * reading.Suspicion * _copied[r];
            }
            return (Misreading.Right(kind, truth) * own) + others;
        }
    }
}
