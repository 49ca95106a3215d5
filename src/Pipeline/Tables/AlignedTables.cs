using System.Collections.Immutable;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Pipeline.Tables;

/// <summary>
/// Tables without rulings: runs of lines whose words stand in columns, at least one of them with a number in a column of its own.
/// Columns are the stretches between vertical bands of white; a line that begins no row of its own goes on the row it stands nearer to.
/// </summary>
internal static class AlignedTables
{
    /// <summary>Lines of running text that may stand between two lines with columns before the table ends.</summary>
    private const int LongestCell = 8;

    /// <summary>A line that ends before this share of the page's text ends a paragraph.</summary>
    private const double FullLine = 0.8;

    public static IEnumerable<(double Top, Block Block)> Read(int page, ImmutableArray<VisualLine> visual)
    {
        var lines = AlignedLine.Of(visual);
        var previous = (VisualLine?)null;
        var (left, right) = visual.Length == 0 ? (0, 0) : (visual.Min(v => v.Box.X0), visual.Max(v => v.Box.X1));
        for (var i = 0; i < lines.Length;)
        {
            var end = EndOfTable(lines, i);
            if (end > i) end = NextHeading(lines, i, end);
            // Justified lines have wide gaps, but not one above the other: what has no columns is text.
            if (end > i && ColumnBands.Edges(lines.AsSpan(i, end - i)).Length > 0)
            {
                yield return (lines[i].Visual.Box.Y0, Table(page, lines.AsSpan(i, end - i)));
                previous = null;
                i = end;
                continue;
            }
            var line = lines[i].Visual;
            var run = TextRun.Of(line.Tokens);
            var goesOn = previous is not null && line.Box.Y0 - previous.Box.Y1 < line.Height * 0.9 && (!VisualLines.StartsItem(run.Text) || VisualLines.PaysScore(TextRun.Of(previous.Tokens).Text, run.Text))
                && (IsCentred(previous, line, left) || (previous.Box.X1 > left + ((right - left) * FullLine) && line.Box.X0 < previous.Box.X0 + (2 * line.Height)));
            yield return (line.Box.Y0, new LineBlock(page, run, !goesOn));
            previous = line;
            i++;
        }
    }

    /// <summary>Whether the first line of a column goes on the last paragraph of the column before it: full to the end, and no indent follows.</summary>
    public static bool GoesOn(LineBlock last, (double Left, double Right) column, LineBlock first, double left) =>
        last.Run.Box is { } above && first.Run.Box is { } below && above.X1 > column.Left + ((column.Right - column.Left) * FullLine) && below.X0 < left + (below.Height / 2)
        && (!VisualLines.StartsItem(first.Run.Text) || VisualLines.PaysScore(last.Run.Text, first.Run.Text));

    /// <summary>Lines of one centred title.</summary>
    private static bool IsCentred(VisualLine above, VisualLine below, double left) =>
        Math.Abs(above.Box.CentreX - below.Box.CentreX) < below.Height / 2 && Math.Min(above.Box.X0, below.Box.X0) > left + (below.Height / 2);

    /// <summary>The line after the last of a table that begins at <paramref name="start"/>; start itself when none begins there.</summary>
    private static int EndOfTable(AlignedLine[] lines, int start)
    {
        if (!lines[start].HasColumns && !(start + 1 < lines.Length && VisualLines.StartsItem(TextRun.Of(lines[start].Visual.Tokens).Text) && lines[start + 1].HasColumns)) return start;
        int numbers = 0, columned = 0, end = start, quiet = 0;
        for (var i = start; i < lines.Length; i++)
        {
            if (i > start && lines[i].Visual.Box.Y0 - lines[i - 1].Visual.Box.Y1 > 5 * lines[i].Visual.Height) break;
            if (lines[i].HasColumns)
            {
                quiet = 0;
                end = i + 1;
                columned++;
                if (lines[i].HasNumber) numbers++;
            }
            else if (++quiet > LongestCell) break;
            else if (numbers > 0 && quiet == 1 && IsWide(lines, start, i)) break;
        }
        // The last row of a table may stand alone on its page, below a repeated header.
        if (numbers == 0 || columned < 2) return start;
        // The last cell may run on below its number.
        while (end < lines.Length && !lines[end].HasColumns && !IsWide(lines, start, end)
            && lines[end].Visual.Box.Y0 - lines[end - 1].Visual.Box.Y1 < lines[end].Visual.Height * 0.5
            && !VisualLines.StartsItem(TextRun.Of(lines[end].Visual.Tokens).Text)) end++;
        return end;
    }

