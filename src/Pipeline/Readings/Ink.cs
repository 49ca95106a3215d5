using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Readings;

/// <summary>
/// What was read from a picture is published on its own word only when the numeral reader is sure. General recognition never is:
/// its Thai model cannot even write ๔ ๖ ๗ ๘ ๙, and answers another digit with confidence (docs/thai-text.md).
/// </summary>
internal static class Ink
{
    /// <summary>What the reader says of ink whose very place it doubts (fallen apart, mended, crooked) is at most this.</summary>
    private const double Placed = 0.9;

    public static bool IsSure(Evidence evidence) => evidence.Reader switch
    {
        ReaderKind.Text => true,
        ReaderKind.Digits => evidence.Confidence >= Token.Sure,
        _ => false,
    };

    /// <summary>
    /// Where an item of OIT scores 0 or 100 and nothing between, its ink has to tell only these two apart. The one that is not among the
    /// alternatives is no likelier than the least of them.
    /// </summary>
    private static bool IsSure(Observation mention, Codebook book) => IsSure(mention.Evidence)
        || (book.Holds("oit-items-all-or-nothing") && mention is { Code: { Level: CodeLevel.Item, Instrument: Instrument.OIT }, Value: { Succeeded: true, Value.Hundredths: 0 or Score.MaxHundredths } value, Evidence: { Reader: ReaderKind.Digits, Confidence: > Placed and var own } ink }
            && Rival(ink.Alternatives, value.Value) <= (1 - Token.Sure) * own);

    private static double Rival(ImmutableArray<Alternative> alternatives, Score value)
    {
        var listed = alternatives.Where(a => Score.Parse(a.Text) is { Succeeded: true, Value.Hundredths: 0 or Score.MaxHundredths } other && other.Value != value).Sum(a => a.Probability);
        return Math.Max(listed, alternatives.Select(a => a.Probability).DefaultIfEmpty(1).Min());
    }

    /// <summary>Scores that nothing but unsure ink supports become unresolved; what arithmetic proved stays.</summary>
    public static ImmutableArray<ScoreRecord> Withhold(ImmutableArray<ScoreRecord> scores, Codebook book, ImmutableArray<Issue>.Builder issues)
    {
        var kept = ImmutableArray.CreateBuilder<ScoreRecord>(scores.Length);
        foreach (var score in scores)
        {
            if (score.Status != ScoreStatus.Printed || score.Mentions.Any(m => m.Doubt is null && m.Value.Succeeded && m.Value.Value == score.Value && IsSure(m, book)))
            {
                kept.Add(score);
                continue;
            }
            var best = score.Mentions.MaxBy(m => m.Evidence.Confidence)!.Evidence;
            issues.Add(new Issue("ITA332", Severity.Error, $"{score.Code}: \"{best.AsPrinted}\" was read from a picture and is not sure ({best.Confidence:0.000}), and no arithmetic proves it; it is withheld.", best.Page, best.Line));
            kept.Add(score with { Value = null, Status = ScoreStatus.Unresolved, Candidates = [new Candidate(score.Value!.Value, best.Confidence)] });
        }
        return kept.ToImmutable();
    }
}
