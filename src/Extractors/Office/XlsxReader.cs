using System.Collections.Immutable;
using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;
using ItaIngest.Extractors.Text;

namespace ItaIngest.Extractors.Office;

/// <summary>Reads a workbook: each visible sheet is a page with the sheet's name as label, numbers as their formats show them.</summary>
internal static class XlsxReader
{
    private const int MostCells = 2_000_000;

    public static ReadDocument Read(SourceDocument document, CancellationToken cancel)
    {
        Package.Check(document.Path, document.FileName);
        using var file = SpreadsheetDocument.Open(document.Path, isEditable: false);
        var book = file.WorkbookPart ?? throw new InvalidDataException("it has no workbook");
        var strings = book.SharedStringTablePart?.SharedStringTable?.Elements<SharedStringItem>().Select(Text).ToArray() ?? [];
        var formats = Formats(book);
        var pages = ImmutableArray.CreateBuilder<PageText>();
        var issues = ImmutableArray.CreateBuilder<Issue>();
        var budget = MostCells;
        foreach (var sheet in book.Workbook.Sheets?.Elements<Sheet>() ?? [])
        {
            cancel.ThrowIfCancellationRequested();
            if (sheet.Id?.Value is not { } id || !book.TryGetPartById(id, out var part) || part is not WorksheetPart worksheet) continue;
            var name = ThaiText.Normalise(sheet.Name?.Value ?? "");
            var number = pages.Count + 1;
            if (sheet.State is not null && sheet.State.Value != SheetStateValues.Visible)
            {
                issues.Add(new Issue("ITA027", Severity.Info, $"The hidden sheet \"{name}\" was not read. Show it in the workbook if it counts.", null));
                continue;
            }
            var tokens = ImmutableArray.CreateBuilder<Token>();
            var rounded = Sheet(worksheet, strings, formats, tokens, ref budget);
            if (rounded > 0)
                issues.Add(new Issue("ITA028", Severity.Info, $"{rounded} numbers of the sheet \"{name}\" have more than two decimals and no number format; they were rounded to two.", number));
            pages.Add(new PageText(number, default, PageSource.Office, "xlsx", tokens.DrainToImmutable(), [], name));
            if (budget <= 0)
            {
                issues.Add(new Issue("ITA029", Severity.Error, $"{document.FileName} has more than {MostCells} cells; the rest was not read. Split it.", number));
                break;
            }
        }
        if (pages.All(p => p.Tokens.IsEmpty)) issues.Add(new Issue("ITA020", Severity.Warning, $"{document.FileName} holds no text, only blanks. Look whether the right file was given.", 1));
        return new ReadDocument(pages.ToImmutable(), issues.ToImmutable());
    }

