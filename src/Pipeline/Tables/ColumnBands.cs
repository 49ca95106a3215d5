using System.Collections.Immutable;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Pipeline.Tables;

/// <summary>The vertical bands of white between the columns of a table without rulings, in points.</summary>
internal static class ColumnBands
{
    /// <summary>So many rows with numbers show the columns by themselves.</summary>
    private const int FewestRows = 4;

    /// <summary>Rows on which the same word must stand before it counts as no column.</summary>
    private const int SameWord = 3;

    /// <summary>Its letters, marks included: longer ones may be the first line of a cell.</summary>
    private const int ShortWord = 3;

    /// <summary>Right edges of all columns but the last: the middles of the bands.</summary>
    public static double[] Edges(ReadOnlySpan<AlignedLine> lines) => [.. Find(lines, FewestRows).Select(w => (w.From + w.To) / 2)];

    /// <summary>
    /// The vertical bands between columns, which (nearly) no word crosses. The more lines agree
    /// on a band, the narrower it may be: gaps between words do not line up by chance over many lines, nor with a wide gap of the header.
    /// </summary>
    /// <param name="lines">The table's lines.</param>
    /// <param name="fewest">With so many lines with numbers only they are looked at.</param>
    public static List<(double From, double To)> Find(ReadOnlySpan<AlignedLine> lines, int fewest)
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
        var white = new List<(double From, double To)>();
        var open = 0;
        var whiteFrom = double.NaN;
        foreach (var (at, step) in events)
        {
            if (step > 0 && open <= allowed && !double.IsNaN(whiteFrom) && (at - whiteFrom > narrowest || (at - whiteFrom > least && gaps.Any(g => g.From <= whiteFrom && at <= g.To))))
                white.Add((whiteFrom, at));
            open += step;
            whiteFrom = step < 0 && open <= allowed ? at : double.NaN;
        }
        // The same short word on every row (ข้อ before each code) is no column: it is as wide everywhere, so the gap after it lines up.
        for (var k = white.Count - 1; k >= 0; k--)
            if (white[k].To - white[k].From < height / tall * 0.4 && IsOneWord(lines, k == 0 ? 0 : white[k - 1].To, white[k].From)) white.RemoveAt(k);
        return white;
    }

    private static bool IsOneWord(ReadOnlySpan<AlignedLine> lines, double from, double to)
    {
        string? word = null;
        var seen = 0;
        foreach (var line in lines)
        {
            if (!line.HasNumber) continue;
            seen++;
            var text = TextRun.Of(line.Visual.Tokens.Where(t => t.Box!.Value.CentreX > from && t.Box!.Value.CentreX < to)).Text;
            if ((word ??= text) != text) return false;
        }
        return seen >= SameWord && word is { Length: > 0 and <= ShortWord };
    }

    /// <summary>The wide gaps between the words above the first row with a number.</summary>
    private static List<(double From, double To)> HeaderGaps(ReadOnlySpan<AlignedLine> lines)
    {
        var gaps = new List<(double, double)>();
        foreach (var line in lines)
        {
            if (line.HasNumber) break;
            for (var i = 1; i < line.Segments.Length; i++) gaps.Add((line.Segments[i - 1][^1].Box!.Value.X1, line.Segments[i][0].Box!.Value.X0));
        }
        return gaps;
    }
}
