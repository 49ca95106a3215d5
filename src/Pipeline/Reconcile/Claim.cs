using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>A value that may be the truth, in hundredths, and how probable that makes what is printed.</summary>
internal readonly record struct Likely(int Value, double Weight)
{
    /// <summary>What is at least this part of the likeliest, in that order; the given array is used up.</summary>
    public static Likely[] Sorted(Likely[] values, double floor = 0)
    {
        values = Kept(values, floor);
        var keys = new double[values.Length];
        for (var i = 0; i < keys.Length; i++) keys[i] = -values[i].Weight;
        Array.Sort(keys, values);
        return values;
    }

    /// <summary>What is at least this part of the likeliest; the given array is used up.</summary>
    public static Likely[] Kept(Likely[] values, double floor)
    {
        var most = 0.0;
        foreach (var (_, weight) in values) most = Math.Max(most, weight);
        var kept = 0;
        foreach (var likely in values)
            if (likely.Weight > 0 && likely.Weight >= most * floor) values[kept++] = likely;
        return kept < values.Length ? values[..kept] : values;
    }
}

/// <summary>All that is printed about one code: how probable it is if any given value is the truth. Of a code of which nothing is printed all values are alike.</summary>
internal sealed class Claim
{
    private static readonly Likely[] Anything = [.. Enumerable.Range(0, Score.MaxHundredths + 1).Select(v => new Likely(v, 1))];

    private readonly Func<int, Misreading, double>? _extra;
    private readonly Reading[][] _documents;
    private readonly (double Floor, Likely[]? Values)[] _known = new (double, Likely[]?)[Misreading.Rates.Count];
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
    public double Most(Misreading misreading) => Likeliest(misreading, Depth.Shallowest)[0].Weight;

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
        var (known, values) = _known[misreading.Index];
        if (values is not null && known <= floor) return values;
        values = Values(misreading, floor);
        _known[misreading.Index] = (floor, values);
        return values;
    }

    private Likely[] Values(Misreading misreading, double floor)
    {
        // Of a code of which nothing is printed all values are alike.
        if (Blank) return Anything;
        using var seen = Spread.Blank();
        foreach (var value in _further) seen.Add(value, 1);
        foreach (var reading in Readings)
        {
            foreach (var (value, _) in reading.Alternatives) seen.Add(value, 1);
            if (reading.Number > Score.MaxHundredths) seen.Add(Score.MaxHundredths, 1);
            else Around(reading, misreading, floor, seen);
        }
        var values = new Likely[seen.Touched.Count];
        for (var i = 0; i < values.Length; i++) values[i] = new Likely(seen.Touched[i], Weight(seen.Touched[i], misreading));
        return Likely.Sorted(values, floor);
    }

    private static void Around(Reading reading, Misreading misreading, double floor, Spread seen)
    {
        floor /= Math.Max(1, reading.Suspicion);
        Change(0, 1, 0, 1);

        void Change(int at, int place, int value, double odds)
        {
            if (at == reading.Width)
            {
                if (value <= Score.MaxHundredths && (Reading.Digits(value) == reading.Width || value == reading.Number)) seen.Add(value, 1);
                return;
            }
            foreach (var (digit, part) in misreading.Around(reading.Kind, reading.Number / place % 10))
            {
                if (odds * part < floor) break;
                Change(at + 1, place * 10, value + (digit * place), odds * part);
            }
        }
    }
}
