using System.Collections.Immutable;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Classifying;
using ItaIngest.Pipeline.Tables;

namespace ItaIngest.Pipeline.Readings;

/// <summary>Finds the announcement tables of a document and joins those that a page break has cut.</summary>
internal static class Announcements
{
    /// <summary>How many lines above a table are its title.</summary>
    private const int TitleLines = 10;

    public static ImmutableArray<PrintedAnnouncement> Read(string documentId, ImmutableArray<Passage> passages)
    {
        var found = new List<(FiscalYear? Year, List<string> Title, List<PrintedRow> Rows, ImmutableArray<string> Parts, string? Other)>();
        var title = new List<string>();
        Columns? last = null;
        foreach (var passage in passages)
        {
            if (passage.Table is not { } table)
            {
                title.AddRange(passage.Lines.Select(l => l.Text).Where(t => t.Length < 160));
                if (title.Count > TitleLines) title.RemoveRange(0, title.Count - TitleLines);
                continue;
            }
            var columns = Columns.Of(table, Announcement.IsBody);
            var isTable = passage.Kind == TableKind.Announcement;
            // A table that goes on over a page without repeating its header has the same columns and counts on.
            var goesOnBare = !isTable && last is not null && columns.HeaderRows == 0 && Math.Abs(table.ColumnCount - last.Each.Length) <= 1;
            if (!isTable && !goesOnBare)
            {
                if (table.Rows.Length > 2) last = null;
                continue;
            }
            if (isTable) last = columns;
            else columns = last! with { HeaderRows = 0 };
            var year = YearOf(columns, YearIn(title));
            foreach (var part in ByProvince(table.Rows.Skip(columns.HeaderRows)))
            {
                title.AddRange(part.Title);
                var rows = Announcement.Rows(new Place(documentId, passage.Page, Domain.Findings.Where.Table, passage.Section), part.Rows, columns, year);
                if (rows.IsEmpty) continue;
                if (found.Count > 0 && GoesOn(found[^1].Rows, rows, found[^1].Year, year) && SameProvince(found[^1].Title, title)) found[^1].Rows.AddRange(rows);
                else found.Add((year, [.. title], [.. rows], [.. columns.Each.Select(c => c.Header).Where(Announcement.IsPart)], OtherMeasure([.. title, .. columns.Each.Select(c => c.Header)])));
                title.Clear();
            }
        }
        return [.. found.Select(f => new PrintedAnnouncement(f.Year, [.. f.Title], [.. f.Rows]) { Parts = f.Parts, OtherMeasure = f.Other })];
    }

    private static string? OtherMeasure(string[] words) =>
        words.Any(ProseWords.Assessment().IsMatch) ? null : words.FirstOrDefault(ProseWords.OtherMeasure().IsMatch);

    /// <summary>A row that holds a province's line and nothing else is the title of the rows below it.</summary>
    private static IEnumerable<(ImmutableArray<string> Title, ImmutableArray<TableRow> Rows)> ByProvince(IEnumerable<TableRow> rows)
    {
        var title = ImmutableArray<string>.Empty;
        var part = new List<TableRow>();
        foreach (var row in rows)
        {
            if (row.Cells.Count(c => c.Text.Length > 0) != 1 || ProvinceLine([row.Text]) is null)
            {
                part.Add(row);
                continue;
            }
            if (part.Count > 0) yield return (title, [.. part]);
            (title, part) = ([row.Text], []);
        }
        yield return (title, [.. part]);
    }

    private static bool GoesOn(List<PrintedRow> before, ImmutableArray<PrintedRow> next, FiscalYear? yearBefore, FiscalYear? year)
    {
        if (year is not null && yearBefore is not null && year != yearBefore) return false;
        var lastNumber = before.LastOrDefault(r => r.Number is not null)?.Number;
        var firstNumber = next.FirstOrDefault(r => r.Number is not null)?.Number;
        return lastNumber is { } l && firstNumber is { } f && f > l;
    }

    /// <summary>A page break may repeat the province's line; another province's line opens another table, even when the numbers count on.</summary>
    private static bool SameProvince(List<string> before, List<string> next) =>
        ProvinceLine(next) is not { } line || ProvinceLine(before) is not { } last || line == last;

    private static string? ProvinceLine(IEnumerable<string> title) =>
        title.Select(ThaiText.Key).LastOrDefault(t => t.Contains("จังหวัด", StringComparison.Ordinal) && t.Length < 60);

    /// <summary>The newest year that a score column names; the title's where that is newer and a score column without a year is left for it.</summary>
    private static FiscalYear? YearOf(Columns columns, FiscalYear? titled)
    {
        var years = columns.With(ColumnRole.Score).Where(c => !Announcement.IsPart(columns[c].Header)).Select(c => columns[c].Year).ToArray();
        var newest = years.Where(y => y is not null).OrderDescending().FirstOrDefault();
        return newest is null || (titled is { } title && title.CompareTo(newest.Value) > 0 && years.Contains(null)) ? titled : newest;
    }

    private static FiscalYear? YearIn(List<string> title)
    {
        for (var i = title.Count - 1; i >= 0; i--)
            if (Numerals.Year().Matches(title[i]) is { Count: 1 } m && FiscalYear.Parse(m[0].Value) is { Succeeded: true } y) return y.Value;
        return null;
    }
}
