using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;

namespace ItaIngest.Storage.Write;

/// <summary>
/// One name for everything found in a document: two readings with the same name are stored as the same rows, so that a document that is stored
/// already costs a look.
/// </summary>
internal static class Fingerprint
{
    private const int Form = 6; // Of this class: another form makes every document be compared row by row once more.

    public static Guid Of(DocumentRows rows)
    {
        var findings = rows.Findings;
        var digest = new Digest().Add(Form).Add((int)findings.Status).Add(findings.PageCount).Add(findings.Kinds.Length);
        foreach (var kind in findings.Kinds) digest.Add((int)kind);
        foreach (var (page, kind) in findings.PageKinds.OrderBy(p => p.Key)) digest.Add(page).Add((int)kind);
        foreach (var name in Names(rows.Sheets)) digest.Add(name);
        foreach (var (id, _) in rows.Issues) digest.Add(id);
        return digest.Add(rows.Sheets.Count).Add(rows.Issues.Count).Take();
    }

    /// <summary>One name a sheet, made on all cores.</summary>
    private static Guid[] Names(List<SheetRow> sheets)
    {
        var names = new Guid[sheets.Count];
        Parallel.For(0, sheets.Count, () => new Digest(), (i, _, digest) =>
        {
            Add(digest, sheets[i]);
            names[i] = digest.Take();
            return digest;
        }, _ => { });
        return names;
    }

    private static void Add(Digest digest, SheetRow sheet)
    {
        digest.Add(sheet.Identity).Add(sheet.Province?.Code).Add(sheet.Claims.Count).Add(sheet.Records.Count);
        foreach (var claim in sheet.Claims) Add(digest, claim);
        foreach (var (score, mentions) in sheet.Records)
        {
            Add(digest, score.Code);
            digest.Add(score.Value?.Hundredths).Add((int)score.Status).Add(score.Proof).Add(score.Candidates.Length).Add(score.Support.Length).Add(mentions.Length);
            foreach (var candidate in score.Candidates) digest.Add(candidate.Value.Hundredths).Add(candidate.Probability ?? -1);
            foreach (var support in score.Support) digest.Add(support);
            foreach (var mention in mentions) digest.Add(mention);
        }
    }

    private static void Add(Digest digest, Observation claim)
    {
        Add(digest, claim.Code);
        digest.Add(claim.Value.Succeeded ? claim.Value.Value.Hundredths : -1).Add(claim.Value.Reason).Add(claim.Doubt);
        Add(digest, claim.Evidence);
    }

    private static void Add(Digest digest, ItemCode code) => digest.Add((int)code.Level << 16 | (int)(code.Instrument ?? 0) << 8 | code.Number);

    private static void Add(Digest digest, Evidence at)
    {
        digest.Add(at.AsPrinted).Add(at.Page).Add(at.Line).Add((int)at.Reader << 8 | (int)at.Where).Add(at.Rule).Add(at.Label).Add(at.Section).Add((float)at.Confidence);
        if (at.Box is { } box) digest.Add((float)box.X0).Add((float)box.Y0).Add((float)box.X1).Add((float)box.Y1); // As precise as they are stored.
        ImmutableArray<Alternative> others = at.Alternatives.IsDefault ? [] : at.Alternatives;
        digest.Add(others.Length);
        foreach (var other in others) digest.Add(other.Text).Add(other.Probability);
    }
}
