using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Pipeline.Tables;

/// <summary>
/// Tables without rulings: runs of lines whose words stand in columns, at least one of them with a number in a column of its own.
/// Columns are the stretches between vertical bands of white; a line that begins no row of its own goes on the row it stands nearer to.
/// </summary>
internal static partial class AlignedTables
{
    /// <summary>Lines of running text that may stand between two lines with columns before the table ends.</summary>
    private const int LongestCell = 8;

    /// <summary>A line that ends before this share of the page's text ends a paragraph.</summary>
    private const double FullLine = 0.8;

    /// <summary>So many rows with numbers show the columns by themselves.</summary>
    private const int FewestRows = 4;

    [GeneratedRegex(@"^[+\-−–]?[0-9๐-๙]{1,3}(\.[0-9๐-๙]{1,2})?( ?(คะแนน|%))?$")]
    private static partial Regex Number();

    /// <summary>A score within the label's cell.</summary>
    [GeneratedRegex(@"[^0-9๐-๙.] ?[0-9๐-๙]{1,3}\.[0-9๐-๙]{2} ?(คะแนน)?$")]
    private static partial Regex ScoreAtEnd();

    /// <summary>What a column of scores is called.</summary>
    [GeneratedRegex(@"^(ผล)?(คะแนน|ร้อยละ|score)[^0-9๐-๙.]{0,12}$")]
    private static partial Regex ScoreName();

    [GeneratedRegex(@"^[0-9๐-๙]{1,3}[.)]?$")]
    private static partial Regex Serial();

    private sealed record Line(VisualLine Visual, ImmutableArray<ImmutableArray<Token>> Segments)
    {
        public bool HasColumns => Segments.Length > 1;

        public bool NamesScores => HasColumns && !HasNumber && Segments.Skip(1).Any(s => ScoreName().IsMatch(TextRun.Of(s).Text));

        public bool HasNumber { get; } = Segments.Length > 1 && (Segments.Skip(1).Any(s => Number().IsMatch(TextRun.Of(s).Text)) || ScoreAtEnd().IsMatch(TextRun.Of(Segments[0]).Text));
    }

    public static IEnumerable<(double Top, Block Block)> Read(int page, ImmutableArray<VisualLine> visual)
    {
        var lines = CutAlignedNumbers([.. visual.Select(v => new Line(v, VisualLines.Segments(v, Math.Max(7, v.Height * 0.9))))]);
        var previous = (VisualLine?)null;
        var (left, right) = visual.Length == 0 ? (0, 0) : (visual.Min(v => v.Box.X0), visual.Max(v => v.Box.X1));
        for (var i = 0; i < lines.Length;)
        {
            var end = EndOfTable(lines, i);
            if (end > i) end = NextHeading(lines, i, end);
            if (end > i)
            {
                yield return (lines[i].Visual.Box.Y0, Table(page, lines.AsSpan(i, end - i)));
                previous = null;
                i = end;
                continue;
            }
            var line = lines[i].Visual;
            var run = TextRun.Of(line.Tokens);
            var goesOn = previous is not null && line.Box.Y0 - previous.Box.Y1 < line.Height * 0.9 && !VisualLines.StartsItem(run.Text)
                && (IsCentred(previous, line, left) || (previous.Box.X1 > left + ((right - left) * FullLine) && line.Box.X0 < previous.Box.X0 + (2 * line.Height)));
            yield return (line.Box.Y0, new LineBlock(page, run, !goesOn));
            previous = line;
            i++;
        }
    }

    /// <summary>Lines of one centred title.</summary>
    private static bool IsCentred(VisualLine above, VisualLine below, double left) =>
        Math.Abs(above.Box.CentreX - below.Box.CentreX) < below.Height / 2 && Math.Min(above.Box.X0, below.Box.X0) > left + (below.Height / 2);

    /// <summary>A long text may reach close to the number of its row: a number at a line's end that stands exactly below others is a cell of its own.</summary>
    private static Line[] CutAlignedNumbers(Line[] lines)
    {
        var ends = lines.Where(l => l.HasNumber).Select(l => l.Segments[^1][^1].Box!.Value).ToArray();
        for (var i = 0; i < lines.Length; i++)
        {
            var last = lines[i].Segments[^1];
            if (last.Length < 2 || !Number().IsMatch(last[^1].Text)) continue;
            var box = last[^1].Box!.Value;
            if (box.X0 - last[^2].Box!.Value.X1 < 1 || ends.Count(e => Math.Abs(e.X0 - box.X0) < 1.5 || Math.Abs(e.X1 - box.X1) < 1.5) < 2) continue;
            lines[i] = new Line(lines[i].Visual, lines[i].Segments.SetItem(lines[i].Segments.Length - 1, last[..^1]).Add(last[^1..]));
        }
        return lines;
    }

    /// <summary>The line after the last of a table that begins at <paramref name="start"/>; start itself when none begins there.</summary>
    private static int EndOfTable(Line[] lines, int start)
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
    private static bool IsWide(Line[] lines, int start, int at)
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
    private static int NextHeading(Line[] lines, int start, int end)
    {
        var numbered = lines[start].HasNumber ? 1 : 0;
        var widest = 0.0;
        for (var i = start + 1; i < end; i++)
        {
            var line = lines[i];
            var gap = line.Visual.Box.Y0 - lines[i - 1].Visual.Box.Y1;
            if (line.HasNumber) numbered++;
            else if (numbered > 0 && line.NamesScores) return i;
            else if (numbered > 1 && (gap > widest + (line.Visual.Height * 0.25) || IsHeading(lines, start, i, end))) return i;
            else if (numbered > 1 && CoversWhite(line, White(lines.AsSpan(start, i - start), fewest: 2))) return LastNumber(lines, i) + 1;
            widest = Math.Max(widest, gap);
        }
        return end;
    }

