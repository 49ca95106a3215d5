using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Values;
using ItaIngest.Pipeline.Tables;

namespace ItaIngest.Pipeline.Readings;

/// <summary>One line of an announcement table as printed, before its agency is known.</summary>
internal sealed record PrintedRow(
    int? Number,
    string Agency,
    string District,
    Claim? Total,
    string? Grade,
    string? PrintedChange,
    ScoreChange? Change,
    bool? Passed,
    int Page,
    int? Line)
{
    /// <summary>The province as printed in a column of its own; empty where the table has none.</summary>
    public string Province { get; init; } = "";
}

/// <summary>A table of agencies, put together again over page breaks.</summary>
/// <param name="Year">Of the score column's header or of the title above.</param>
/// <param name="Title">The lines above the table: type of agency, region, province.</param>
/// <param name="Rows">As printed.</param>
internal sealed record PrintedAnnouncement(FiscalYear? Year, ImmutableArray<string> Title, ImmutableArray<PrintedRow> Rows)
{
    /// <summary>Headers of columns that hold parts of the total.</summary>
    public ImmutableArray<string> Parts { get; init; } = [];

    /// <summary>The words of its title or header by which it is of another measure, and of this assessment by none; null when there are none.</summary>
    public string? OtherMeasure { get; init; }
}

/// <summary>Provincial tables: ที่, หน่วยงาน, อำเภอ, คะแนน, ระดับ, เปรียบเทียบปีที่ผ่านมา, เปรียบเทียบกับเกณฑ์.</summary>
internal static partial class Announcement
{
    [GeneratedRegex(@"^(?<g>AA|A|B|C|D|E|F|ผ่านดีเยี่ยม|ผ่านดี|ผ่าน|ต้องปรับปรุงโดยด่วน|ต้องปรับปรุง)$")]
    private static partial Regex Grade();

    [GeneratedRegex(@"^(?<not>ไม่)?\s*ผ่าน(เกณฑ์)?$")]
    private static partial Regex Verdict();

    [GeneratedRegex(LocalNames.Beginning + "|กรุงเทพมหานคร|สำนักงาน|กรม|มหาวิทยาลัย")]
    private static partial Regex AgencyWords();

    /// <summary>The cell in which a row of a table names a local organisation; null when none does.</summary>
    public static string? AgencyIn(TableRow row) => row.Cells.FirstOrDefault(c => c.Text.Length < 80 && LocalNames.AtStart().IsMatch(c.Text))?.Text;

    /// <summary>"ทต.กระบุรี อ.กระบุรี", "อบต.บางแก้ว (อำเภอละอุ่น)": the district in the agency's cell.</summary>
    [GeneratedRegex(@"^(?<name>.{4,}?)[\s(,]+(อ\.|อำเภอ)\s*(?<district>[^\s()]{2,30})\s*\)?$")]
    private static partial Regex DistrictBehind();

    [GeneratedRegex("ตัวชี้วัด|การปฏิบัติหน้าที่|การใช้|การแก้ไขปัญหา|คุณภาพ|ประสิทธิภาพ|การปรับปรุง|การเปิดเผย|การป้องกัน")]
    private static partial Regex PartOfTotal();

    /// <summary>Share of rows that must name an agency and print a score where the header's own words are lost.</summary>
    private const double NamedRows = 0.6;

    /// <summary>Fewer agencies may be a report's own beside a neighbour.</summary>
    private const int Several = 3;

    /// <summary>Whether a table's header names agencies and scores, or nearly all its rows do.</summary>
    public static bool Is(TableBlock table, Columns columns)
    {
        if (columns.Only(ColumnRole.Agency) is { } agencies)
        {
            if (columns.With(ColumnRole.Score).Any()) return true;
            // "รวม" beside its parts is the score of each of several agencies, whatever kind they are of.
            if (columns.Each.Any(c => IsPart(c.Header)) && columns.Each.Any(c => SheetNames.IsSum(c.Header)) && table.Rows.Skip(columns.HeaderRows).Count(r => r.At(agencies) is { Text.Length: > 0 }) >= Several) return true;
        }
        var names = table.Rows.Where(r => r.Cells.Any(c => Numerals.DecimalCell().IsMatch(c.Text)))
            .Select(AgencyIn).OfType<string>().Distinct(StringComparer.Ordinal).Count();
        return names >= Several && names >= NamedRows * (table.Rows.Length - 1);
    }

    public static bool IsBody(TableRow row) =>
        row.Cells.Any(c => Numerals.DecimalCell().IsMatch(c.Text))
        || (row.Cells.Length >= 3 && Numerals.Serial().IsMatch(row.Cells[0].Text) && row.Cells.Any(c => c.Text.Length < 80 && AgencyWords().IsMatch(c.Text)));

    /// <summary>Reads rows of one table, below its header. Rows that hold no agency (a repeated header, a footer) are passed over; rows without a score are kept.</summary>
    public static ImmutableArray<PrintedRow> Rows(Place place, ImmutableArray<TableRow> rows, Columns columns, FiscalYear? year) =>
        [.. rows.Select(row => Read(place, row, columns, year)).OfType<PrintedRow>()];

