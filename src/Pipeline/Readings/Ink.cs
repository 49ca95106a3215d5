using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Pipeline.Readings;

/// <summary>
/// What was read from a picture is published on its own word only when the numeral reader is sure. General recognition never is:
/// its Thai model cannot even write ๔ ๖ ๗ ๘ ๙, and answers another digit with confidence (docs/thai-text.md).
/// </summary>
internal static class Ink
{
    /// <summary>Calibrated confidence from which a numeral stands on its own: decision 0026.</summary>
    private const double Sure = 0.999;

    public static bool IsSure(Evidence evidence) => evidence.Reader switch
    {
        ReaderKind.Text => true,
        ReaderKind.Digits => evidence.Confidence >= Sure,
        _ => false,
    };

    /// <summary>Scores that nothing but unsure ink supports become unresolved; what arithmetic proved stays.</summary>
    public static ImmutableArray<ScoreRecord> Withhold(ImmutableArray<ScoreRecord> scores, ImmutableArray<Issue>.Builder issues)
    {
        var kept = ImmutableArray.CreateBuilder<ScoreRecord>(scores.Length);
        foreach (var score in scores)
        {
            if (score.Status != ScoreStatus.Printed || score.Mentions.Any(m => m.Doubt is null && m.Value.Succeeded && m.Value.Value == score.Value && IsSure(m.Evidence)))
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
