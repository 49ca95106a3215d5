namespace ItaIngest.Extractors.Ocr;

/// <summary>How far a page is turned from its lines of print (projection profiles: Postl, US patent 4 723 297; here on sheared ink points).</summary>
internal static class Skew
{
    private const double Most = 10, Coarse = 0.4, Fine = 0.05;
    private const double Better = 1.02, MuchBetter = 1.15; // than standing straight: a slope is believed

    /// <summary>Degrees by which the print runs downhill to the right, within 10 degrees; 0 when nothing decides.</summary>
    public static double Angle(bool[] ink, int width, int height, double dpi) => Slope(Points(ink, width, height, Step(dpi)), Better);

    /// <summary>
    /// Degrees between the slopes of the lower and the upper half of a straightened page: a flatbed leaves none, a photograph taken from
    /// the side does, and its rows cannot be told apart across the page.
    /// </summary>
    public static double Spread(bool[] ink, int width, int height, double dpi)
    {
        var points = Points(ink, width, height, Step(dpi));
        var middle = height / Step(dpi) / 2;
        return Slope(points.FindAll(p => p.Y >= middle), MuchBetter) - Slope(points.FindAll(p => p.Y < middle), MuchBetter);
    }

    private static int Step(double dpi) => Math.Max(1, (int)(dpi / 75));

    private static double Slope(List<(int X, int Y)> points, double better)
    {
        if (points.Count < 200) return 0;
        var rows = new int[4096];
        double best = 0, bestScore = Score(points, 0, rows) * better;
        for (var a = -Most - Coarse; a <= Most + Coarse; a += Coarse) Try(a);
        var around = best;
        for (var a = around - Coarse; a <= around + Coarse; a += Fine) Try(a);
        return Math.Abs(best) > Most ? 0 : best;

        void Try(double angle)
        {
            var score = Score(points, angle, rows);
            if (score > bestScore) (best, bestScore) = (angle, score);
        }
    }

    /// <summary>
    /// Do the lines of print run across the page (true) or along it, so that the page lies on its side? Letters of a line stand on one base line:
    /// the feet of letter-sized components gather in few rows of an upright page, in few columns of one on its side. Rulings have no say.
    /// </summary>
    public static bool RunsAcross(bool[] ink, int width, int height, double dpi)
    {
        var letters = Components.Find(ink, width, height).FindAll(c =>
            Math.Max(c.Width, c.Height) >= dpi * 0.045 && Math.Max(c.Width, c.Height) <= dpi * 0.25 && Math.Min(c.Width, c.Height) >= dpi * 0.015);
        if (letters.Count < 30) return true;
        var scale = 150 / dpi; // rows of a 150th of an inch
        var feet = letters.ConvertAll(c => ((int)((c.X0 + c.X1) / 2 * scale), (int)(c.Y1 * scale)));
        var left = letters.ConvertAll(c => ((int)((c.Y0 + c.Y1) / 2 * scale), (int)(c.X0 * scale)));
        var right = letters.ConvertAll(c => ((int)((c.Y0 + c.Y1) / 2 * scale), (int)(c.X1 * scale)));
        var rows = new int[16384];
        double across = 0, along = 0;
        for (var a = -5.0; a <= 5.0; a += 0.25)
        {
            across = Math.Max(across, Score(feet, a, rows));
            along = Math.Max(along, Math.Max(Score(left, a, rows), Score(right, a, rows)));
        }
        return across >= along;
    }

    /// <summary>Turned back by the angle, bilinear, white outside; the size stays.</summary>
    public static GreyImage Straighten(GreyImage page, double angle)
    {
        if (Math.Abs(angle) < 0.08) return page;
        var (sin, cos) = Math.SinCos(angle * Math.PI / 180);
        var (w, h) = (page.Width, page.Height);
        var result = new byte[w * h];
        for (var y = 0; y < h; y++)
        {
            double dy = y - h / 2.0, sx = -w / 2.0 * cos - dy * sin + w / 2.0, sy = -w / 2.0 * sin + dy * cos + h / 2.0;
            for (var x = 0; x < w; x++, sx += cos, sy += sin)
            {
                int ix = (int)Math.Floor(sx), iy = (int)Math.Floor(sy);
                if (ix < 0 || iy < 0 || ix >= w - 1 || iy >= h - 1)
                {
                    result[y * w + x] = 255;
                    continue;
                }
                float fx = (float)(sx - ix), fy = (float)(sy - iy);
                var at = iy * w + ix;
                var upper = page.Pixels[at] + (page.Pixels[at + 1] - page.Pixels[at]) * fx;
                var lower = page.Pixels[at + w] + (page.Pixels[at + w + 1] - page.Pixels[at + w]) * fx;
                result[y * w + x] = (byte)(upper + (lower - upper) * fy + 0.5f);
            }
        }
        return new GreyImage(w, h, result);
    }

    // Lower edges of strokes: they lie on the base lines and are fewer than the ink.
    private static List<(int X, int Y)> Points(bool[] ink, int width, int height, int step)
    {
        var points = new List<(int, int)>();
        int w = width / step, h = height / step;
        for (var y = 0; y < h - 1; y++)
            for (var x = 0; x < w; x++)
                if (ink[y * step * width + x * step] && !ink[(y + 1) * step * width + x * step]) points.Add((x, y));
        return points;
    }

    private static double Score(List<(int X, int Y)> points, double angle, int[] rows)
    {
        Array.Clear(rows);
        var tan = Math.Tan(angle * Math.PI / 180);
        foreach (var (x, y) in points)
        {
            var r = (int)(y - x * tan + rows.Length / 4.0);
            if ((uint)r < (uint)rows.Length) rows[r]++;
        }
        double sum = 0;
        foreach (var n in rows) sum += (double)n * n;
        return sum / points.Count;
    }
}