    private static int Sheet(WorksheetPart part, string[] strings, string[] formats, ImmutableArray<Token>.Builder into, ref int budget)
    {
        var merged = Merged(part);
        var rows = new Rows(into);
        var (expected, rounded) = (1, 0);
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType != typeof(Row) || !reader.IsStartElement) continue;
            var row = (Row)reader.LoadCurrentElement()!;
            var number = (int)Math.Min(row.RowIndex?.Value ?? (uint)expected, 1_048_576);
            if (number > expected) rows.Gap();
            expected = number + 1;
            var cells = new List<SheetCell>();
            foreach (var cell in row.Elements<Cell>())
            {
                if (--budget <= 0) return rounded;
                var column = Column(cell.CellReference?.Value) ?? (cells.Count == 0 ? 0 : cells[^1].Column + cells[^1].ColumnSpan);
                if (merged.Covered.Contains((number, column))) continue;
                var (down, across) = merged.Spans.GetValueOrDefault((number, column), (1, 1));
                var text = Shown(cell, strings, formats, out var wasRounded);
                if (wasRounded) rounded++;
                if (text.Length > 0) cells.Add(new SheetCell(column, Markup.Collapse(ThaiText.Normalise(text)).Trim(), down, across));
            }
            rows.Add(number, Filled(cells, number, merged.Covered));
        }
        return rounded;
    }

    /// <summary>Blank cells between filled ones are stated too, as in a tab-separated row; columns that a merged cell covers are not.</summary>
    private static List<SheetCell> Filled(List<SheetCell> cells, int row, HashSet<(int Row, int Column)> covered)
    {
        var all = new List<SheetCell>();
        var next = 0;
        foreach (var cell in cells.OrderBy(c => c.Column))
        {
            // A lone cell far to the right does not make thousands of blanks.
            for (; next < cell.Column && cell.Column - next < 256; next++)
                if (!covered.Contains((row, next))) all.Add(new SheetCell(next, ""));
            all.Add(cell);
            next = cell.Column + cell.ColumnSpan;
        }
        return all;
    }

    private static string Shown(Cell cell, string[] strings, string[] formats, out bool rounded)
    {
        rounded = false;
        if (cell.InlineString is { } inline) return string.Concat(inline.Descendants<DocumentFormat.OpenXml.Spreadsheet.Text>().Select(t => t.Text));
        var value = cell.CellValue?.Text ?? "";
        var type = cell.DataType?.Value;
        if (type == CellValues.SharedString) return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < strings.Length ? strings[at] : "";
        if (type == CellValues.Boolean) return value == "1" ? "TRUE" : "FALSE";
        if (type is not null && type != CellValues.Number) return value;
        if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || !double.IsFinite(number)) return value;
        var style = (int)Math.Min(cell.StyleIndex?.Value ?? 0, int.MaxValue);
        return NumberFormat.Print(number, style < formats.Length ? formats[style] : "General", out rounded);
    }

    private static string[] Formats(WorkbookPart book)
    {
        var sheet = book.WorkbookStylesPart?.Stylesheet;
        var custom = new Dictionary<uint, string>();
        foreach (var format in sheet?.NumberingFormats?.Elements<NumberingFormat>() ?? [])
            if (format.NumberFormatId?.Value is { } id && format.FormatCode?.Value is { } code) custom[id] = code;
        return sheet?.CellFormats?.Elements<CellFormat>().Select(f => NumberFormat.Code(f.NumberFormatId?.Value ?? 0, custom.GetValueOrDefault(f.NumberFormatId?.Value ?? 0))).ToArray() ?? [];
    }

    private static string Text(SharedStringItem item) =>
        string.Concat(item.Descendants<DocumentFormat.OpenXml.Spreadsheet.Text>().Where(t => t.Parent is not PhoneticRun).Select(t => t.Text));

    private static (Dictionary<(int Row, int Column), (int Down, int Across)> Spans, HashSet<(int Row, int Column)> Covered) Merged(WorksheetPart part)
    {
        var spans = new Dictionary<(int, int), (int, int)>();
        var covered = new HashSet<(int, int)>();
        using var reader = OpenXmlReader.Create(part);
        while (reader.Read())
        {
            if (reader.ElementType == typeof(SheetData)) reader.Skip();
            if (reader.ElementType != typeof(MergeCell) || !reader.IsStartElement) continue;
            var range = ((MergeCell)reader.LoadCurrentElement()!).Reference?.Value?.Split(':') ?? [];
            if (range.Length != 2 || Column(range[0]) is not { } left || Column(range[1]) is not { } right || RowOf(range[0]) is not { } top || RowOf(range[1]) is not { } bottom) continue;
            // Whole merged columns or sheets are decoration.
            if (right < left || bottom < top || (long)(right - left + 1) * (bottom - top + 1) > 100_000 || covered.Count > MostCells) continue;
            spans[(top, left)] = (bottom - top + 1, right - left + 1);
            for (var r = top; r <= bottom; r++)
                for (var c = left; c <= right; c++)
                    if (r != top || c != left) covered.Add((r, c));
        }
        return (spans, covered);
    }

    /// <summary>"C7" is column 2.</summary>
    private static int? Column(string? reference)
    {
        var column = 0;
        foreach (var c in reference ?? "")
        {
            if (!char.IsAsciiLetter(c) || column > 20_000) break;
            column = (column * 26) + (char.ToUpperInvariant(c) - 'A') + 1;
        }
        return column == 0 ? null : column - 1;
    }

    private static int? RowOf(string reference) =>
        int.TryParse(reference.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz$"), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : null;
}
