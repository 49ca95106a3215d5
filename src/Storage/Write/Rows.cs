using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Storage.Write;

/// <summary>A claim with the name that makes it one row however often it is read.</summary>
internal readonly record struct ObservationRow(Guid Id, Observation Claim);

/// <summary>What the claims of a sheet come to for one code.</summary>
internal readonly record struct RecordRow(ScoreRecord Score, Guid[] Mentions);

/// <summary>
/// One sheet ready to be stored; a line of an announcement is a sheet with one value. Its claims are named when they are first asked for: while they
/// are copied the server is busy with those before, and a document that is stored already never needs them.
/// </summary>
internal sealed class SheetRow(Guid identity, int ordinal, AgencyMatch match, FiscalYear? year, Province? province, AnnouncementRow? row, Func<Named> name)
{
    private Named? named;

    /// <summary>Who and when in the words of the document.</summary>
    public Guid Identity { get; set; } = identity;

    public int Ordinal => ordinal;

    public AgencyMatch Match => match;

    public FiscalYear? Year => year;

    public Province? Province => province;

    /// <summary>The line of the announcement; null for a sheet of a report.</summary>
    public AnnouncementRow? Row => row;

    public List<ObservationRow> Observations => (named ??= name()).Observations;

    public List<RecordRow> Records => (named ??= name()).Records;
}

/// <summary>The claims of a sheet in reading order, and what they come to.</summary>
internal sealed record Named(List<ObservationRow> Observations, List<RecordRow> Records);

/// <summary>One document ready to be stored: its sheets, its issues, and the agencies it names.</summary>
internal sealed record DocumentRows(DocumentFindings Findings, Guid Hash, List<SheetRow> Sheets, List<(Guid Id, Issue Issue)> Issues)
{
    /// <summary>Agencies in key order: every writer inserts in the same order, so that two never wait for each other.</summary>
    public IEnumerable<Agency> Agencies => Sheets.Select(s => s.Match.Agency).OfType<Agency>().DistinctBy(a => a.Code).OrderBy(a => a.Code, StringComparer.Ordinal);

    /// <param name="findings">What was found.</param>
    /// <param name="hash">Its <see cref="Fingerprint"/>.</param>
    public static DocumentRows Of(DocumentFindings findings, Guid hash)
    {
        var digest = new Digest();
        var sheets = new List<SheetRow>();
        foreach (var sheet in findings.Sheets) sheets.Add(SheetOf(digest, findings.Document.Id, sheet, sheets.Count));
        foreach (var row in findings.Rows) sheets.Add(RowOf(digest, findings, row, sheets.Count));
        MakeUnique(digest, sheets);

        var issues = new List<(Guid Id, Issue Issue)>();
        var seen = new HashSet<Guid>();
        foreach (var issue in findings.Issues)
        {
            var id = digest.Add(issue.Code).Add((int)issue.Severity).Add(issue.Message).Add(issue.Page).Add(issue.Line).Take();
            if (seen.Add(id)) issues.Add((id, issue));
        }
        return new DocumentRows(findings, hash, sheets, issues);
    }

    private static SheetRow SheetOf(Digest digest, string document, SheetFindings sheet, int ordinal) => new(
        Describe(digest.Add("report"), sheet.Agency, sheet.Year).Take(), ordinal, sheet.Agency, sheet.Year, sheet.Agency.Agency?.Province, null, () => NameAll(digest, document, sheet));

    private static Named NameAll(Digest digest, string document, SheetFindings sheet)
    {
        var about = AboutOf(digest, document, sheet.Agency, sheet.Year);
        var observations = new List<ObservationRow>(sheet.Observations.Length);
        var ids = new Dictionary<Observation, Guid>(sheet.Observations.Length, ReferenceEqualityComparer.Instance);
        var seen = new HashSet<Guid>(sheet.Observations.Length);
        Guid Store(Observation claim)
        {
            var bare = NameOf(digest, about, claim, 0);
            var id = bare;
            for (var again = 1; !seen.Add(id); again++) id = NameOf(digest, about, claim, again);
            observations.Add(new ObservationRow(id, claim));
            return ids[claim] = id;
        }
        foreach (var claim in sheet.Observations) Store(claim);
        Guid Mention(Observation claim)
        {
            if (ids.TryGetValue(claim, out var id)) return id;
            var bare = NameOf(digest, about, claim, 0);
            // An equal copy of a claim of the sheet, or a claim that only the score names: then it is stored too.
            return seen.Contains(bare) ? ids[claim] = bare : Store(claim);
        }
        return new Named(observations, [.. sheet.Scores.Select(score => new RecordRow(score, score.Mentions is [var only] ? [Mention(only)] : [.. score.Mentions.Select(Mention).Distinct()]))]);
    }

