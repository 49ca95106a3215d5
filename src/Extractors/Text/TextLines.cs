using System.Collections.Immutable;
using System.Text;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Extractors.Text;

/// <summary>Turns lines into tokens one by one; knows only whether a table is open and the line before.</summary>
internal sealed class TextLines(CancellationToken cancel)
{
    private enum Open { Nothing, Tabs, Pipes }

    private readonly ImmutableArray<Token>.Builder _tokens = ImmutableArray.CreateBuilder<Token>();
    private Open _open;
    private Grid? _grid;
    private int _tables;
    private StringBuilder? _html;
    private int _htmlLine, _heldLine;
    private string? _held;

    public void Add(string line, int number)
    {
        if ((number & 0xFFF) == 0) cancel.ThrowIfCancellationRequested();
        if (_html is not null)
        {
            Html(line);
            return;
        }
        if (_held is { } held)
        {
            _held = null;
            // "a | b" is a row of a table only when a line of dashes follows, or one with as many bars.
            if (IsPipeRule(line) || line.AsSpan().Count('|') == held.AsSpan().Count('|')) Row(Open.Pipes, held, _heldLine);
            else Flow(held, _heldLine);
        }
        if (string.IsNullOrWhiteSpace(line) || Markup.IsRule(line)) Close();
        else if (line.Contains("<table", StringComparison.OrdinalIgnoreCase)) StartHtml(line, number);
        else if (line.Contains('|', StringComparison.Ordinal) && Pipes(line, number)) return;
        else if (line.Contains('\t', StringComparison.Ordinal) && IsTabRow(line)) Row(Open.Tabs, line, number);
        else Flow(line, number);
    }

    public ImmutableArray<Token> Finish()
    {
        if (_held is { } held) Flow(held, _heldLine);
        if (_html is not null) FlushHtml();
        return _tokens.DrainToImmutable();
    }

    private void Close() => (_open, _grid) = (Open.Nothing, null);

    private void Flow(string line, int number)
    {
        Close();
        foreach (var text in Markup.Flow(line)) _tokens.Add(Token.Stated(text, number));
    }

    /// <summary>A tab before or after a single text is an indent, not a row; inside a table it is a row with blanks.</summary>
    private bool IsTabRow(string line) => _open == Open.Tabs || line.AsSpan().Trim().Contains('\t') || line.AsSpan().TrimEnd(' ').EndsWith("\t");

    private bool Pipes(string line, int number)
    {
        if (IsPipeRule(line)) return true;
        var trimmed = line.AsSpan().Trim();
        if (trimmed[0] == '|' && trimmed[1..].Contains('|')) Row(Open.Pipes, line, number);
        else if (_open == Open.Pipes) Row(Open.Pipes, line, number);
        else if (line.Contains('\t', StringComparison.Ordinal)) return false;
        else (_held, _heldLine) = (line, number);
        return true;
    }

    /// <summary>The line under a Markdown table's head: | --- | :---: |</summary>
    private static bool IsPipeRule(ReadOnlySpan<char> line) => line.IndexOfAnyExcept("|-: ") < 0 && line.Contains('|') && line.Contains('-');

    private void Row(Open kind, string line, int number)
    {
        if (_open != kind || _grid is null) (_open, _grid) = (kind, new Grid(_tables++));
        _grid.NextRow();
        var rest = kind == Open.Tabs ? line.AsSpan() : Inside(line);
        while (true)
        {
            var end = kind == Open.Tabs ? rest.IndexOf('\t') : Pipe(rest);
            var cell = _grid.Place();
            foreach (var text in Markup.CellLines(end < 0 ? rest : rest[..end])) _tokens.Add(Token.Stated(text, number, cell));
            if (end < 0) return;
            rest = rest[(end + 1)..];
        }
    }

    private static ReadOnlySpan<char> Inside(string line)
    {
        var inside = line.AsSpan().Trim();
        if (inside[0] == '|') inside = inside[1..];
        return inside.Length > 0 && inside[^1] == '|' && !inside.EndsWith("\\|", StringComparison.Ordinal) ? inside[..^1] : inside;
    }

    private static int Pipe(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == '|') return i;
        }
        return -1;
    }

    private void StartHtml(string line, int number)
    {
        var at = line.IndexOf("<table", StringComparison.OrdinalIgnoreCase);
        if (at > 0) Flow(line[..at], number);
        Close();
        (_html, _htmlLine) = (new StringBuilder(), number);
        Html(line[at..]);
    }

    private void Html(string line)
    {
        _html!.Append(line).Append('\n');
        if (line.Contains("</table", StringComparison.OrdinalIgnoreCase)) FlushHtml();
    }

    private void FlushHtml()
    {
        _tables = HtmlRemnant.Read(_html!.ToString(), _htmlLine, _tables, _tokens);
        _html = null;
    }
}
