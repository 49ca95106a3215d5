namespace ItaIngest.Extractors.Ocr;

/// <summary>Evens out a scan's light and finds its ink.</summary>
internal static class Cleaning
{
    /// <summary>
    /// Divides by the paper's own brightness, estimated in squares of a third of an inch (their 80th percentile, the brightest of the
    /// neighbourhood where print or a dark edge fills a square), so that shadows and grey paper become white.
    /// </summary>
    public static GreyImage Flatten(GreyImage page, double dpi)
    {
        var side = Math.Max(8, (int)(dpi / 3));
        int columns = (page.Width + side - 1) / side, rows = (page.Height + side - 1) / side;
        var paper = Widen(Squares(page, side, columns, rows), columns, rows);
        var flat = new byte[page.Pixels.Length];
        var across = new (int Left, int Right, float Share)[page.Width];
        for (var x = 0; x < page.Width; x++) across[x] = Between(x, side, columns);
        for (var y = 0; y < page.Height; y++)
        {
            var (top, bottom, share) = Between(y, side, rows);
            var row = page.Row(y);
            for (var x = 0; x < row.Length; x++)
            {
                var (l, r, s) = across[x];
                var above = paper[top * columns + l] * (1 - s) + paper[top * columns + r] * s;
                var below = paper[bottom * columns + l] * (1 - s) + paper[bottom * columns + r] * s;
                var white = Math.Max(64f, above * (1 - share) + below * share);
                flat[y * page.Width + x] = (byte)Math.Min(255f, row[x] * 250f / white);
            }
        }
        return new GreyImage(page.Width, page.Height, flat);
    }

    /// <summary>Ink of a flattened page: at or under Otsu's threshold, kept between a third and four fifths of white so that a nearly blank page stays blank.</summary>
    public static bool[] Ink(GreyImage flat)
    {
        var threshold = Math.Clamp(Levels.Otsu(Levels.Histogram(flat.Pixels)), 85, 200);
        var ink = new bool[flat.Pixels.Length];
        for (var i = 0; i < ink.Length; i++) ink[i] = flat.Pixels[i] <= threshold;
        return ink;
    }

    private static float[] Squares(GreyImage page, int side, int columns, int rows)
    {
        var levels = new float[columns * rows];
        var counts = new int[256];
        for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++)
            {
                Array.Clear(counts);
                int x1 = Math.Min(page.Width, (c + 1) * side), y1 = Math.Min(page.Height, (r + 1) * side);
                for (var y = r * side; y < y1; y += 2)
                    foreach (var g in page.Row(y)[(c * side)..x1]) counts[g]++;
                levels[r * columns + c] = Levels.Percentile(counts, 80);
            }
        return levels;
    }

    private static float[] Widen(float[] levels, int columns, int rows)
    {
        var wide = new float[levels.Length];
        for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++)
            {
                var top = 0f;
                for (var v = Math.Max(0, r - 1); v <= Math.Min(rows - 1, r + 1); v++)
                    for (var u = Math.Max(0, c - 1); u <= Math.Min(columns - 1, c + 1); u++) top = Math.Max(top, levels[v * columns + u]);
                // Its own level where that is paper already; a square filled with ink borrows from its neighbours.
                var own = levels[r * columns + c];
                wide[r * columns + c] = own >= 0.8f * top ? own : top;
            }
        return wide;
    }

    private static (int, int, float) Between(int at, int side, int count)
    {
        var f = (at + 0.5f) / side - 0.5f;
        var low = Math.Clamp((int)MathF.Floor(f), 0, count - 1);
        return (low, Math.Min(count - 1, low + 1), Math.Clamp(f - low, 0, 1));
    }
}
