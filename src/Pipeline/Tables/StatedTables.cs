using System.Collections.Immutable;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Pipeline.Tables;

/// <summary>Pages whose source states its cells: text files, HTML, office files.</summary>
internal static class StatedTables
{
    public static ImmutableArray<Block> Read(PageText page)
    {
        var blocks = ImmutableArray.CreateBuilder<Block>();
        var lastLine = int.MinValue;
        var above = "";
        for (var i = 0; i < page.Tokens.Length;)
        {
            var token = page.Tokens[i];
            if (token.Cell is { } cell)
            {
                var end = i;
                while (end < page.Tokens.Length && page.Tokens[end].Cell?.Table == cell.Table) end++;
                blocks.Add(Table(page.Number, page.Tokens.AsSpan(i, end - i)));
                i = end;
                lastLine = int.MinValue;
                continue;
            }
            if (token.Text.Length > 0)
            {
                var line = token.Line ?? 0;
                // Only plain text breaks its paragraphs into lines; elsewhere a line is a paragraph.
                var goesOn = page.Source == PageSource.Text && line <= lastLine + 1 && (!VisualLines.StartsItem(token.Text) || VisualLines.PaysScore(above, token.Text));
                blocks.Add(new LineBlock(page.Number, TextRun.Of([token]), !goesOn));
                (lastLine, above) = (line, token.Text);
            }
            i++;
        }
        return blocks.ToImmutable();
    }

    private static TableBlock Table(int page, ReadOnlySpan<Token> tokens)
    {
        var rows = new SortedDictionary<int, SortedDictionary<int, List<Token>>>();
        foreach (var token in tokens)
        {
            var at = token.Cell!.Value;
            if (!rows.TryGetValue(at.Row, out var row)) rows[at.Row] = row = [];
            if (!row.TryGetValue(at.Column, out var cell)) row[at.Column] = cell = [];
            cell.Add(token);
        }
        return new TableBlock(page,
        [
            .. rows.Values.Select(row => new TableRow(
            [
                .. row.Select(c => new TableCell(c.Key, c.Value[0].Cell!.Value.ColumnSpan, c.Value[0].Cell!.Value.RowSpan, TextRun.Of(c.Value))),
            ])),
        ]);
    }
}
