using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using ItaIngest.Typeset.Paper;
using Sheet = ItaIngest.Typeset.Paper.Document;

namespace ItaIngest.Typeset.Render;

/// <summary>The document as DOCX: paragraphs, tables with merged cells and repeated header rows.</summary>
public static class Word
{
    public static void Write(Sheet document, string path)
    {
        using var package = WordprocessingDocument.Create(path, WordprocessingDocumentType.Document);
        var main = package.AddMainDocumentPart();
        var body = new Body();
        foreach (var block in document.Blocks)
        {
            switch (block)
            {
                case Para para:
                    body.AppendChild(Paragraph(para.Text));
                    break;
                case PageBreak:
                    body.AppendChild(new Paragraph(new Run(new Break { Type = BreakValues.Page })));
                    break;
                case Grid grid:
                    body.AppendChild(Table(grid));
                    body.AppendChild(new Paragraph());
                    break;
            }
        }
        main.Document = new DocumentFormat.OpenXml.Wordprocessing.Document(body);
        main.Document.Save();
    }

    private static Paragraph Paragraph(string text) => new(new Run(new Text(text) { Space = SpaceProcessingModeValues.Preserve }));

    private static Table Table(Grid grid)
    {
        var columns = grid.Columns;
        var table = new Table(new TableProperties(new TableBorders(
            new TopBorder { Val = BorderValues.Single, Size = 4 }, new BottomBorder { Val = BorderValues.Single, Size = 4 },
            new InsideHorizontalBorder { Val = BorderValues.Single, Size = 4 }, new InsideVerticalBorder { Val = BorderValues.Single, Size = 4 })));
        table.AppendChild(new TableGrid(Enumerable.Range(0, columns).Select(_ => new GridColumn())));
        var open = new int[columns];
        for (var r = 0; r < grid.Rows.Length; r++)
        {
            var row = new TableRow();
            if (r < grid.HeaderRows) row.AppendChild(new TableRowProperties(new TableHeader()));
            var at = 0;
            foreach (var cell in grid.Rows[r])
            {
                at = Continue(row, open, at);
                var properties = new TableCellProperties();
                if (cell.Across > 1) properties.AppendChild(new GridSpan { Val = cell.Across });
                if (cell.Down > 1) properties.AppendChild(new VerticalMerge { Val = MergedCellValues.Restart });
                row.AppendChild(new TableCell(properties, Paragraph(cell.Text)));
                for (var a = 0; a < cell.Across && at < columns; a++) open[at++] = cell.Down - 1;
            }
            Continue(row, open, at);
            table.AppendChild(row);
        }
        return table;
    }

    /// <summary>Writes the continuing cells of columns that a cell above still covers.</summary>
    private static int Continue(TableRow row, int[] open, int at)
    {
        while (at < open.Length && open[at] > 0)
        {
            open[at++]--;
            row.AppendChild(new TableCell(new TableCellProperties(new VerticalMerge()), new Paragraph()));
        }
        return at;
    }
}
