using System.Collections.Frozen;
using System.Net;
using System.Text;
using ItaIngest.Domain.Values;

namespace ItaIngest.Extractors.Text;

/// <summary>
/// Takes off what an OCR's Markdown and HTML leave in a text: elements, **, escaped characters, entities, heading marks.
/// Only elements that HTML knows are taken for such: "&lt;85" stays.
/// </summary>
internal static class Markup
{
    private const int LongestTag = 600;

    private static readonly FrozenSet<string> Block = new[]
    {
        "p", "div", "br", "hr", "ul", "ol", "li", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tfoot",
        "tr", "td", "th", "caption", "center", "blockquote", "pre", "section", "header", "footer", "figure", "figcaption", "html", "body",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Inline = new[]
    {
        "b", "i", "u", "s", "strong", "em", "span", "font", "sup", "sub", "small", "big", "a", "img", "mark", "code", "del", "ins", "strike", "nobr", "wbr", "col", "colgroup",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The text of one cell: on one line, single spaces.</summary>
    public static string Cell(ReadOnlySpan<char> raw) => string.Join(' ', CellLines(raw));

    /// <summary>The lines of one cell, as elements such as br part them: at least one, perhaps empty.</summary>
    public static List<string> CellLines(ReadOnlySpan<char> raw)
    {
        var pieces = new List<string>(1);
        Scan(raw, pieces);
        if (pieces.Count == 0) pieces.Add("");
        for (var i = 0; i < pieces.Count; i++) pieces[i] = Collapse(pieces[i]);
        return pieces;
    }

    /// <summary>The texts of a line outside tables, one for each block; heading and quotation marks are taken off.</summary>
    public static List<string> Flow(ReadOnlySpan<char> raw)
    {
        var line = raw.Trim();
        while (line.StartsWith("> ", StringComparison.Ordinal)) line = line[1..].TrimStart();
        var marks = 0;
        while (marks < line.Length && marks < 7 && line[marks] == '#') marks++;
        if (marks is > 0 and < 7 && (marks == line.Length || line[marks] == ' ')) line = line[marks..].Trim().TrimEnd('#').TrimEnd();
        var pieces = new List<string>(1);
        Scan(line, pieces);
        return pieces;
    }

    /// <summary>A rule under a heading or between paragraphs: nothing but two or more of - = _ * ~.</summary>
    public static bool IsRule(ReadOnlySpan<char> raw)
    {
        var line = raw.Trim();
        return line.Length >= 2 && (line[0] is '-' or '=' or '_' or '*' or '~' or '`') && line.IndexOfAnyExcept(line[0], ' ') < 0;
    }

    private static void Scan(ReadOnlySpan<char> raw, List<string> pieces)
    {
        if (raw.IndexOfAny("<\\*&") < 0)
        {
            Add(raw.ToString(), pieces);
            return;
        }
        var into = new StringBuilder(raw.Length);
        for (var i = 0; i < raw.Length; i++)
        {
            var rest = raw[i..];
            switch (rest[0])
            {
                case '<' when Tag(rest, out var block) is var length and > 0:
                    i += length - 1;
                    if (block)
                    {
                        Add(into.ToString(), pieces);
                        into.Clear();
                    }
                    break;
                case '\\' when rest.Length > 1 && "*_#|\\`~-+.()[]{}<>!".Contains(rest[1], StringComparison.Ordinal):
                    into.Append(rest[1]);
                    i++;
                    break;
                case '*' when rest.Length > 1 && rest[1] == '*':
                    i++;
                    break;
                case '&' when Entity(rest, out var said) is var length and > 0:
                    into.Append(said);
                    i += length - 1;
                    break;
                default:
                    into.Append(rest[0]);
                    break;
            }
        }
        Add(into.ToString(), pieces);
    }

    private static void Add(string piece, List<string> pieces)
    {
        var text = ThaiText.Normalise(piece).Trim();
        if (text.Length > 0) pieces.Add(text);
    }

    /// <summary>Length of the element or comment that the text begins with; 0 when it is none.</summary>
    internal static int Tag(ReadOnlySpan<char> text, out bool block)
    {
        block = false;
        if (text.StartsWith("<!--", StringComparison.Ordinal))
        {
            var close = text.IndexOf("-->", StringComparison.Ordinal);
            return close < 0 ? 0 : close + 3;
        }
        var name = Name(text, out _);
        if (name.IsEmpty) return 0;
        var end = text[..Math.Min(text.Length, LongestTag)].IndexOf('>');
        if (end < 0) return 0;
        block = Block.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
        return block || Inline.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name) ? end + 1 : 0;
    }

    /// <summary>The name of the element that the text begins with, empty when it begins with none.</summary>
    internal static ReadOnlySpan<char> Name(ReadOnlySpan<char> text, out bool closing)
    {
        closing = text.Length > 1 && text[1] == '/';
        var from = closing ? 2 : 1;
        var to = from;
        while (to < text.Length && char.IsAsciiLetterOrDigit(text[to])) to++;
        return to > from && to < text.Length && text[to] is ' ' or '>' or '/' or '\t' or '\n' ? text[from..to] : [];
    }

    private static int Entity(ReadOnlySpan<char> text, out string said)
    {
        said = "";
        var end = text[..Math.Min(text.Length, 12)].IndexOf(';');
        if (end < 2) return 0;
        var raw = text[..(end + 1)].ToString();
        said = WebUtility.HtmlDecode(raw);
        return said == raw ? 0 : end + 1;
    }

    public static string Collapse(string text)
    {
        if (text.IndexOf("  ", StringComparison.Ordinal) < 0 && text.AsSpan().IndexOfAny('\n', '\r', '\t') < 0) return text;
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
