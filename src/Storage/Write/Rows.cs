using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;

namespace ItaIngest.Storage.Write;

/// <summary>What the claims of a sheet come to for one code.</summary>
/// <param name="Score">As the pipeline found it.</param>
/// <param name="Mentions">The numbers of the claims that it was computed from, in reading order.</param>
internal readonly record struct RecordRow(ScoreRecord Score, int[] Mentions);

/// <summary>One sheet ready to be stored; a line of an announcement is a sheet with one value.</summary>
internal sealed class SheetRow(Guid identity, int ordinal, AgencyMatch match, FiscalYear? year, Province? province, AnnouncementRow? row)
{
    /// <summary>Who and when in the words of the document.</summary>
    public Guid Identity { get; set; } = identity;

    public int Ordinal => ordinal;

    public AgencyMatch Match => match;

    public FiscalYear? Year => year;

    public Province? Province => province;

    /// <summary>The line of the announcement; null for a sheet of a report.</summary>
    public AnnouncementRow? Row => row;

    /// <summary>In reading order; a claim's number is its place here.</summary>
    public required IReadOnlyList<Observation> Claims { get; init; }

    public required IReadOnlyList<RecordRow> Records { get; init; }
}

/// <summary>One document ready to be stored: its sheets, its issues, and the agencies it names.</summary>
internal sealed record DocumentRows(DocumentFindings Findings, List<SheetRow> Sheets, List<(Guid Id, Issue Issue)> Issues)
{
    /// <summary>Agencies in key order: every writer inserts in the same order, so that two never wait for each other.</summary>
    public IEnumerable<Agency> Agencies => Sheets.Select(s => s.Match.Agency).OfType<Agency>().DistinctBy(a => a.Code).OrderBy(a => a.Code, StringComparer.Ordinal);

    public static DocumentRows Of(DocumentFindings findings)
    {
        var sheets = new SheetRow[findings.Sheets.Length + findings.Rows.Length];
        // A province has hundreds of sheets, and the database waits for them: on all cores.
        Parallel.For(0, sheets.Length, () => new Digest(), (i, _, digest) =>
        {
            sheets[i] = i < findings.Sheets.Length ? SheetOf(digest, findings.Sheets[i], i) : RowOf(digest, findings, findings.Rows[i - findings.Sheets.Length], i);
            return digest;
        }, _ => { });
        var digest = new Digest();
        MakeUnique(digest, sheets);

        var issues = new List<(Guid Id, Issue Issue)>();
        var seen = new HashSet<Guid>();
        foreach (var issue in findings.Issues)
        {
            var id = digest.Add(issue.Code).Add((int)issue.Severity).Add(issue.Message).Add(issue.Page).Add(issue.Line).Take();
            if (seen.Add(id)) issues.Add((id, issue));
        }
        return new DocumentRows(findings, [.. sheets], issues);
    }

    private static SheetRow SheetOf(Digest digest, SheetFindings sheet, int ordinal)
    {
        var identity = Describe(digest.Add("report"), sheet.Agency, sheet.Year).Take();
        List<Observation> claims = [.. sheet.Observations];
        var numbers = new Dictionary<Observation, int>(claims.Count, ReferenceEqualityComparer.Instance);
        for (var i = 0; i < claims.Count; i++) numbers[claims[i]] = i;
        int NumberOf(Observation mention)
        {
            if (numbers.TryGetValue(mention, out var number)) return number;
            // An equal copy of a claim of the sheet, or a claim that only the score names: then it is stored too.
            number = claims.IndexOf(mention);
            if (number >= 0) return numbers[mention] = number;
            claims.Add(mention);
            return numbers[mention] = claims.Count - 1;
        }
        List<RecordRow> records = [.. sheet.Scores.Select(score => new RecordRow(score, score.Mentions is [var only] ? [NumberOf(only)] : [.. score.Mentions.Select(NumberOf).Distinct()]))];
        return new SheetRow(identity, ordinal, sheet.Agency, sheet.Year, sheet.Agency.Agency?.Province, null) { Claims = claims, Records = records };
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
        return new SheetRow(identity, ordinal, row.Match, row.Year, province, row) { Claims = [claim], Records = [new RecordRow(score, [0])] };
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
    private static void MakeUnique(Digest digest, SheetRow[] sheets)
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
}
