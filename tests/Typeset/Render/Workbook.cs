using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ItaIngest.Typeset.Paper;
using Block = ItaIngest.Typeset.Paper.Block;
using Cell = ItaIngest.Typeset.Paper.Cell;

namespace ItaIngest.Typeset.Render;

/// <summary>The document as XLSX: a sheet per table after a first sheet of prose, merged cells, scores as numbers or as text.</summary>
public static class Workbook
{
    /// <param name="typed">Scores in Arabic digits become numbers shown with two decimals (style 1); else they stay text.</param>
    /// <param name="oneSheet">All on one sheet, below each other; else a sheet per table.</param>
    public static void Write(Document document, string path, bool typed, bool oneSheet)
    {
        using var package = SpreadsheetDocument.Create(path, SpreadsheetDocumentType.Workbook);
        var book = package.AddWorkbookPart();
        book.Workbook = new DocumentFormat.OpenXml.Spreadsheet.Workbook();
        var styles = book.AddNewPart<WorkbookStylesPart>();
        styles.Stylesheet = Styles();
        var sheets = book.Workbook.AppendChild(new Sheets());
        var groups = oneSheet ? [[.. document.Blocks]] : Groups(document.Blocks).ToList();
        for (var g = 0; g < groups.Count; g++)
        {
            var part = book.AddNewPart<WorksheetPart>();
            part.Worksheet = Fill(groups[g], typed);
            sheets.AppendChild(new DocumentFormat.OpenXml.Spreadsheet.Sheet
            {
                Id = book.GetIdOfPart(part), SheetId = (uint)(g + 1), Name = string.Create(CultureInfo.InvariantCulture, $"แผ่น{g + 1}"),
            });
        }
        book.Workbook.Save();
    }

    private static IEnumerable<List<Block>> Groups(IEnumerable<Block> blocks)
    {
        var group = new List<Block>();
        foreach (var block in blocks)
        {
            group.Add(block);
            if (block is not Grid) continue;
            yield return group;
            group = [];
        }
        if (group.Count > 0) yield return group;
    }

    private static Worksheet Fill(List<Block> blocks, bool typed)
    {
        var data = new SheetData();
        var merges = new List<string>();
        var at = 1u;
        foreach (var block in blocks)
        {
            switch (block)
            {
                case Para para:
                    data.AppendChild(Row(at++, [para.Text], false));
                    break;
                case Grid grid:
                    Merge(grid, at, merges);
                    foreach (var row in grid.Rectangle()) data.AppendChild(Row(at++, row, typed));
                    at++;
                    break;
            }
        }
        var sheet = new Worksheet(data);
        if (merges.Count > 0) sheet.AppendChild(new MergeCells(merges.Select(m => new MergeCell { Reference = m })));
        return sheet;
    }

    private static void Merge(Grid grid, uint from, List<string> merges)
    {
        var rows = grid.Rows;
        var covered = new HashSet<(int, int)>();
        for (var r = 0; r < rows.Length; r++)
        {
            var column = 0;
            foreach (Cell cell in rows[r])
            {
                while (covered.Contains((r, column))) column++;
                for (var d = 0; d < cell.Down; d++)
                    for (var a = 0; a < cell.Across; a++) covered.Add((r + d, column + a));
                if (cell.Down > 1 || cell.Across > 1)
                    merges.Add($"{Name(column)}{from + r}:{Name(column + cell.Across - 1)}{from + r + cell.Down - 1}");
                column += cell.Across;
            }
        }
    }

    private static Row Row(uint number, IReadOnlyList<string> cells, bool typed)
    {
        var row = new Row { RowIndex = number };
        for (var c = 0; c < cells.Count; c++)
        {
            if (cells[c].Length == 0) continue;
            var reference = $"{Name(c)}{number}";
            row.AppendChild(typed && IsScore(cells[c])
                ? new DocumentFormat.OpenXml.Spreadsheet.Cell { CellReference = reference, StyleIndex = 1, CellValue = new CellValue(decimal.Parse(cells[c], CultureInfo.InvariantCulture)) }
                : new DocumentFormat.OpenXml.Spreadsheet.Cell { CellReference = reference, DataType = CellValues.InlineString, InlineString = new InlineString(new Text(cells[c])) });
        }
        return row;
    }

    private static bool IsScore(string text) => text.Length is 4 or 5 or 6 && text[^3] == '.' && text.All(c => c is (>= '0' and <= '9') or '.');

    private static string Name(int column) => ((char)('A' + column)).ToString();

    /// <summary>Style 0 plain; style 1 two decimals (number format 2 of the standard: "0.00").</summary>
    private static Stylesheet Styles() => new(
        new Fonts(new Font()), new Fills(new Fill()), new Borders(new Border()), new CellStyleFormats(new CellFormat()),
        new CellFormats(new CellFormat(), new CellFormat { NumberFormatId = 2, ApplyNumberFormat = true }));
}
