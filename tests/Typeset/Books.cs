using System.Globalization;
using CsvHelper;
using ItaIngest.Typeset.Paper;

namespace ItaIngest.Typeset;

/// <summary>Truth files, in the columns that the fixtures use.</summary>
public static class Books
{
    public static string Scores(Document document, string file) => Columns(
        ["file", "agency", "fiscal_year", "code", "value_as_printed", "value_true", "where", "note"],
        document.Scores.Select(s => (string[])[file, s.Agency, s.Year.ToString(CultureInfo.InvariantCulture), s.Code, s.Printed, s.Value, s.Where, s.Note]));

    public static string Rows(Document document, string file) => Columns(
        ["file", "rank", "name_as_printed", "name_true", "district_as_printed", "district_true", "score", "grade", "delta", "pass"],
        document.Rows.Select(r => (string[])[file, r.Number.ToString(CultureInfo.InvariantCulture), r.PrintedName, r.Name, r.PrintedDistrict, r.District, r.Score, r.Grade, r.Delta, r.Pass]));

    public static string Sheet(Document document) => Columns(["code", "value"], document.Sheet.Select(s => (string[])[s.Code, s.Value]));

    public static string Missing(Document document) => Columns(["name_true"], document.MissingRows.Select(n => (string[])[n]));

    private static string Columns(string[] header, IEnumerable<string[]> lines)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        Line(csv, header);
        foreach (var line in lines) Line(csv, line);
        csv.Flush();
        return text.ToString();
    }

    private static void Line(CsvWriter csv, params string[] cells)
    {
        foreach (var cell in cells) csv.WriteField(cell);
        csv.NextRecord();
    }
}
