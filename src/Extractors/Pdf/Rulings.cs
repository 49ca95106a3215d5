using System.Collections.Immutable;
using ItaIngest.Domain.Paper;
using ItaIngest.Domain.Values;
using ItaIngest.Extractors.Tools;

namespace ItaIngest.Extractors.Pdf;

/// <summary>
/// Finds the drawn lines of a page in a crisp rendering at 72 dots an inch, where a pixel is a point: runs of dark pixels, longer
/// than letters have, with light on both sides. Only pages whose numbers stand in columns are drawn at all.
/// </summary>
internal static class Rulings
{
    public const double Dpi = 72;

    private const int LeastAcross = 24, LeastDown = 14, Thickest = 3;

    /// <summary>Light pixels (a dotted line, a crossing that was not quite hit) that do not end a line.</summary>
    private const int Gap = 2;

    private const byte Dark = 149;

    /// <summary>Widest gap within a word, as a share of the height of its box.</summary>
    private const double LetterGap = 0.15;

    /// <summary>At least three numbers in three lines, one below the other (their right edges or middles within six points).</summary>
    public static bool LooksTabular(ImmutableArray<Token> tokens)
    {
        var middles = new Dictionary<int, (double LastY, int Count)>();
        foreach (var token in tokens)
        {
            if (token.Text.Length > 8 || !token.Text.Any(ThaiDigits.IsDigit) || token.Box is not { } box) continue;
            foreach (var key in (ReadOnlySpan<int>)[(int)(box.CentreX / 6), 100_000 + (int)(box.X1 / 6)])
            {
                var (lastY, count) = middles.GetValueOrDefault(key, (double.NegativeInfinity, 0));
                if (Math.Abs(box.CentreY - lastY) < 5) continue;
                if (count >= 2) return true;
                middles[key] = (box.CentreY, count + 1);
            }
        }
        return false;
    }

    /// <param name="page">The rendering.</param>
    /// <param name="turn">Brings a box to where the words are.</param>
    /// <param name="words">What stands inside a word's box is a part of its letters.</param>
    public static ImmutableArray<Ruling> Find(Raster page, Func<Box, Box> turn, ImmutableArray<Token> words)
    {
        var stretches = Stretches(words);
        var rulings = ImmutableArray.CreateBuilder<Ruling>();
        foreach (var line in Merge(Across(page)))
            if (IsThin(page, line, across: true)) Add(new Box(line.From, line.First, line.To, line.Last + 1));
        foreach (var line in Merge(Down(page)))
            if (IsThin(page, line, across: false)) Add(new Box(line.First, line.From, line.Last + 1, line.To));
        return rulings.ToImmutable();

        void Add(Box drawn)
        {
            var box = turn(drawn);
            if (!IsInWords(box, stretches)) rulings.Add(new Ruling(box));
        }
    }

    /// <summary>The boxes of words, over the narrow gaps that text layers leave within Thai words: the last stroke of a part (แก้ไขปั ญหา) may stand in the gap.</summary>
    private static ImmutableArray<Box> Stretches(ImmutableArray<Token> words)
    {
        var boxes = words.Where(w => w.Box is not null).Select(w => w.Box!.Value).ToImmutableArray();
        var joined = ImmutableArray.CreateBuilder<Box>(boxes.Length);
        for (var i = 0; i < boxes.Length; i++)
        {
            var goesOn = i + 1 < boxes.Length && Math.Abs(boxes[i + 1].Y0 - boxes[i].Y0) < 1 && boxes[i + 1].X0 - boxes[i].X1 is > 0 and var gap && gap < boxes[i].Height * LetterGap;
            joined.Add(goesOn ? boxes[i] with { X1 = boxes[i + 1].X0 } : boxes[i]);
        }
        return joined.ToImmutable();
    }

    private static bool IsInWords(Box line, ImmutableArray<Box> words)
    {
        var across = line.Width >= line.Height;
        var inside = 0.0;
        foreach (var box in words)
        {
            // Boxes are taller than their letters, but no wider: the last stroke of a word (ปิ) stands at the box's edge.
            var dy = box.Height * 0.12;
            if (across && line.CentreY > box.Y0 + dy && line.CentreY < box.Y1 - dy) inside += Math.Max(0, Math.Min(line.X1, box.X1) - Math.Max(line.X0, box.X0));
            if (!across && line.CentreX > box.X0 && line.CentreX < box.X1) inside += Math.Max(0, Math.Min(line.Y1, box.Y1) - Math.Max(line.Y0, box.Y0));
        }
        return inside * 2 > Math.Max(line.Width, line.Height);
    }

