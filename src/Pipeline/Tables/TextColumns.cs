using System.Collections.Immutable;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Pipeline.Tables;

/// <summary>A part of a page that is read from top to bottom: one column, or the whole width above, between and below columns.</summary>
/// <param name="Tokens">Its words.</param>
/// <param name="Tables">Its ruled tables.</param>
/// <param name="Follows">For the right column the edges of the left, whose last paragraph may go on here; null for all others.</param>
internal sealed record Stretch(ImmutableArray<Token> Tokens, ImmutableArray<RuledTable> Tables, (double Left, double Right)? Follows = null);

/// <summary>
/// Pages set in two columns of running text, a gutter between them: the left column is read before the right. What crosses the gutter
/// (a heading, a table) ends the columns; others may begin below it.
/// </summary>
internal static class TextColumns
{
    /// <summary>Points from a gutter's middle to the nearest word, at least.</summary>
    private const double HalfGutter = 4;

    /// <summary>A column has at least so much of the text's width, the white between the columns at most so much.</summary>
    private const double Narrowest = 0.3, WidestGutter = 0.15;

    public static ImmutableArray<Stretch> Of(ImmutableArray<Token> tokens, ImmutableArray<RuledTable> tables)
    {
        if (Gutter(tokens, tables) is not { } gutter) return [new(tokens, tables)];
        var (above, between, below) = (Part(y => y < gutter.Y0), Part(y => y >= gutter.Y0 && y <= gutter.Y1), Part(y => y > gutter.Y1));
        ImmutableArray<Token> left = [.. between.Tokens.Where(t => t.Box!.Value.CentreX < gutter.CentreX)], right = [.. between.Tokens.Where(t => t.Box!.Value.CentreX > gutter.CentreX)];
        return
        [
            .. Of(above.Tokens, above.Tables),
            new(left, [.. between.Tables.Where(t => t.Box.CentreX < gutter.CentreX)]),
            new(right, [.. between.Tables.Where(t => t.Box.CentreX > gutter.CentreX)], (left.Min(t => t.Box!.Value.X0), left.Max(t => t.Box!.Value.X1))),
            .. Of(below.Tokens, below.Tables),
        ];

        Stretch Part(Func<double, bool> holds) => new([.. tokens.Where(t => holds(t.Box!.Value.CentreY))], [.. tables.Where(t => holds(t.Box.CentreY))]);
    }

    /// <summary>The tallest white band between two columns of running text, from the middle of their first line to that of their last.</summary>
    private static Box? Gutter(ImmutableArray<Token> tokens, ImmutableArray<RuledTable> tables)
    {
        if (tokens.Length < 2 * TextColumn.FewestLines) return null;
        Box[] words = [.. tokens.Select(t => t.Box!.Value)], drawn = [.. words, .. tables.Select(t => t.Box)];
        var (left, right) = (words.Min(b => b.X0), words.Max(b => b.X1));
        var height = words.Select(b => b.Height).Order().ElementAt(words.Length / 2);
        var bands = new Dictionary<(double Top, double Bottom), (double From, double To)>();
        for (var x = left + (Narrowest * (right - left)); x <= right - (Narrowest * (right - left)); x++)
        {
            var top = double.MinValue;
            foreach (var b in drawn.Where(b => b.X0 < x + HalfGutter && b.X1 > x - HalfGutter).OrderBy(b => b.CentreY).Append(new Box(x, double.MaxValue, x, double.MaxValue)))
            {
                if (b.Y0 - top > TextColumn.FewestLines * height) bands[(top, b.Y0)] = (bands.TryGetValue((top, b.Y0), out var seen) ? seen.From : x, x);
                top = Math.Max(top, b.Y1);
            }
        }
        var rows = new List<Box>();
        foreach (var (box, isTable) in bands.SelectMany(b => Texts([.. tokens.Where(t => t.Box!.Value.CentreY > b.Key.Top && t.Box!.Value.CentreY < b.Key.Bottom)], (b.Value.From + b.Value.To) / 2, right - left)).OrderByDescending(b => b.Box.Height))
        {
            // A few rows of a table look like text where most of them do not.
            if (isTable) rows.Add(box);
            else if (!rows.Any(r => r.Y0 <= box.Y0 && box.Y1 <= r.Y1)) return box;
        }
        return null;
    }

    /// <summary>The parts of a white band that part running text from running text; rows of a table that lies across the band stand between them.</summary>
    private static IEnumerable<(Box Box, bool IsTable)> Texts(ImmutableArray<Token> tokens, double x, double width)
    {
        var (left, right) = (new TextColumn([.. tokens.Where(t => t.Box!.Value.CentreX < x)]), new TextColumn([.. tokens.Where(t => t.Box!.Value.CentreX > x)]));
        if (left.Lines.IsEmpty || right.Lines.IsEmpty) return [];
        if (left.CutByTable(right) is { } cut)
            return [.. Texts([.. tokens.Where(t => t.Box!.Value.CentreY < cut.From)], x, width), .. Texts([.. tokens.Where(t => t.Box!.Value.CentreY > cut.To)], x, width)];
        var set = Math.Min(left.Width, right.Width) >= Narrowest * width && right.Left - left.Right <= WidestGutter * width;
        return set && left.IsText && right.IsText ? [(new Box(x, tokens.Min(t => t.Box!.Value.CentreY), x, tokens.Max(t => t.Box!.Value.CentreY)), left.SharesRows(right))] : [];
    }
}