    private static PrintedRow? Read(Place place, TableRow row, Columns columns, FiscalYear? year)
    {
        // What stands below another year is no part of this year's row.
        var cells = row.Cells.Where(c => c.Text.Length > 0 && IsOf(year, columns[c.Column])).ToArray();
        var name = columns.Only(ColumnRole.Agency) is { } a && row.At(a) is { Text.Length: > 0 } at && !Numerals.WholeCell().IsMatch(at.Text) ? at
            : cells.FirstOrDefault(c => AgencyWords().IsMatch(c.Text));
        if (name is null || row.Cells.Count(c => c.Text.Length > 0) < 3 || IsHeaderAgain(name.Text)) return null;
        var score = ScoreCell(row, cells, columns, year);
        var serial = cells.FirstOrDefault(c => c.Column < name.Column && Numerals.Serial().IsMatch(c.Text));
        if (serial is null && score is null) return null;
        var number = serial is null ? null : ThaiDigits.ParseWhole(Numerals.Serial().Match(serial.Text).Groups["n"].ValueSpan);

        var grade = cells.Select(c => Grade().Match(c.Text.Replace(" ", "", StringComparison.Ordinal))).Where(m => m.Success).Select(m => m.Groups["g"].Value).ToArray();
        var verdicts = cells.Where(c => c.Column > name.Column && Verdict().IsMatch(c.Text)).ToArray();
        var verdictColumn = columns.Only(ColumnRole.Verdict);
        var verdict = verdicts.FirstOrDefault(c => c.Column == verdictColumn) ?? (grade.Length == 1 && grade[0] == "ผ่าน" && verdicts.Length == 1 && verdictColumn is null ? null : verdicts.LastOrDefault());
        var change = ChangeCell(cells, columns, score, name);
        var district = columns.Only(ColumnRole.District) is { } d && row.At(d) is { } dc && !Numerals.WholeCell().IsMatch(dc.Text) ? dc.Text
            : columns.Only(ColumnRole.District) is not null ? cells.FirstOrDefault(c => c.Column > name.Column && !ReferenceEquals(c, score) && !Grade().IsMatch(c.Text) && !Verdict().IsMatch(c.Text) && !Numerals.WholeCell().IsMatch(c.Text) && !ReferenceEquals(c, change))?.Text ?? "" : "";
        var gradeText = columns.With(ColumnRole.Grade).Where(c => IsOf(year, columns[c])).Cast<int?>().FirstOrDefault() is { } g && row.At(g) is { } gc && Grade().Match(gc.Text.Replace(" ", "", StringComparison.Ordinal)) is { Success: true } gm ? gm.Groups["g"].Value
            : grade.FirstOrDefault(x => verdict is null || !Verdict().IsMatch(x) || grade.Length > 1);

        Claim? total = null;
        if (score is not null)
        {
            var n = Numerals.WholeCell().Match(score.Text).Groups["n"];
            total = n.Success ? Claim.Of(place, ItemCode.Total, score.Run, n.Index, n.Length, name.Text, "announcement-row", year)
                : Claim.Of(place, ItemCode.Total, score.Run, 0, score.Text.Length, name.Text, "announcement-row", year);
        }
        var parsed = change is null ? default(Parsed<ScoreChange>?) : ScoreChange.Parse(change.Text);
        var agency = LocalNames.AtStart().IsMatch(name.Text) ? name.Text : Kind(row, columns) + name.Text;
        if (district.Length == 0 && DistrictBehind().Match(agency) is { Success: true } behind) (agency, district) = (behind.Groups["name"].Value, behind.Groups["district"].Value);
        return new PrintedRow(number, agency, district, total, gradeText, change?.Text, parsed is { Succeeded: true } p ? p.Value : null,
            verdict is null ? null : !Verdict().Match(verdict.Text).Groups["not"].Success, place.Page, name.Run.Line)
        {
            Province = columns.Only(ColumnRole.Province) is { } p2 && row.At(p2) is { } pc ? pc.Text : "",
        };
    }

    /// <summary>A column that names no year is of the table's.</summary>
    private static bool IsOf(FiscalYear? year, Column column) => (column.Year ?? year) == year;

    /// <summary>The words of the agency's kind where they stand in a column of their own (ประเภท); else nothing.</summary>
    private static string Kind(TableRow row, Columns columns)
    {
        for (var c = 0; c < columns.Each.Length; c++)
            if (columns[c].Header.StartsWith("ประเภท", StringComparison.Ordinal) && row.At(c) is { Text: { Length: < 40 } kind } && LocalNames.AtStart().IsMatch(kind)) return kind;
        return "";
    }

    private static bool IsHeaderAgain(string name) => ThaiText.Key(name) is "หน่วยงาน" or "ชื่อหน่วยงาน";

    private static TableCell? ScoreCell(TableRow row, TableCell[] cells, Columns columns, FiscalYear? year)
    {
        // A column that says it is of this year goes before one that says nothing.
        foreach (var c in columns.With(ColumnRole.Score).Where(c => !IsPart(columns[c].Header) && IsOf(year, columns[c])).OrderBy(c => columns[c].Year is null))
            if (row.At(c) is { Text.Length: > 0 } cell && (Numerals.WholeCell().IsMatch(cell.Text) || Numerals.Spoilt().IsMatch(cell.Text))) return cell;
        return cells.Where(c => Numerals.DecimalCell().IsMatch(c.Text) && !IsPart(columns[c.Column].Header)).Take(2).ToArray() is [var only] ? only : null;
    }

    /// <summary>A column of an instrument or an indicator: not the total.</summary>
    public static bool IsPart(string header) => SheetNames.InstrumentLabel(header) is not null || PartOfTotal().IsMatch(ThaiText.Key(header));

    private static TableCell? ChangeCell(TableCell[] cells, Columns columns, TableCell? score, TableCell name)
    {
        bool Fits(TableCell c) => !ReferenceEquals(c, score) && !ReferenceEquals(c, name) && c.Column > name.Column && ScoreChange.Parse(c.Text).Succeeded;
        return columns.Only(ColumnRole.Change) is { } at && cells.FirstOrDefault(c => c.Column == at) is { } cell && Fits(cell) ? cell
            : cells.FirstOrDefault(c => Fits(c) && c.Text.TrimStart() is ['+' or '-' or '−' or '–', ..]);
    }
}
