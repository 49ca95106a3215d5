using System.Collections.Immutable;
using System.Text.Json;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Replaying;

/// <summary>
/// Replays the proofs of one sheet: the identities that a proof names must be sourced and hold for the values it names, those values must be
/// the published ones, and every number that is printed, and every number one digit away from a printed one, must break them.
/// Its arithmetic is its own (quotients of whole numbers, no search), so that an error in the reconciler cannot hide here.
/// </summary>
public static class Replay
{
    /// <returns>How many proofs were replayed, and an issue ITA520 for each that fails.</returns>
    public static (int Replayed, ImmutableArray<Issue> Failed) Sheet(Codebook? book, IReadOnlyCollection<PublishedScore> scores)
    {
        var failed = ImmutableArray.CreateBuilder<Issue>();
        var proved = scores.Where(s => s.Proved).ToList();
        foreach (var score in proved)
        {
            if (Fault(book, score, scores) is not { } fault) continue;
            failed.Add(new Issue("ITA520", Severity.Error,
                $"{score.Sheet.Trim()}: the proof of {score.Code} {Show(score.Value)} ({score.Status}) does not hold: {fault}. Do not use this value; extract the document again."));
        }
        return (proved.Count, failed.ToImmutable());
    }

    private static string? Fault(Codebook? book, PublishedScore score, IReadOnlyCollection<PublishedScore> sheet)
    {
        if (score.Proof is not { } proof) return "there is no proof";
        if (book is null || score.Year is null) return "there is no codebook for its year";
        if (score.Value is not { } value) return "there is no value";
        if (PublishedScore.Text(proof, "code") != score.Code.ToString() || PublishedScore.Hundredths(PublishedScore.Text(proof, "value")) != value
            || PublishedScore.Text(proof, "status") != score.Status) return "it is about another score, value or status";
        var table = score.Printed.Any(p => p.Table);
        var shown = score.Printed.Any(p => p.Hundredths == value && (p.Table || !table));
        if (score.Status == "confirmed" && !score.Printed.Any(p => p.Hundredths == value)) return "the value is printed nowhere";
        if (score.Status == "repaired" && shown) return "the value is printed, so nothing is repaired";
        if (score.Status == "derived" && !score.Printed.IsEmpty) return "a value is printed, so nothing is derived";

        var (line, fault) = ProofLine.Parse(score, proof);
        if (line is null) return fault;
        if (line.Held.IsEmpty) return score.Status == "confirmed" ? null : "it names no identity";
        foreach (var (code, other) in line.With)
            if (sheet.FirstOrDefault(s => s.Code == code) is { Value: { } published } && published != other)
                return $"it counts with {code} {Show(other)}, but {Show(published)} is published";
        if (line.Held.Contains("respondents") && line.Respondents.IsEmpty) return "it names no number of respondents";

        var identities = line.Identities(book, score.Code, value);
        foreach (var rule in line.Held)
            if (identities.Broken(rule, score.Code, value, printed: true) is { } why) return why;
        foreach (var rival in Rivals(score, value))
            if (line.Held.All(rule => identities.Broken(rule, score.Code, rival, printed: score.Printed.Any(p => p.Hundredths == rival)) is null)
                && identities.Reachable(score.Code, rival))
                return $"{Show(rival)} would fit as well";
        return null;
    }

    /// <summary>What a printed number that is not published would break, in words; empty where its proof names nothing that it breaks.</summary>
    /// <param name="book">The year's codebook.</param>
    /// <param name="score">A score that is proved.</param>
    /// <param name="number">In hundredths.</param>
    public static ImmutableArray<string> Against(Codebook book, PublishedScore score, int number)
    {
        if (score is not { Proof: { } proof, Value: { } value } || ProofLine.Parse(score, proof).Line is not { } line) return [];
        var identities = line.Identities(book, score.Code, value);
        var broken = line.Held.Select(rule => identities.Broken(rule, score.Code, number, printed: true)).OfType<string>();
        return [.. identities.Reachable(score.Code, number) ? broken : broken.Prepend("its items can never give it")];
    }

    /// <summary>Every printed number and every number one digit away from one; for a value that is printed nowhere, those one digit away from it.</summary>
    private static SortedSet<int> Rivals(PublishedScore score, int value)
    {
        var sources = score.Printed.IsEmpty ? [value] : score.Printed.Select(p => p.Hundredths).ToHashSet();
        var rivals = new SortedSet<int>(sources);
        foreach (var source in sources)
        {
            var text = source.ToString("000", System.Globalization.CultureInfo.InvariantCulture);
            for (var i = 0; i < text.Length; i++)
            {
                for (var digit = '0'; digit <= '9'; digit++)
                {
                    if (digit == '0' && i == 0 && text.Length > 3) continue;
                    var changed = int.Parse(string.Concat(text.AsSpan(0, i), [digit], text.AsSpan(i + 1)), System.Globalization.CultureInfo.InvariantCulture);
                    if (changed <= Score.MaxHundredths) rivals.Add(changed);
                }
            }
        }
        rivals.Remove(value);
        return rivals;
    }

    private static string Show(int? hundredths) => hundredths is { } h ? Score.FromHundredths(h).ToString() : "-";
}
