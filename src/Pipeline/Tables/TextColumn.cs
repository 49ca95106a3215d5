using System.Collections.Immutable;
using ItaIngest.Domain.Paper;
using ItaIngest.Pipeline.Readings;

namespace ItaIngest.Pipeline.Tables;

/// <summary>
/// What stands on one side of a white band: a column of running text, or columns of a table. Running text fills its lines from edge to edge,
/// has no white of its own from top to bottom, and its paragraphs begin at heights of their own.
/// </summary>
internal sealed class TextColumn
{
    /// <summary>Fewer lines of running text are no column.</summary>
    public const int FewestLines = 4;

    /// <summary>Of a column's width: how far a full line reaches, and how much of it is ink. Thai breaks at words, which are long.</summary>
    private const double Full = 0.7, Ink = 0.6;

    /// <summary>In line pitches: what stands further below begins a paragraph or a row; so much white leaves room for lines that are not there.</summary>
    private const double Apart = 1.3, Hole = 2.6;

    /// <summary>Rows of numbers that are a table.</summary>
    private const int FewestRows = 2;

    public TextColumn(ImmutableArray<Token> tokens)
    {
        Lines = VisualLines.Of(tokens);
        if (Lines.IsEmpty) return;
        (Left, Right) = (Lines.Min(l => l.Box.X0), Lines.Max(l => l.Box.X1));
        if (Lines.Length > 1) Pitch = Steps().Order().ElementAt((Lines.Length - 1) / 2);
    }

    public ImmutableArray<VisualLine> Lines { get; }

    public double Left { get; }

    public double Right { get; }

    public double Width => Right - Left;

    public bool IsText
    {
        get
        {
            var full = Lines.Where(Fills).ToArray();
            return full.Length >= FewestLines && 2 * full.Length >= Lines.Length && !HasWhite(full) && !IsSparse && !IsNumbers;
        }
    }

    /// <summary>Whether rows begin at the same heights on both sides, as those of a table do.</summary>
    public bool SharesRows(TextColumn other)
    {
        double[] own = [.. Starts()], others = [.. other.Starts()];
        var shared = own.Count(y => others.Any(o => Math.Abs(o - y) < Pitch / 3));
        return shared >= FewestRows && 2 * shared >= Math.Min(own.Length, others.Length);
    }

    /// <summary>
    /// Where rows of a table lie across both columns: at least two, one below the other, with a number in a column of its own and full on
    /// neither side. They part from the text where the white above and below them is widest.
    /// </summary>
    public (double From, double To)? CutByTable(TextColumn right)
    {
        var rows = Lines.Where(l => !Fills(l)).SelectMany(l => right.Lines.Where(r => !right.Fills(r) && Math.Abs(r.Box.CentreY - l.Box.CentreY) < l.Height / 4), Across)
            .Where(l => new AlignedLine(l, VisualLines.Segments(l, Math.Max(7, l.Height * 0.9))).HasNumber).Select(l => l.Box.CentreY).ToArray();
        var full = Lines.Where(Fills).Concat(right.Lines.Where(right.Fills)).Select(l => l.Box.CentreY).ToArray();
        foreach (var y in rows)
        {
            var (above, below) = (full.Where(f => f < y).DefaultIfEmpty(double.MinValue).Max(), full.Where(f => f > y).DefaultIfEmpty(double.MaxValue).Min());
            var together = rows.Where(r => r > above && r < below).ToArray();
            if (together.Length < FewestRows) continue;
            var heights = Lines.Concat(right.Lines).Select(l => l.Box.CentreY).Order().ToArray();
            return (Widest(heights, above, together[0]), Widest(heights, together[^1], below));
        }
        return null;

        static VisualLine Across(VisualLine l, VisualLine r) => new([.. l.Tokens, .. r.Tokens], l.Box.Union(r.Box));

        static double Widest(double[] heights, double from, double to)
        {
            var within = heights.Where(h => h >= from && h <= to).ToArray();
            if (within.Length < 2 || from == double.MinValue || to == double.MaxValue) return to == double.MaxValue ? within[^1] + 1 : within[0] - 1;
            var at = Enumerable.Range(1, within.Length - 1).MaxBy(i => within[i] - within[i - 1]);
            return (within[at] + within[at - 1]) / 2;
        }
    }

    /// <summary>The usual step from line to line.</summary>
    private double Pitch { get; } = double.MaxValue;

    /// <summary>Cells that are shorter than those beside them leave white below.</summary>
    private bool IsSparse
    {
        get
        {
            var holes = Steps().Count(s => s > Hole * Pitch);
            return holes >= FewestRows && 5 * holes >= Lines.Length;
        }
    }

    /// <summary>A number on nearly every line is a list's or a table's.</summary>
    private bool IsNumbers => 3 * Lines.Count(l => l.Tokens.Any(t => Numerals.Decimal().IsMatch(t.Text))) > 2 * Lines.Length;

    private IEnumerable<double> Steps() => Lines.Zip(Lines.Skip(1), (a, b) => b.Box.CentreY - a.Box.CentreY);

    private IEnumerable<double> Starts() => Lines.Zip(Lines.Skip(1)).Where(p => p.Second.Box.CentreY - p.First.Box.CentreY > Apart * Pitch).Select(p => p.Second.Box.CentreY);

    private bool Fills(VisualLine line) =>
        line.Box.X1 >= Across(Full) && line.Box.X0 <= Across(1 - Full) && line.Tokens.Sum(t => t.Box!.Value.Width) >= Ink * Width;

    private double Across(double share) => Left + (share * Width);

    /// <summary>Whether nearly all lines leave the same place white: a column of serial numbers, of names, of districts.</summary>
    private bool HasWhite(VisualLine[] full)
    {
        for (var x = Left + 1; x < Across(Full); x++)
            if (full.Count(l => !l.Tokens.Any(t => t.Box!.Value.X0 < x && t.Box!.Value.X1 > x)) >= 0.9 * full.Length) return true;
        return false;
    }
}
