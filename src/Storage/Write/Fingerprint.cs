using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;

namespace ItaIngest.Storage.Write;

/// <summary>
/// One name for everything found in a document: two readings with the same name are stored as the same rows. It is made from the records as they
/// are, before any claim gets a name of its own, so that a document that is stored already costs a look.
/// </summary>
internal static class Fingerprint
{
    private const int Form = 2; // Of this class: another form makes every document be compared row by row once more.

    public static Guid Of(DocumentFindings findings)
    {
        var digest = new Digest().Add(Form).Add((int)findings.Status).Add(findings.PageCount).Add(findings.Kinds.Length);
        foreach (var kind in findings.Kinds) digest.Add((int)kind);
        foreach (var (page, kind) in findings.PageKinds.OrderBy(p => p.Key)) digest.Add(page).Add((int)kind);
        foreach (var sheet in findings.Sheets) Add(digest, sheet);
        foreach (var row in findings.Rows) Add(digest, row);
        foreach (var issue in findings.Issues) digest.Add(issue.Code).Add((int)issue.Severity).Add(issue.Message).Add(issue.Page).Add(issue.Line).Fold();
        return digest.Add(findings.Sheets.Length).Add(findings.Rows.Length).Add(findings.Issues.Length).Take();
    }

    private static void Add(Digest digest, SheetFindings sheet)
    {
        Add(digest, sheet.Agency, sheet.Year);
        digest.Add(sheet.Agency.Agency?.Province?.Code).Add(sheet.Observations.Length).Add(sheet.Scores.Length);
        var places = new Dictionary<Observation, int>(sheet.Observations.Length, ReferenceEqualityComparer.Instance);
        foreach (var claim in sheet.Observations)
        {
            places[claim] = places.Count;
            Add(digest, claim);
        }
        foreach (var score in sheet.Scores)
        {
            Add(digest, score.Code);
            digest.Add(score.Value?.Hundredths).Add((int)score.Status).Add(score.Proof).Add(score.Candidates.Length).Add(score.Support.Length).Add(score.Mentions.Length);
            foreach (var candidate in score.Candidates) digest.Add(candidate.Value.Hundredths).Add(candidate.Probability ?? -1);
            foreach (var support in score.Support) digest.Add(support);
            foreach (var mention in score.Mentions)
            {
                if (places.TryGetValue(mention, out var place)) digest.Add(place);
                else Add(digest.Add(-1), mention);
            }
        }
        digest.Fold();
    }

    private static void Add(Digest digest, AnnouncementRow row)
    {
        Add(digest, row.Match, row.Year);
        digest.Add((row.Match.Agency?.Province ?? row.Province)?.Code).Add(row.Number).Add(row.Grade).Add(row.Change?.Hundredths).Add(row.Passed is { } passed ? passed ? 1 : 0 : null).Add((int)row.Status);
        Add(digest, row.Total);
        Add(digest, row.Evidence);
        digest.Fold();
    }

    private static void Add(Digest digest, AgencyMatch match, FiscalYear? year)
    {
        digest.Add(match.Agency?.Code).Add(year?.BuddhistEra).Add((int)match.Kind).Add(match.Probability).Add(match.PrintedDistrict).Add(match.Printed.Length);
        foreach (var printed in match.Printed) digest.Add(printed);
    }

    private static void Add(Digest digest, Observation claim)
    {
        Add(digest, claim.Code);
        Add(digest, claim.Value);
        digest.Add(claim.Doubt);
        Add(digest, claim.Evidence);
    }

    private static void Add(Digest digest, ItemCode code) => digest.Add((int)code.Level).Add((int)(code.Instrument ?? 0)).Add(code.Number);

    private static void Add(Digest digest, Parsed<Score> value) => digest.Add(value.Succeeded ? value.Value.Hundredths : -1).Add(value.Reason);

    private static void Add(Digest digest, Evidence at)
    {
        digest.Add(at.AsPrinted).Add(at.Page).Add(at.Line).Add((int)at.Reader).Add((int)at.Where).Add(at.Rule).Add(at.Label).Add(at.Section).Add(at.Confidence);
        if (at.Box is { } box) digest.Add(box.X0).Add(box.Y0).Add(box.X1).Add(box.Y1);
        ImmutableArray<Domain.Paper.Alternative> others = at.Alternatives.IsDefault ? [] : at.Alternatives;
        digest.Add(others.Length);
        foreach (var other in others) digest.Add(other.Text).Add(other.Probability);
    }
}
