using ItaIngest.Domain.Paper;

namespace ItaIngest.Extractors.Ocr;

/// <summary>A drawn line in pixels, edges exclusive on the right and below.</summary>
internal readonly record struct DrawnLine(int X0, int Y0, int X1, int Y1)
{
    public bool Across => X1 - X0 >= Y1 - Y0;
}

/// <summary>
/// Finds the rulings of a page by its long runs of ink and takes them out of the picture. Strokes that cross a ruling are kept:
/// where the ink goes on well beyond the ruling's own thickness, it is print.
/// </summary>
internal static class Lines
{
    /// <summary>Finds rulings and erases them from both the ink and the grey picture, in place.</summary>
    public static List<DrawnLine> Take(GreyImage page, bool[] ink, double dpi)
    {
        var (w, h) = (page.Width, page.Height);
        var across = Find(ink, w, h, dpi, (x, y) => y * w + x);
        var along = Find(ink, h, w, dpi, (x, y) => x * w + y);
        foreach (var group in across) Erase(page, ink, group, w, h, (x, y) => y * w + x);
        foreach (var group in along) Erase(page, ink, group, h, w, (x, y) => x * w + y);
        return [.. across.Select(g => g.Box), .. along.Select(g => new DrawnLine(g.Box.Y0, g.Box.X0, g.Box.Y1, g.Box.X1))];
    }

    public static Ruling ToRuling(DrawnLine l, double dpi) =>
        new(new Box(l.X0 * 72 / dpi, l.Y0 * 72 / dpi, l.X1 * 72 / dpi, l.Y1 * 72 / dpi));

    private sealed record Group(DrawnLine Box, List<(int Y, int X0, int X1)> Runs, double Thickness);

    // Runs of at least a third of an inch, small breaks bridged; runs of neighbouring rows that overlap or nearly touch are one line,
    // so a line that climbs a pixel every inch stays whole. Thicker than a thirtieth of an inch is no ruling.
    private static List<Group> Find(bool[] ink, int width, int height, double dpi, Func<int, int, int> at)
    {
        int least = (int)(dpi * 0.34), bridge = Math.Max(2, (int)(dpi / 75)), reach = Math.Max(3, (int)(dpi / 20));
        var open = new List<List<(int Y, int X0, int X1)>>();
        var all = new List<List<(int Y, int X0, int X1)>>();
        for (var y = 0; y < height; y++)
        {
            foreach (var (x0, x1) in Runs(ink, width, y, bridge, least, at))
            {
                List<(int Y, int X0, int X1)>? mine = null;
                foreach (var group in open)
                {
                    if (!group.Exists(r => r.Y >= y - 2 && r.X0 - reach <= x1 && x0 - reach <= r.X1)) continue;
                    if (mine is null) (mine = group).Add((y, x0, x1));
                    else
                    {
                        mine.AddRange(group);
                        group.Clear();
                    }
                }
                if (mine is not null) continue;
                mine = [(y, x0, x1)];
                open.Add(mine);
                all.Add(mine);
            }
            open.RemoveAll(g => g.Count == 0 || !g.Exists(r => r.Y >= y - 2));
        }
        var found = new List<Group>();
        foreach (var runs in all.Where(g => g.Count > 0))
        {
            int x0 = runs.Min(r => r.X0), x1 = runs.Max(r => r.X1), y0 = runs.Min(r => r.Y), y1 = runs.Max(r => r.Y) + 1;
            var thickness = runs.Sum(r => (double)(r.X1 - r.X0)) / (x1 - x0);
            if (thickness <= Math.Max(3, dpi / 30) && (x1 - x0) >= 5 * thickness) found.Add(new Group(new DrawnLine(x0, y0, x1, y1), runs, thickness));
        }
        return found;
    }

    private static List<(int X0, int X1)> Runs(bool[] ink, int width, int y, int bridge, int least, Func<int, int, int> at)
    {
        var runs = new List<(int, int)>();
        int start = -1, last = -1;
        for (var x = 0; x < width; x++)
        {
            if (!ink[at(x, y)]) continue;
            if (start >= 0 && x - last > bridge)
            {
                if (last + 1 - start >= least) runs.Add((start, last + 1));
                start = -1;
            }
            if (start < 0) start = x;
            last = x;
        }
        if (start >= 0 && last + 1 - start >= least) runs.Add((start, last + 1));
        return runs;
    }

    private static void Erase(GreyImage page, bool[] ink, Group group, int width, int height, Func<int, int, int> at)
    {
        var limit = 2 * (int)Math.Ceiling(group.Thickness) + 3;
        foreach (var (y, x0, x1) in group.Runs)
            for (var x = Math.Max(0, x0 - 1); x < Math.Min(width, x1 + 1); x++)
            {
                int up = y, down = y;
                while (up > 0 && y - up <= limit && ink[at(x, up - 1)]) up--;
                while (down < height - 1 && down - y <= limit && ink[at(x, down + 1)]) down++;
                if (down - up + 1 > limit) continue;
                for (var v = Math.Max(0, up - 1); v <= Math.Min(height - 1, down + 1); v++)
                {
                    ink[at(x, v)] = false;
                    page.Pixels[at(x, v)] = 250;
                }
            }
    }
}
