using System.Globalization;
using CsvHelper;
using ItaIngest.Typeset.Paper;

namespace ItaIngest.Typeset.Render;

/// <summary>The document as a CSV an office exports: lines of prose in the first column, tables below, UTF-8 with a mark.</summary>
public static class Comma
{
    public static string Write(Document document)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using var csv = new CsvWriter(text, CultureInfo.InvariantCulture);
        foreach (var block in document.Blocks)
        {
            switch (block)
            {
                case Para para:
                    csv.WriteField(para.Text);
                    csv.NextRecord();
                    break;
                case Grid grid:
                    foreach (var row in grid.Rectangle())
                    {
                        foreach (var cell in row) csv.WriteField(cell);
                        csv.NextRecord();
                    }
                    csv.NextRecord();
                    break;
            }
        }
        csv.Flush();
        return "\uFEFF" + text;
    }
}
