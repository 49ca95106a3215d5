using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using AngleSharp.Dom;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;
using ItaIngest.Extractors.Text;

namespace ItaIngest.Extractors.Html;

/// <summary>
/// Walks the body and makes a token of each block of text and of each cell. Lines are numbered as they come: a block or a table
/// row is one. A table that holds another table, or one cell only, is layout and not data.
/// </summary>
internal sealed class HtmlWalk
{
    private static readonly FrozenSet<string> Unseen = new[] { "script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "button", "textarea" }.ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Inline = new[]
    {
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "s", "samp", "small",
        "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr", "nobr", "img", "data", "acronym",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly ImmutableArray<Token>.Builder _tokens = ImmutableArray.CreateBuilder<Token>();
    private readonly StringBuilder _text = new();
    private int _line, _tables;

    public void Read(IElement body) => Children(body);

    public ImmutableArray<Token> Finish()
    {
        Flush();
        return _tokens.DrainToImmutable();
    }

    private void Children(INode parent)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (var child in parent.ChildNodes)
        {
            if (child is IText text) _text.Append(text.Data);
            else if (child is IElement element) Element(element);
        }
    }

    private void Element(IElement element)
    {
        var name = element.LocalName;
        if (IsUnseen(element)) return;
        if (name == "table")
        {
            Flush();
            Table(element);
        }
        else if (name == "br") Flush();
        else if (Inline.Contains(name)) Children(element);
        else
        {
            Flush();
            if (name == "li" && Number(element) is { } number) _text.Append(number);
            Children(element);
            Flush();
        }
    }

    private static bool IsUnseen(IElement element) =>
        Unseen.Contains(element.LocalName) || element.HasAttribute("hidden")
        || (element.GetAttribute("style") is { } style && style.Replace(" ", "", StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase));

    /// <summary>The number that a browser prints before an item of a numbered list.</summary>
    private static string? Number(IElement item)
    {
        if (item.ParentElement is not { LocalName: "ol" } list || list.GetAttribute("type") is { } type && type != "1") return null;
        var first = int.TryParse(list.GetAttribute("start"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var start) ? start : 1;
        var before = 0;
        for (var at = item.PreviousElementSibling; at is not null; at = at.PreviousElementSibling)
            if (at.LocalName == "li") before++;
        return string.Create(CultureInfo.InvariantCulture, $"{first + before}. ");
    }

    private void Flush()
    {
        if (_text.Length == 0) return;
        var text = Clean(_text);
        _text.Clear();
        if (text.Length > 0) _tokens.Add(Token.Stated(text, ++_line));
    }

    private static string Clean(StringBuilder text) => Markup.Collapse(ThaiText.Normalise(text.ToString())).Trim();

    private void Table(IElement table)
    {
        var rows = new List<List<IElement>>();
        foreach (var row in RowsOf(table))
        {
            var cells = row.Children.Where(c => c.LocalName is "td" or "th" && !IsUnseen(c)).ToList();
            if (cells.Count > 0) rows.Add(cells);
        }
        if (table.Children.FirstOrDefault(c => c.LocalName == "caption") is { } caption) Element(caption);
        if (rows.Sum(r => r.Count) <= 1 || table.QuerySelector("table") is not null)
        {
            foreach (var cell in rows.SelectMany(r => r))
            {
                Children(cell);
                Flush();
            }
            return;
        }
        var grid = new Grid(_tables++);
        foreach (var cells in rows)
        {
            grid.NextRow();
            _line++;
            foreach (var cell in cells)
            {
                var place = grid.Place(Span(cell, "rowspan"), Span(cell, "colspan"));
                foreach (var text in CellLines(cell)) _tokens.Add(Token.Stated(text, _line, place));
            }
        }
    }

    private static IEnumerable<IElement> RowsOf(IElement table)
    {
        foreach (var child in table.Children)
        {
            if (child.LocalName == "tr") yield return child;
            else if (child.LocalName is "thead" or "tbody" or "tfoot" && !IsUnseen(child))
                foreach (var row in child.Children)
                    if (row.LocalName == "tr" && !IsUnseen(row)) yield return row;
        }
    }

    private static int Span(IElement cell, string attribute) =>
        int.TryParse(cell.GetAttribute(attribute)?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 1;

    /// <summary>The lines of a cell, as its blocks part them: at least one, perhaps empty.</summary>
    private static List<string> CellLines(IElement cell)
    {
        var lines = new List<string>(1);
        var line = new StringBuilder();
        Gather(cell);
        Close();
        if (lines.Count == 0) lines.Add("");
        return lines;

        void Gather(INode node)
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            foreach (var child in node.ChildNodes)
            {
                if (child is IText text) line.Append(text.Data);
                else if (child is IElement element && !IsUnseen(element))
                {
                    var block = !Inline.Contains(element.LocalName);
                    if (block) Close();
                    Gather(element);
                    if (block) Close();
                }
            }
        }

        void Close()
        {
            if (Clean(line) is { Length: > 0 } text) lines.Add(text);
            line.Clear();
        }
    }
}
