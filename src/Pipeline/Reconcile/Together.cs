using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Pipeline.Reconciling;

/// <summary>
/// Several documents about one agency and year, reconciled as one sheet. Reports are one source and announcements another: a report may be a copy of
/// another with the same typing errors, so the same number in both is the same evidence, while each was read by itself.
/// </summary>
public static class Together
{
    private const string Reports = "reports", Announcements = "announcements";

    /// <summary>By the codebooks of all years; of a year without one nothing is decided.</summary>
    public static Unite By(ReferenceData reference) =>
        (year, statements) => reference.Codebooks.TryGetValue(year, out var book) ? Settle(book, statements) : [];

    /// <summary>
    /// What all documents together prove (confirmed, repaired, derived with its proof), and what they show to contradict the sheet's arithmetic
    /// (conflicting). Of everything else nothing is said: there each document speaks for itself. The order of the statements does not matter.
    /// </summary>
    public static ImmutableArray<ScoreRecord> Settle(Codebook book, ImmutableArray<Statement> statements)
    {
        var copied = Gathered.Contradicting([.. statements.Where(s => !s.Announced).SelectMany(s => s.Claims)]);
        var ordered = statements.OrderBy(s => s.Announced).ThenBy(s => s.DocumentId, StringComparer.Ordinal);
        ImmutableArray<Observation> claims = [.. ordered.SelectMany(s => s.Claims.Select(c => Of(c, s.Announced, copied.ContainsKey(s.DocumentId))))];
        var context = new SheetContext { PrintedGrade = Only(statements.Select(s => s.Grade)), PrintedPass = Only(statements.Select(s => s.Passed?.ToString())) is { } pass ? bool.Parse(pass) : null };
        return [.. Reconcile.Verdicts(book, claims, context, out _, out _)
            .Where(v => v.Record is { Status: ScoreStatus.Confirmed or ScoreStatus.Repaired or ScoreStatus.Derived } || v.Refuted).Select(v => v.Record!)];
    }

    private static Observation Of(Observation claim, bool announced, bool copied) => claim with
    {
        Evidence = claim.Evidence with { DocumentId = announced ? Announcements : Reports },
        Doubt = claim.Doubt ?? (copied && claim.Evidence.Where is Where.Narrative or Where.Memo ? "the text of its document often contradicts its tables" : null),
    };

    private static string? Only(IEnumerable<string?> printed) => printed.OfType<string>().Distinct(StringComparer.Ordinal).ToList() is [var only] ? only : null;
}
