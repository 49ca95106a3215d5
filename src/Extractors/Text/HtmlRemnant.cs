using System.Collections.Immutable;
using System.Globalization;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;

namespace ItaIngest.Extractors.Text;

/// <summary>Reads the HTML tables that some OCR programs leave in a text. A table inside a cell is read as the cell's text.</summary>
internal static class HtmlRemnant
{
    /// <returns>The number of tables so far.</returns>
    public static int Read(string html, int line, int tables, ImmutableArray<Token>.Builder into)
    {
        var grid = new Grid(tables);
        CellAddress? open = null;
        int from = 0, openLine = line, depth = 0;
        for (var i = 0; i < html.Length; i++)
        {
            if (html[i] == '\n') line++;
            if (html[i] != '<' || Markup.Tag(html.AsSpan(i), out _) is not (var length and > 0)) continue;
            var name = Markup.Name(html.AsSpan(i), out var closing);
            if (Is(name, "table"))
            {
                depth += closing ? -1 : 1;
                if (closing && depth == 0)
                {
                    Flush(i);
                    from = i + length;
                    (grid, tables) = (new Grid(tables + 1), tables + 1);
                }
            }
            else if (depth <= 1 && (Is(name, "td") || Is(name, "th") || Is(name, "tr")))
            {
                Flush(i);
                from = i + length;
                if (!closing && Is(name, "tr")) grid.NextRow();
                else if (!closing)
                {
                    var tag = html.AsSpan(i, length);
                    (open, openLine) = (grid.Place(Span(tag, "rowspan"), Span(tag, "colspan")), line);
                }
            }
            for (var j = i + 1; j < i + length; j++)
                if (html[j] == '\n') line++;
            i += length - 1;
        }
        Flush(html.Length);
        return Math.Max(tables, grid.Row >= 0 ? grid.Table + 1 : tables);

        void Flush(int to)
        {
            if (open is { } cell)
            {
                foreach (var text in Markup.CellLines(html.AsSpan(from, to - from))) into.Add(Token.Stated(text, openLine, cell));
            }
            else if (to > from)
                foreach (var text in Markup.Flow(html.AsSpan(from, to - from).ToString().ReplaceLineEndings(" "))) into.Add(Token.Stated(text, line));
            open = null;
        }
    }

    private static bool Is(ReadOnlySpan<char> name, string wanted) => name.Equals(wanted, StringComparison.OrdinalIgnoreCase);

    private static int Span(ReadOnlySpan<char> tag, string attribute)
    {
        var at = tag.IndexOf(attribute, StringComparison.OrdinalIgnoreCase);
        if (at < 0) return 1;
        var value = tag[(at + attribute.Length)..].TrimStart(" =\"'");
        var digits = 0;
        while (digits < value.Length && digits < 6 && ThaiDigits.IsArabic(value[digits])) digits++;
        return digits == 0 ? 1 : int.Parse(value[..digits], CultureInfo.InvariantCulture);
    }
}