    /// <summary>A line of an announcement claims its agency's total.</summary>
    private static SheetRow RowOf(Digest digest, DocumentFindings findings, AnnouncementRow row, int ordinal)
    {
        var province = row.Match.Agency?.Province ?? row.Province ?? ProvinceBeside(findings, row);
        var identity = Describe(digest.Add("announcement"), row.Match, row.Year).Add(row.Number).Add(row.Evidence.Section).Add(row.Grade)
            .Add(row.Change?.Hundredths).Add(row.Passed is { } passed ? passed ? 1 : 0 : null).Add(province?.Code).Take();
        var claim = new Observation(ItemCode.Total, row.Total, row.Evidence);
        var publishes = row.Total.Succeeded && row.Status is ScoreStatus.Printed or ScoreStatus.Confirmed or ScoreStatus.Repaired or ScoreStatus.Derived;
        var score = new ScoreRecord(ItemCode.Total,
            publishes ? row.Total.Value : null,
            publishes ? row.Status : row.Total.Succeeded && row.Status == ScoreStatus.Conflicting ? ScoreStatus.Conflicting : ScoreStatus.Unresolved,
            !publishes && row.Total.Succeeded && row.Status == ScoreStatus.Conflicting ? [new Candidate(row.Total.Value, null)] : [],
            [claim], []);
        return new SheetRow(identity, ordinal, row.Match, row.Year, province, row, () =>
        {
            var id = NameOf(digest, AboutOf(digest, findings.Document.Id, row.Match, row.Year), claim, 0);
            return new Named([new ObservationRow(id, claim)], [new RecordRow(score, [id])]);
        });
    }

    /// <summary>
    /// The province of a row whose table names none: that of the resolved rows of the same table, if they all lie in one. The table is about
    /// one province, so this only says where the unresolved line is to be shown, not which agency it means.
    /// </summary>
    private static Province? ProvinceBeside(DocumentFindings findings, AnnouncementRow row)
    {
        var provinces = findings.Rows.Where(r => r.Evidence.Section == row.Evidence.Section && r.Year == row.Year)
            .Select(r => r.Match.Agency?.Province ?? r.Province).OfType<Province>().DistinctBy(p => p.Code).Take(2).ToList();
        return provinces.Count == 1 ? provinces[0] : null;
    }

    /// <summary>Two sheets of one document that say who and when in the same words are told apart by their order.</summary>
    private static void MakeUnique(Digest digest, List<SheetRow> sheets)
    {
        var seen = new HashSet<Guid>();
        foreach (var sheet in sheets)
        {
            var identity = sheet.Identity;
            for (var again = 1; !seen.Add(identity); again++) identity = digest.Add(sheet.Identity).Add(again).Take();
            sheet.Identity = identity;
        }
    }

    private static Digest Describe(Digest digest, AgencyMatch match, FiscalYear? year)
    {
        digest.Add(match.Agency?.Code).Add(year?.BuddhistEra).Add((int)match.Kind).Add(match.Probability).Add(match.PrintedDistrict).Add(match.Printed.Length);
        foreach (var printed in match.Printed) digest.Add(printed);
        return digest;
    }

    /// <summary>How the names of all claims of a sheet begin: the document, who and when.</summary>
    private static byte[] AboutOf(Digest digest, string document, AgencyMatch match, FiscalYear? year) =>
        digest.Add(document).Add(match.Agency?.Code ?? (match.Printed.IsDefaultOrEmpty ? null : "?" + match.Printed[0])).Add(year?.BuddhistEra).TakeBytes();

    /// <summary>The name of a claim: who, when, which value, what is printed and where. Not how sure the reader was.</summary>
    private static Guid NameOf(Digest digest, byte[] about, Observation claim, int again)
    {
        var at = claim.Evidence;
        digest.Add(about).Add(again)
            .Add(claim.Code.ToString()).Add(claim.Value.Succeeded ? claim.Value.Value.Hundredths : null).Add(claim.Value.Reason).Add(claim.Doubt)
            .Add(at.AsPrinted).Add(at.Page).Add(at.Line).Add((int)at.Reader).Add((int)at.Where).Add(at.Rule).Add(at.Label).Add(at.Section);
        if (at.Box is { } box) digest.Add(box.X0).Add(box.Y0).Add(box.X1).Add(box.Y1);
        return digest.Take();
    }
}
