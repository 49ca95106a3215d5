using System.Text;
using ItaIngest.Typeset.Paper;

namespace ItaIngest.Typeset.Render;

/// <summary>The document as a general OCR leaves it: table rows on a line with tabs, headers again after a page break, Markdown where it felt like it.</summary>
public static class Plain
{
    public static string Write(Document document)
    {
        var into = new StringBuilder();
        foreach (var block in document.Blocks) Write(into, block);
        var text = into.ToString();
        return document.TextFault == TextFault.None ? text : Spoil.Letters(text, document.TextFault, document.Name.Length);
    }

    private static void Write(StringBuilder into, Block block)
    {
        switch (block)
        {
            case Para para:
                into.Append(para.Text).Append("\n\n");
                break;
            case PageBreak:
                into.Append("\n\n");
                break;
            case Grid grid:
                Write(into, grid);
                break;
        }
    }

    private static void Write(StringBuilder into, Grid grid)
    {
        var rows = grid.Rectangle();
        for (var r = 0; r < rows.Length; r++)
        {
            if (grid.CutBefore.Contains(r))
            {
                into.Append('\n');
                if (grid.LineAtCut is { } line) into.Append(line).Append("\n\n\n\n");
                for (var h = 0; h < grid.HeaderRows; h++) into.AppendJoin('\t', rows[h]).Append('\n');
            }
            into.AppendJoin('\t', rows[r]).Append('\n');
        }
        into.Append('\n');
    }
}
