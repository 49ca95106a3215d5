using System.Collections.Immutable;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Reference;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Agencies;

namespace ItaIngest.Pipeline.Readings;

/// <summary>Printed rows of announcement tables become rows about agencies, each checked against its own grade, verdict and scale.</summary>
internal static class AnnouncedRows
{
    public static Staged<ImmutableArray<AnnouncementRow>> Name(string documentId, ImmutableArray<PrintedAnnouncement> tables, FiscalYear? documentYear, ImmutableArray<Passage> passages, ReferenceData reference)
    {
        var rows = ImmutableArray.CreateBuilder<AnnouncementRow>();
        var issues = ImmutableArray.CreateBuilder<Issue>();
        foreach (var table in tables)
        {
            var first = table.Rows[0];
            if (table.OtherMeasure is { } other)
            {
                issues.Add(new Issue("ITA203", Severity.Info, $"A table of {table.Rows.Length} agencies is of another measure (\"{other}\"): its rows were not taken.", first.Page, first.Line));
                continue;
            }
            if ((table.Year ?? documentYear) is not { } year)
            {
                issues.Add(new Issue("ITA341", Severity.Error, $"A table of {table.Rows.Length} agencies names no fiscal year, in its header or above it; its rows were not taken.", first.Page, first.Line));
                continue;
            }
            if (!table.Parts.IsEmpty)
                issues.Add(new Issue("ITA348", Severity.Info, $"The table also prints {string.Join(", ", table.Parts)} for each agency. Of an announcement only the total is taken; each agency's own report states its parts.", first.Page, first.Line));
            var matched = Matched(table, passages, year, reference.Gazetteer, issues);
            reference.Codebooks.TryGetValue(year, out var book);
            var number = 0;
            for (var i = 0; i < table.Rows.Length; i++)
            {
                number = table.Rows[i].Number ?? number + 1;
                rows.Add(Row(documentId, table.Rows[i], number, year, matched[i].Province, matched[i].Match, book, issues));
            }
            Count(table, issues);
        }
        return new(rows.ToImmutable(), issues.ToImmutable());
    }

    /// <summary>Each row's province and agency. A table of several provinces (a region's ranking) names them row by row, and each province's rows are aligned for themselves.</summary>
    private static (Province? Province, AgencyMatch Match)[] Matched(PrintedAnnouncement table, ImmutableArray<Passage> passages, FiscalYear year, Gazetteer gazetteer, ImmutableArray<Issue>.Builder issues)
    {
        var found = new (Province?, AgencyMatch)[table.Rows.Length];
        var groups = Enumerable.Range(0, table.Rows.Length).GroupBy(i => ThaiText.Key(table.Rows[i].Province), StringComparer.Ordinal).Select(g => g.ToArray()).ToArray();
        foreach (var at in groups)
        {
            var first = table.Rows[at[0]];
            var province = groups.Length > 1 || first.Province.Length > 0 ? AnnouncedProvince.Named(first.Province, gazetteer) : AnnouncedProvince.Find(table, passages, gazetteer);
            if (province is null)
                issues.Add(new Issue("ITA342", Severity.Error, $"A table of {at.Length} agencies names no province that the registry knows (such as จังหวัดตรัง above it); its agencies could not be named.", first.Page, first.Line));
            // Among rows of other provinces a number is no place in the province's order.
            var printed = at.Select(i => table.Rows[i]).Select(r => new PrintedAgencyRow(groups.Length == 1 ? r.Number : null, r.Agency, r.District.Length == 0 ? null : r.District, r.Page, r.Line)).ToImmutableArray();
            var matches = province is null ? [.. printed.Select(p => new AgencyMatch(null, MatchKind.Unresolved, 0, [p.Name], p.District))] : Aligned(printed, province, gazetteer, year, issues);
            for (var i = 0; i < at.Length; i++) found[at[i]] = (province, matches[i]);
        }
        return found;
    }

