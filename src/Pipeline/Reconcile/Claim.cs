using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>All that is printed about one code: how probable it is if any given value is the truth. Of a code of which nothing is printed all values are alike.</summary>
internal sealed class Claim
{
    private static readonly Likely[] Anything = [.. Enumerable.Range(0, Score.MaxHundredths + 1).Select(v => new Likely(v, 1))];

    private readonly Func<int, Misreading, double>? _extra;
    private readonly Reading[][] _documents;
    private readonly (double Floor, double Most, Likely[]? Values, bool InOrder)[] _known = new (double, double, Likely[]?, bool)[Misreading.Rates.Count];
    private readonly Scale[]?[] _scales = new Scale[]?[Misreading.Rates.Count];
    private readonly List<int> _further = [];

    public Claim(ItemCode code, ImmutableArray<Observation> mentions, Readings readings, Func<int, Misreading, double>? extra = null)
    {
        Code = code;
        Mentions = mentions;
        (Readings, TooMany) = readings;
        _extra = extra;
        // Readings come in the order of their documents.
        var documents = new List<Reading[]>(1);
        for (var (from, to) = (0, 1); from < Readings.Length; to++)
        {
            if (to < Readings.Length && Readings[to].Document == Readings[from].Document) continue;
            documents.Add([.. Readings.AsSpan(from..to)]);
            from = to;
        }
        _documents = [.. documents];
    }

    public ItemCode Code { get; }

    /// <summary>The observations of this sheet that support it, in reading order.</summary>
    public ImmutableArray<Observation> Mentions { get; }

    public ImmutableArray<Reading> Readings { get; }

    /// <summary>So many different numbers are printed that none of them counts.</summary>
    public bool TooMany { get; }

    public bool Blank => Readings.IsEmpty;

    /// <summary>The value that is likeliest by what is printed about this code alone; -1 where nothing is.</summary>
    public int Printed => Blank ? -1 : Likeliest(Misreading.Rates[1], Depth.Shallowest)[0].Value;

    /// <summary>The weight of the likeliest value.</summary>
    public double Most(Misreading misreading)
    {
        Values(misreading, Depth.Shallowest);
        return Blank ? 1 : _known[misreading.Index].Most;
    }

    /// <summary>Probability of all that is printed about the code if this is the truth, in parts of <see cref="LogScale"/>.</summary>
    public double Weight(int value, Misreading misreading)
    {
        var product = _extra is null ? 1.0 : _extra(value, misreading);
        var scales = Scales(misreading);
        for (var d = 0; d < _documents.Length; d++) product *= Document(_documents[d], scales[d].Copied, value, misreading) / scales[d].Most;
        return product;
    }

    /// <summary>Logarithm of what a weight of 1 stands for: each document's own numbers, be they ever so contradictory, weigh 1 at most.</summary>
    public double LogScale(Misreading misreading)
    {
        var sum = 0.0;
        foreach (var scale in Scales(misreading)) sum += Math.Log(scale.Most);
        return sum;
    }

    // The document means to print one number, the truth or one of those it shows, and each mention is read by itself.
    private static double Document(Reading[] readings, double[] copied, int truth, Misreading misreading)
    {
        var kind = readings[0].Kind;
        var (own, others) = (1.0, 0.0);
        for (var r = 0; r < readings.Length; r++)
        {
            var reading = readings[r];
            var half = misreading.Half(reading.Kind, truth, reading.Number, reading.Width);
            own *= reading.Of(truth, half);
            if (reading.Number == truth) continue;
            others += (reading.Kind == kind ? half : misreading.Half(kind, truth, reading.Number, reading.Width)) * reading.Suspicion * copied[r];
        }
        return (misreading.Right(kind, truth) * own) + others;
    }

    private Scale[] Scales(Misreading misreading) => _scales[misreading.Index] ??= Array.ConvertAll(_documents, readings =>
    {
        var (copied, most) = (new double[readings.Length], 0.0);
        for (var i = 0; i < copied.Length; i++)
        {
            copied[i] = 1;
            foreach (var reading in readings) copied[i] *= reading.Of(readings[i].Number, misreading);
        }
        foreach (var reading in readings) most = Math.Max(most, Document(readings, copied, Math.Min(reading.Number, Score.MaxHundredths), misreading));
        return new Scale(copied, most);
    });

    /// <param name="Copied">Per number the document shows, the probability of all its mentions if it means to print that one.</param>
    /// <param name="Most">The greatest probability that one of them gives the document.</param>
    private readonly record struct Scale(double[] Copied, double Most);

    /// <summary>A value that the rest of the sheet asks for: it is looked at though no misreading leads there.</summary>
    public void LookAt(int value)
    {
        if (value is < 0 or > Score.MaxHundredths || _further.Contains(value)) return;
        _further.Add(value);
        Array.Clear(_known);
    }

    /// <summary>Every value whose weight is at least this part of the greatest, and perhaps some rarer ones; likeliest first.</summary>
    public Likely[] Likeliest(Misreading misreading, double floor)
    {
        var values = Values(misreading, floor);
        ref var known = ref _known[misreading.Index];
        if (!known.InOrder && !Blank) Likely.Sort(values);
        known.InOrder = true;
        return values;
    }

    /// <summary>The same in any order: putting them in order is dear, and most of an item's values are on no lattice.</summary>
    public Likely[] Values(Misreading misreading, double floor)
    {
        // Of a code of which nothing is printed all values are alike.
        if (Blank) return Anything;
        ref var known = ref _known[misreading.Index];
        if (known.Values is null || known.Floor > floor)
        {
            var values = Around(misreading, floor);
            known = (floor, Likely.Most(values), Likely.Kept(values, floor), false);
        }
        return known.Values!;
    }

    [ThreadStatic]
    private static List<int>? _around;

    // What any of the numbers may have been before it was misread, and what else is to be looked at.
    private Likely[] Around(Misreading misreading, double floor)
    {
        var found = _around ??= [];
        found.Clear();
        Span<ulong> seen = stackalloc ulong[(Score.MaxHundredths >> 6) + 1];
        foreach (var value in _further) See(value, seen, found);
        foreach (var reading in Readings)
        {
            foreach (var (value, _) in reading.Alternatives) See(value, seen, found);
            if (reading.Number > Score.MaxHundredths) See(Score.MaxHundredths, seen, found);
            else Change(reading, misreading, floor / Math.Max(1, reading.Suspicion), 0, 1, 0, 1, seen, found);
        }
        var values = new Likely[found.Count];
        for (var i = 0; i < values.Length; i++) values[i] = new Likely(found[i], Weight(found[i], misreading));
        return values;
    }

    // Every way to misread the digits from this one on.
    private static void Change(Reading reading, Misreading misreading, double floor, int at, int place, int value, double odds, Span<ulong> seen, List<int> found)
    {
        if (at == reading.Width)
        {
            if (value <= Score.MaxHundredths && (Reading.Digits(value) == reading.Width || value == reading.Number)) See(value, seen, found);
            return;
        }
        foreach (var (digit, part) in misreading.Around(reading.Kind, reading.Number / place % 10))
        {
            if (odds * part < floor) break;
            Change(reading, misreading, floor, at + 1, place * 10, value + (digit * place), odds * part, seen, found);
        }
    }

    private static void See(int value, Span<ulong> seen, List<int> found)
    {
        var (word, bit) = (value >> 6, 1UL << (value & 63));
        if ((seen[word] & bit) != 0) return;
        seen[word] |= bit;
        found.Add(value);
    }
}