    private static bool IsHeading(Line[] lines, int start, int at, int end)
    {
        if (lines[at].HasColumns) return false;
        var header = at + 1;
        while (header < end && !lines[header].HasColumns) header++;
        return header < end && header - at <= 2 && !lines[header].HasNumber && !Starts(lines[header]) && Crosses(lines[at], Columns(lines.AsSpan(start, at - start)));
    }

    private static int LastNumber(Line[] lines, int before)
    {
        while (!lines[--before].HasNumber) { }
        return before;
    }

    /// <summary>Whether words fill the white between two columns from side to side: no cell of either does that.</summary>
    private static bool CoversWhite(Line line, List<(double From, double To)> white) =>
        line.Segments.Any(s => white.Any(w => s[0].Box!.Value.X0 <= w.From && w.To <= s[^1].Box!.Value.X1));

    /// <summary>Whether the line's words reach a good way into two columns.</summary>
    private static bool Crosses(Line line, double[] edges)
    {
        var (box, margin) = (line.Visual.Box, line.Visual.Height / 2);
        return edges.Any(e => box.X0 + margin < e && e < box.X1 - margin);
    }

    private static TableBlock Table(int page, ReadOnlySpan<Line> lines)
    {
        var edges = Columns(lines);
        var rows = new List<SortedDictionary<int, List<Token>>>();
        var cued = false;
        foreach (var line in lines) cued |= line.HasNumber && Starts(line);
        var rowHasNumber = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            var joins = rows.Count > 0 && (Starts(line) ? false
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

    private static bool Starts(Line line)
    {
        var first = TextRun.Of(line.Segments[0]).Text;
        if (VisualLines.StartsItem(first) || (line.HasColumns && Serial().IsMatch(first))) return true;
        // Beside a group's label, the code stands in the second column.
        return line.HasColumns && VisualLines.StartsWithCode(TextRun.Of(line.Segments[1]).Text);
    }

    private static bool StandsNearerToNext(ReadOnlySpan<Line> lines, int at)
    {
        if (at == 0 || at + 1 >= lines.Length) return at == 0;
        var above = lines[at].Visual.Box.Y0 - lines[at - 1].Visual.Box.Y1;
        var below = lines[at + 1].Visual.Box.Y0 - lines[at].Visual.Box.Y1;
        return below < above - (0.2 * lines[at].Visual.Height);
    }

    /// <summary>Right edges of all columns but the last.</summary>
    private static double[] Columns(ReadOnlySpan<Line> lines) => [.. White(lines, FewestRows).Select(w => (w.From + w.To) / 2)];

    /// <summary>
    /// The vertical bands between columns, which (nearly) no word crosses. The more lines agree
    /// on a band, the narrower it may be: gaps between words do not line up by chance over many lines, nor with a wide gap of the header.
    /// </summary>
    private static List<(double From, double To)> White(ReadOnlySpan<Line> lines, int fewest)
    {
        var spans = new List<(double From, double To)>();
        var tall = 0;
        var height = 0.0;
        var numbered = 0;
        foreach (var line in lines)
            if (line.HasNumber) numbered++;
        foreach (var line in lines)
        {
            // Headers wrap and cross the bands below them: where enough rows have numbers, only they speak.
            if (numbered >= fewest ? !line.HasNumber : !line.HasColumns) continue;
            tall++;
            height += line.Visual.Height;
            foreach (var token in line.Visual.Tokens) spans.Add((token.Box!.Value.X0, token.Box!.Value.X1));
        }
        var (narrowest, least) = (height / tall * (tall >= 8 ? 0.15 : tall >= 4 ? 0.4 : 0.7), height / tall * 0.15);
        var gaps = HeaderGaps(lines);
        var events = spans.Select(s => (At: s.From, Step: 1)).Concat(spans.Select(s => (At: s.To, Step: -1))).OrderBy(e => e.At).ThenByDescending(e => e.Step);
        // A header that spans two columns must not close the band between them.
        var allowed = tall / 10;
        var white = new List<(double, double)>();
        var open = 0;
        var whiteFrom = double.NaN;
        foreach (var (at, step) in events)
        {
            if (step > 0 && open <= allowed && !double.IsNaN(whiteFrom) && (at - whiteFrom > narrowest || (at - whiteFrom > least && gaps.Any(g => g.From <= whiteFrom && at <= g.To))))
                white.Add((whiteFrom, at));
            open += step;
            whiteFrom = step < 0 && open <= allowed ? at : double.NaN;
        }
        return white;
    }

    /// <summary>The wide gaps between the words above the first row with a number.</summary>
    private static List<(double From, double To)> HeaderGaps(ReadOnlySpan<Line> lines)
    {
        var gaps = new List<(double, double)>();
        foreach (var line in lines)
        {
            if (line.HasNumber) break;
            for (var i = 1; i < line.Segments.Length; i++) gaps.Add((line.Segments[i - 1][^1].Box!.Value.X1, line.Segments[i][0].Box!.Value.X0));
        }
        return gaps;
    }

    private static int Column(double[] edges, Box box)
    {
        var column = 0;
        while (column < edges.Length && box.CentreX > edges[column]) column++;
        return column;
    }
}