    private static List<Run> Across(Raster page)
    {
        var runs = new List<Run>();
        for (var row = 0; row < page.Height; row++)
        {
            var line = page.Pixels.AsSpan(row * page.Width, page.Width);
            for (var at = 0; at < line.Length;)
            {
                var step = line[at..].IndexOfAnyInRange((byte)0, Dark);
                if (step < 0) break;
                var from = at += step;
                var end = at;
                while (true)
                {
                    var light = line[at..].IndexOfAnyExceptInRange((byte)0, Dark);
                    end = at = light < 0 ? line.Length : at + light;
                    var dark = line[at..Math.Min(line.Length, at + Gap + 1)].IndexOfAnyInRange((byte)0, Dark);
                    if (dark < 0) break;
                    at += dark;
                }
                if (end - from >= LeastAcross) runs.Add(new Run(row, row, from, end));
            }
        }
        return runs;
    }

    /// <summary>All columns at once, row by row, so that only dark pixels cost anything.</summary>
    private static List<Run> Down(Raster page)
    {
        var runs = new List<Run>();
        var (first, last) = (new int[page.Width], new int[page.Width]);
        Array.Fill(last, -Gap - 2);
        for (var row = 0; row < page.Height; row++)
        {
            var line = page.Pixels.AsSpan(row * page.Width, page.Width);
            for (var at = 0; ; at++)
            {
                var step = line[at..].IndexOfAnyInRange((byte)0, Dark);
                if (step < 0) break;
                at += step;
                if (row - last[at] > Gap + 1)
                {
                    if (last[at] >= 0 && last[at] + 1 - first[at] >= LeastDown) runs.Add(new Run(at, at, first[at], last[at] + 1));
                    first[at] = row;
                }
                last[at] = row;
            }
        }
        for (var at = 0; at < last.Length; at++)
            if (last[at] >= 0 && last[at] + 1 - first[at] >= LeastDown) runs.Add(new Run(at, at, first[at], last[at] + 1));
        runs.Sort((a, b) => a.First.CompareTo(b.First));
        return runs;
    }

    /// <summary>Runs of neighbouring rows (or columns) that lie beside each other are one thick line. The runs come sorted.</summary>
    private static List<Run> Merge(List<Run> runs)
    {
        var (done, open) = (new List<Run>(), new List<Run>());
        foreach (var run in runs)
        {
            for (var i = open.Count - 1; i >= 0; i--)
            {
                if (open[i].Last >= run.First - 1) continue;
                done.Add(open[i]);
                open.RemoveAt(i);
            }
            var at = open.FindIndex(o => run.From <= o.To && o.From <= run.To);
            if (at < 0) open.Add(run);
            else open[at] = new Run(open[at].First, run.Last, Math.Min(open[at].From, run.From), Math.Max(open[at].To, run.To));
        }
        done.AddRange(open);
        return done;
    }

    /// <summary>Thicker things are letters in a row, shaded cells and pictures; so is what has dark on both sides.</summary>
    private static bool IsThin(Raster page, Run line, bool across)
    {
        if (line.Last - line.First + 1 > Thickest) return false;
        var dark = 0;
        for (var at = line.From; at < line.To; at++)
        {
            if (IsDark(line.First - 2, at)) dark++;
            if (IsDark(line.Last + 2, at)) dark++;
        }
        return dark * 2 < line.To - line.From;

        bool IsDark(int row, int at)
        {
            var (x, y) = across ? (at, row) : (row, at);
            return x >= 0 && y >= 0 && x < page.Width && y < page.Height && page.Pixels[(y * page.Width) + x] <= Dark;
        }
    }

    /// <summary>Dark from From to To (excluded) in the rows, or columns, First to Last (included).</summary>
    private readonly record struct Run(int First, int Last, int From, int To);
}