    /// <summary>A line that reaches into the last column is running text, not the rest of a cell.</summary>
    private static bool IsWide(AlignedLine[] lines, int start, int at)
    {
        var last = double.MaxValue;
        for (var i = start; i < at; i++)
            if (lines[i].HasNumber) last = Math.Min(last, lines[i].Segments[^1][0].Box!.Value.X0);
        return lines[at].Visual.Box.X1 > last;
    }

    /// <summary>
    /// The first line that belongs to the table no more: column names with that of scores among them; a line without a number that stands
    /// further below the rows than any two of them from each other; a heading over column names, one stretch of words across the white
    /// between two columns; what is set in other columns. <paramref name="end"/> when there is none.
    /// </summary>
    private static int NextHeading(AlignedLine[] lines, int start, int end)
    {
        var numbered = lines[start].HasNumber ? 1 : 0;
        var widest = 0.0;
        List<(double From, double To)>? white = null; // Of the rows with numbers so far.
        for (var i = start + 1; i < end; i++)
        {
            var line = lines[i];
            var gap = line.Visual.Box.Y0 - lines[i - 1].Visual.Box.Y1;
            if (numbered > 0 && line.NamesScores) return i;
            if (numbered > 1 && !line.HasNumber && (gap > widest + (line.Visual.Height * 0.25) || IsHeading(lines, start, i, end))) return i;
            if (numbered > 1 && CoversWhite(line, white ??= ColumnBands.Find(lines.AsSpan(start, i - start), fewest: 2))) return LastNumber(lines, i) + 1;
            if (line.HasNumber) (numbered, white) = (numbered + 1, null);
            widest = Math.Max(widest, gap);
        }
        return end;
    }

    private static bool IsHeading(AlignedLine[] lines, int start, int at, int end)
    {
        if (lines[at].HasColumns) return false;
        var header = at + 1;
        while (header < end && !lines[header].HasColumns) header++;
        return header < end && header - at <= 2 && !lines[header].HasNumber && !lines[header].Starts && Crosses(lines[at], ColumnBands.Edges(lines.AsSpan(start, at - start)));
    }

    private static int LastNumber(AlignedLine[] lines, int before)
    {
        while (!lines[--before].HasNumber) { }
        return before;
    }

    /// <summary>Whether words fill the wide white between two columns from side to side: no cell of either does that.</summary>
    private static bool CoversWhite(AlignedLine line, List<(double From, double To)> white) =>
        line.Segments.Any(s => white.Any(w => w.To - w.From > 2 * line.Visual.Height && s[0].Box!.Value.X0 <= w.From && w.To <= s[^1].Box!.Value.X1));

    /// <summary>Whether the line's words reach a good way into two columns.</summary>
    private static bool Crosses(AlignedLine line, double[] edges)
    {
        var (box, margin) = (line.Visual.Box, line.Visual.Height / 2);
        return edges.Any(e => box.X0 + margin < e && e < box.X1 - margin);
    }

    private static TableBlock Table(int page, ReadOnlySpan<AlignedLine> lines)
    {
        var edges = ColumnBands.Edges(lines);
        var rows = new List<SortedDictionary<int, List<Token>>>();
        var cued = false;
        foreach (var line in lines) cued |= line.HasNumber && line.Starts;
        var rowHasNumber = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            var joins = rows.Count > 0 && (line.Starts ? false
                : line.HasNumber ? !rowHasNumber && cued && !IsHeader(rows[^1])
                : !StandsNearerToNext(lines, i));
            if (!joins)
            {
                rows.Add([]);
                rowHasNumber = false;
            }
            rowHasNumber |= line.HasNumber;
            foreach (var token in line.Visual.Tokens)
            {
                var column = Column(edges, token.Box!.Value);
                if (!rows[^1].TryGetValue(column, out var cell)) rows[^1][column] = cell = [];
                cell.Add(token);
            }
        }
        return new TableBlock(page,
            [.. rows.Select(r => new TableRow([.. r.Select(c => new TableCell(c.Key, 1, 1, TextRun.Of(c.Value)))]))]);
    }

    private static bool IsHeader(SortedDictionary<int, List<Token>> row) => row.Count > 1;

    private static bool StandsNearerToNext(ReadOnlySpan<AlignedLine> lines, int at)
    {
        if (at == 0 || at + 1 >= lines.Length) return at == 0;
        var above = lines[at].Visual.Box.Y0 - lines[at - 1].Visual.Box.Y1;
        var below = lines[at + 1].Visual.Box.Y0 - lines[at].Visual.Box.Y1;
        return below < above - (0.2 * lines[at].Visual.Height);
    }

    private static int Column(double[] edges, Box box)
    {
        var column = 0;
        while (column < edges.Length && box.CentreX > edges[column]) column++;
        return column;
    }
}
