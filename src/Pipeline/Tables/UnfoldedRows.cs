using System.Collections.Immutable;
using ItaIngest.Domain.Paper;
using ItaIngest.Pipeline.Readings;

namespace ItaIngest.Pipeline.Tables;

/// <summary>
/// Rows that hold several rows: a cell with five names, one on each line, beside a cell with five numbers. Where the lines are equally many
/// they belong together one by one; a cell with other lines (a group's label) spans them all.
/// </summary>
internal static class UnfoldedRows
{
    public static TableBlock Of(TableBlock table)
    {
        var unfolded = table.Rows.Select(Unfold).ToArray();
        return unfolded.All(r => r.Length == 1) ? table : table with { Rows = [.. unfolded.SelectMany(r => r)] };
    }

    private static ImmutableArray<TableRow> Unfold(TableRow row)
    {
        var lines = row.Cells.Select(c => Lines(c.Run)).ToArray();
        var count = lines.Where(IsNumbers).Select(l => l.Length).Distinct().ToArray() is [var one] ? one : 0;
        if (count < 2 || !lines.Any(l => l.Length == count && !IsNumbers(l))) return [row];
        return
        [
            .. Enumerable.Range(0, count).Select(i => new TableRow(
            [
                .. row.Cells.Select((c, n) => lines[n].Length == count ? c with { RowSpan = 1, Run = lines[n][i] } : i == 0 ? c with { RowSpan = count } : null).OfType<TableCell>(),
            ])),
        ];
    }

    private static bool IsNumbers(TextRun[] lines) => lines.Length > 1 && lines.All(l => Numerals.DecimalCell().IsMatch(l.Text));

    // Where the source states cells each token is a line; elsewhere lines are what stands at one height.
    private static TextRun[] Lines(TextRun run)
    {
        var tokens = run.Pieces.Select(p => p.Token).ToImmutableArray();
        return tokens.Length == 0 || tokens.Any(t => t.Box is null)
            ? [.. tokens.Select(t => TextRun.Of([t]))]
            : [.. VisualLines.Of(tokens).Select(l => TextRun.Of(l.Tokens))];
    }
}
