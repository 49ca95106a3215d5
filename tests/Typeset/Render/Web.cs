using System.Net;
using System.Text;
using ItaIngest.Typeset.Paper;

namespace ItaIngest.Typeset.Render;

/// <summary>How a page looks when printed.</summary>
/// <param name="Font">A font family that is installed: Laksaman, Norasi, Noto Sans Thai ...</param>
/// <param name="Points">Size of body text.</param>
/// <param name="Rulings">Whether tables have lines.</param>
/// <param name="Landscape">Wide pages.</param>
public sealed record Look(string Font, int Points, bool Rulings, bool Landscape)
{
    public static Look Usual { get; } = new("Laksaman", 14, true, false);

    public static IReadOnlyList<Look> All { get; } =
    [
        Usual, new("Norasi", 13, true, false), new("Noto Sans Thai", 11, true, false), new("Garuda", 11, false, false),
        new("Kinnari", 12, true, true), new("Noto Looped Thai", 11, true, false),
    ];
}

/// <summary>The document as a web page: also what Chromium prints as PDF.</summary>
public static class Web
{
    public static string Write(Document document, Look look)
    {
        var into = new StringBuilder();
        into.Append("<!DOCTYPE html>\n<html lang=\"th\"><head><meta charset=\"utf-8\"><title>").Append(Escape(document.Name)).Append("</title>\n<style>\n")
            .Append("@page { size: A4").Append(look.Landscape ? " landscape" : "").Append("; margin: 2cm 1.8cm }\n")
            .Append("body { font-family: '").Append(look.Font).Append("'; font-size: ").Append(look.Points).Append("pt; line-height: 1.5 }\n")
            .Append("h1 { font-size: 1.2em; text-align: center } h2 { font-size: 1.1em } .foot { font-size: .8em }\n")
            .Append("table { border-collapse: collapse; width: 100%; margin: .5em 0 } td, th { padding: 1pt 4pt; vertical-align: top")
            .Append(look.Rulings ? "; border: .6pt solid #000" : "").Append(" }\nthead { display: table-header-group } tr { break-inside: avoid }\n.page { break-after: page }\n")
            .Append("</style></head>\n<body>\n");
        foreach (var block in document.Blocks) Write(into, block);
        return into.Append("</body></html>\n").ToString();
    }

    private static void Write(StringBuilder into, Block block)
    {
        switch (block)
        {
            case Para para:
                var (open, close) = para.Style switch
                {
                    Style.Title => ("<h1>", "</h1>"),
                    Style.Heading => ("<h2>", "</h2>"),
                    Style.Footer => ("<p class=\"foot\">", "</p>"),
                    _ => ("<p>", "</p>"),
                };
                into.Append(open).Append(Escape(para.Text)).Append(close).Append('\n');
                break;
            case PageBreak:
                into.Append("<div class=\"page\"></div>\n");
                break;
            case Grid grid:
                Write(into, grid);
                break;
        }
    }

    /// <summary>A cut table becomes several, with the header again and a new page between: what a word processor's "repeat header" does.</summary>
    private static void Write(StringBuilder into, Grid grid)
    {
        int[] starts = [grid.HeaderRows, .. grid.CutBefore.Where(c => c > grid.HeaderRows)];
        for (var part = 0; part < starts.Length; part++)
        {
            var end = part + 1 < starts.Length ? starts[part + 1] : grid.Rows.Length;
            into.Append("<table>\n");
            if (grid.HeaderRows > 0)
            {
                into.Append("<thead>\n");
                for (var h = 0; h < grid.HeaderRows; h++) Write(into, grid.Rows[h], "th");
                into.Append("</thead>\n");
            }
            into.Append("<tbody>\n");
            for (var r = starts[part]; r < end; r++) Write(into, grid.Rows[r], "td");
            into.Append("</tbody></table>\n");
            if (part + 1 < starts.Length && grid.LineAtCut is { } line) into.Append("<p class=\"foot page\">").Append(Escape(line)).Append("</p>\n");
            else if (part + 1 < starts.Length) into.Append("<div class=\"page\"></div>\n");
        }
    }

    private static void Write(StringBuilder into, IEnumerable<Cell> row, string tag)
    {
        into.Append("<tr>");
        foreach (var cell in row)
        {
            into.Append('<').Append(tag);
            if (cell.Across > 1) into.Append(" colspan=\"").Append(cell.Across).Append('"');
            if (cell.Down > 1) into.Append(" rowspan=\"").Append(cell.Down).Append('"');
            into.Append('>').Append(Escape(cell.Text)).Append("</").Append(tag).Append('>');
        }
        into.Append("</tr>\n");
    }

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
