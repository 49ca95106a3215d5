using System.Globalization;
using CsvHelper;
using ItaIngest.Typeset.Paper;

namespace ItaIngest.Typeset;

/// <summary>Truth files, in the columns that the fixtures use.</summary>
public static class Books
{
    public static string Scores(Document document, string file)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        Line(csv, "file", "agency", "fiscal_year", "code", "value_as_printed", "value_true", "where", "note");
        foreach (var s in document.Scores)
            Line(csv, file, s.Agency, s.Year.ToString(CultureInfo.InvariantCulture), s.Code, s.Printed, s.Value, s.Where, s.Note);
        csv.Flush();
        return text.ToString();
    }

    public static string Rows(Document document, string file)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        Line(csv, "file", "rank", "name_as_printed", "name_true", "district_as_printed", "district_true", "score", "grade", "delta", "pass");
        foreach (var r in document.Rows)
            Line(csv, file, r.Number.ToString(CultureInfo.InvariantCulture), r.PrintedName, r.Name, r.PrintedDistrict, r.District, r.Score, r.Grade, r.Delta, r.Pass);
        csv.Flush();
        return text.ToString();
    }

    private static void Line(CsvWriter csv, params string[] cells)
    {
        foreach (var cell in cells) csv.WriteField(cell);
        csv.NextRecord();
    }
}