    private static ImmutableArray<AgencyMatch> Aligned(ImmutableArray<PrintedAgencyRow> printed, Province province, Gazetteer gazetteer, FiscalYear year, ImmutableArray<Issue>.Builder issues)
    {
        var aligned = AlignAnnouncement.Align(printed, province, gazetteer, year);
        issues.AddRange(aligned.Issues);
        return aligned.Value.Rows;
    }

    private static AnnouncementRow Row(string documentId, PrintedRow printed, int number, FiscalYear year, Province? province, AgencyMatch match, Codebook? book, ImmutableArray<Issue>.Builder issues)
    {
        var total = printed.Total?.Observation.Value ?? Parsed<Score>.Failed("no score is printed");
        var evidence = printed.Total?.Observation.Evidence
            ?? new Evidence(documentId, printed.Page, printed.Line, null, "", Domain.Paper.ReaderKind.Text, 1, [], Where.Table, "announcement-row", printed.Agency, 0);
        var status = ScoreStatus.Printed;
        if (!total.Succeeded)
        {
            status = ScoreStatus.Unresolved;
            issues.Add(new Issue("ITA343", Severity.Error, $"Row {number}, {printed.Agency}: {total.Reason}; its score is withheld.", printed.Page, printed.Line));
        }
        else if (!Ink.IsSure(evidence))
        {
            status = ScoreStatus.Unresolved;
            issues.Add(new Issue("ITA332", Severity.Error, $"Row {number}, {printed.Agency}: {total.Value} was read from a picture and is not sure ({evidence.Confidence:0.000}); it is withheld.", printed.Page, printed.Line));
        }
        else if (book is not null && GradeScale.Contradiction(book, total.Value, printed.Grade, printed.Passed) is { } against)
        {
            status = ScoreStatus.Conflicting;
            issues.Add(new Issue("ITA344", Severity.Error, $"Row {number}, {printed.Agency}: {total.Value}, {printed.Grade ?? "no grade"}, {(printed.Passed switch { true => "ผ่าน", false => "ไม่ผ่าน", _ => "no verdict" })} contradict each other: {against}. The row is withheld; one of them is misread.", printed.Page, printed.Line));
        }
        else if (printed.Change is { } change && total.Value.Hundredths - change.Hundredths is < 0 or > Score.MaxHundredths)
        {
            status = ScoreStatus.Conflicting;
            issues.Add(new Issue("ITA345", Severity.Error, $"Row {number}, {printed.Agency}: {total.Value} with a difference of {change} would make last year's score impossible. The row is withheld; one of them is misread.", printed.Page, printed.Line));
        }
        if (printed.PrintedChange is { } text && printed.Change is null)
            issues.Add(new Issue("ITA346", Severity.Warning, $"Row {number}, {printed.Agency}: the difference \"{text}\" cannot be read; it stays empty.", printed.Page, printed.Line));
        return new AnnouncementRow(number, year, match, total, printed.Grade, printed.Change, printed.Passed, status, evidence, province);
    }

    /// <summary>Serial numbers that jump or repeat show rows lost or read twice.</summary>
    private static void Count(PrintedAnnouncement table, ImmutableArray<Issue>.Builder issues)
    {
        int? last = null;
        foreach (var row in table.Rows)
        {
            if (row.Number is { } n && last is { } l && n != l + 1)
                issues.Add(new Issue("ITA347", Severity.Warning, n > l + 1
                    ? $"The table goes from number {l} to {n}: {n - l - 1} rows between are missing or unreadable."
                    : $"The table goes from number {l} back to {n}: a row is misnumbered, read twice or out of place.", row.Page, row.Line));
            last = row.Number ?? last + 1;
        }
        if (table.Rows[0].Number is > 1 and var start)
            issues.Add(new Issue("ITA347", Severity.Warning, $"The table begins at number {start}: the {start - 1} rows before are missing.", table.Rows[0].Page, table.Rows[0].Line));
    }
}
