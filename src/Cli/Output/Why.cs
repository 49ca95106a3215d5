using System.Globalization;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Replaying;

namespace ItaIngest.Cli.Output;

/// <summary>Why a score has its value, in plain words: what is printed, what speaks against it, and what fits. Nothing for a score that is simply printed.</summary>
internal static class Why
{
    /// <param name="score">The score.</param>
    /// <param name="book">The year's codebook; null when there is none.</param>
    public static string? Of(ScoreRecord score, Codebook? book) => score.Status switch
    {
        ScoreStatus.Repaired when book is not null => Repaired(score, book),
        ScoreStatus.Confirmed => $"{Printed(score)}; {Fits(score)}, and no number one digit away fits as well",
        ScoreStatus.Derived => $"printed nowhere; {Fits(score)} and leave it no other value",
        ScoreStatus.Conflicting => $"{Printed(score)}; withheld, for it may be {string.Join(" or ", score.Candidates.Select(Likely))}",
        ScoreStatus.Unresolved when !score.Mentions.IsEmpty => $"{Printed(score)}; withheld, for nothing that is printed can be used",
        _ => null,
    };

    private static string Repaired(ScoreRecord score, Codebook book)
    {
        var value = score.Value!.Value;
        var stored = PublishedScore.Stored("", book.Year, score.Code, value.Hundredths, "repaired", [], score.Proof);
        var others = score.Mentions.Where(m => m.Doubt is null && m.Value.Succeeded && m.Value.Value != value).DistinctBy(m => m.Value.Value).ToList();
        var against = others.Select(m => (m.Value.Value, Broken: Replay.Against(book, stored, m.Value.Value.Hundredths)))
            .Where(m => m.Broken.Length > 0).Select(m => $"{m.Value} cannot be: {string.Join(", and ", m.Broken)}");
        return string.Join("; ", [Printed(score), .. against, $"{value} fits{(others.Count == 1 ? Difference(others[0], value) : "")}"]);
    }

    // In which digit the printed number differs, where it is one digit.
    private static string Difference(Observation mention, Score value)
    {
        var printed = mention.Evidence.AsPrinted.Trim();
        var thai = printed.Any(ThaiDigits.IsThai);
        string was = mention.Value.Value.ToString(), now = value.ToString();
        if (was.Length != now.Length || was.Zip(now).Count(p => p.First != p.Second) != 1) return "";
        var at = was.Zip(now).TakeWhile(p => p.First == p.Second).Count();
        var (read, meant) = (was[at] - '0', now[at] - '0');
        var alike = DigitConfusions.PerMille(mention.Evidence.Reader, thai, meant, read) > 1000 / 9;
        return $" and differs in one digit, {Digit(read)} for {Digit(meant)}{(alike ? ", which are taken for each other" : "")}";

        string Digit(int digit) => ((char)((thai ? '๐' : '0') + digit)).ToString();
    }

    private static string Printed(ScoreRecord score)
    {
        var mentions = score.Mentions.Where(m => m.Doubt is null).ToList();
        if (mentions.Count == 0) return "printed where it may be about something else";
        var places = mentions.GroupBy(m => m.Evidence.AsPrinted.Trim(), StringComparer.Ordinal)
            .Select(g => $"{g.Key} in {string.Join(" and ", g.Select(m => Place(m.Evidence.Where)).Distinct())}");
        return $"printed {string.Join(", ", places)}";
    }

    private static string Place(Where where) => where switch
    {
        Where.Table => "a table",
        Where.List => "a list",
        Where.Memo => "the memo",
        _ => "the text",
    };

    private static string Fits(ScoreRecord score) => score.Support.IsEmpty ? "the sheet fits it" : $"{string.Join(" and ", score.Support)} fit{(score.Support.Length == 1 ? "s" : "")} it";

    private static string Likely(Candidate candidate) =>
        candidate.Probability is { } p and > 0 ? string.Create(CultureInfo.InvariantCulture, $"{candidate.Value} ({p:0 %})") : candidate.Value.ToString();
}
