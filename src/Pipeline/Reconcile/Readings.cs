using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>The distinct numbers that documents print for one code.</summary>
/// <param name="Of">The numbers, by document.</param>
/// <param name="TooMany">Some document prints so many different numbers that they cannot be of one agency and year: none of them counts.</param>
internal readonly record struct Readings(ImmutableArray<Reading> Of, bool TooMany)
{
    /// <summary>
    /// A document prints a score, last year's, an average, each perhaps once more with a slip. Beyond that its numbers are not this sheet's,
    /// and all explanations of so many contradictions would be as improbable as they are many.
    /// </summary>
    private const int Most = 8;

    /// <param name="mentions">Observations of the code.</param>
    /// <param name="copies">Documents whose prose is not believed.</param>
    public static Readings From(IEnumerable<Observation> mentions, Func<string, bool> copies)
    {
        var found = new List<Reading>();
        foreach (var mention in mentions)
        {
            if (ReadingOf(mention) is not { } reading || (!reading.Table && copies(reading.Document))) continue;
            var at = found.FindIndex(r => r.Number == reading.Number && r.Document == reading.Document);
            if (at < 0) found.Add(reading);
            else found[at] = Same(found[at], reading);
        }
        found.Sort(InOrder);
        if (found.Count <= Most) return new([.. found], false);
        var many = found.GroupBy(r => (r.Document, r.Table)).Where(g => g.Count() > Most).Select(g => g.Key).ToHashSet();
        if (many.Any(m => m.Table)) return new([], true);
        ImmutableArray<Reading> left = [.. found.Where(r => !many.Contains((r.Document, r.Table)))];
        return new(left, left.IsEmpty && many.Count > 0);
    }

    private static readonly Comparison<Reading> InOrder = static (a, b) =>
        string.CompareOrdinal(a.Document, b.Document) is var by and not 0 ? by : a.Number.CompareTo(b.Number);

    private static Reading Same(Reading first, Reading again) => (first.Table || !again.Table ? first : again) with
    {
        Alternatives = again.Alternatives.IsEmpty ? first.Alternatives : [.. first.Alternatives.Concat(again.Alternatives).Distinct().Order()],
        Suspicion = Math.Min(first.Suspicion, again.Suspicion),
    };

    // A reading by the stock recogniser in Thai numerals is none: its alphabet lacks ๔ ๖ ๗ ๘ ๙, so it says nothing about the ink.
    private static Reading? ReadingOf(Observation mention)
    {
        var e = mention.Evidence;
        var thai = e.AsPrinted.Any(ThaiDigits.IsThai);
        if (mention.Doubt is not null || (thai && e.Reader == ReaderKind.Ocr)) return null;
        var number = mention.Value.Succeeded ? mention.Value.Value.Hundredths : Reading.NumberIn(e.AsPrinted);
        if (number < 0 || (number > Score.MaxHundredths && Reading.Apart(number, Score.MaxHundredths) > 2)) return null;
        return new Reading(number, Reading.WidthOf(e.AsPrinted, number), mention.Value.Succeeded, Misreading.KindOf(e.Reader, thai), e.Where is Where.Table or Where.List,
            Misreading.Suspicion(e.Reader, e.Confidence), Others(e, number), e.DocumentId);
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
