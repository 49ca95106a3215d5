using System.Numerics.Tensors;

namespace ItaIngest.Extractors.Ocr;

/// <summary>
/// The crop as the network sees it: tightened around one line of print, brought to the network's height.
/// Step for step the arithmetic of training/digits/crop.py; tests hold the two equal pixel by pixel.
/// </summary>
internal static class Crop
{
    public const int NetworkHeight = 32;
    public const int MinWidth = 12;
    public const int MaxWidth = 256;
    private const int Specks = 4; // per cent of a crop that specks may cover
    private const int MostSlope = 30; // grey levels between the halves of a crop that are uneven light, not ink
    private const int LeastContrast = 10; // grey levels between ink and paper

    /// <summary>Grey crop to grey crop around the one line of print in it; null when there is no ink.</summary>
    public static GreyImage? Tighten(GreyImage grey)
    {
        var (w, h) = (grey.Width, grey.Height);
        if (h < 4 || w < 3) return null;
        grey = Level(grey);
        var blur = Soften(grey).Pixels;
        // A speck is darker than thin print, and would be all the ink that is found.
        var darkest = (byte)Levels.Percentile(Levels.Histogram(blur), Specks);
        TensorPrimitives.Max(blur, darkest, blur);
        var histogram = Levels.Histogram(blur);
        if (Array.FindLastIndex(histogram, c => c > 0) - darkest < LeastContrast) return null;
        var threshold = Levels.Otsu(histogram);
        var ink = new bool[blur.Length];
        for (var i = 0; i < ink.Length; i++) ink[i] = blur[i] <= threshold;
        var labels = new int[ink.Length];
        var paper = (byte)Levels.Percentile(Levels.Histogram(grey.Pixels), 90);
        var clean = grey;
        var kept = new List<Component>();
        foreach (var c in Components.Find(ink, w, h, labels))
        {
            if (c.Area < 3) continue;
            if (IsNoPrint(c, w, h)) Paint(clean, labels, c, paper);
            else kept.Add(c);
        }
        var tallest = kept.Count == 0 ? 0 : kept.Max(c => c.Height);
        return tallest < 4 ? null : Band(clean, kept, tallest, paper);
    }

    /// <summary>To the network's height, aspect kept.</summary>
    public static GreyImage Fit(GreyImage tight)
    {
        var width = Math.Clamp((tight.Width * NetworkHeight + tight.Height / 2) / tight.Height, MinWidth, MaxWidth);
        return Resize(tight, width, NetworkHeight);
    }

    /// <summary>Paper 0, ink 1, by the picture's own 90th and 2nd percentiles.</summary>
    public static float[] Normalise(GreyImage grey)
    {
        var histogram = Levels.Histogram(grey.Pixels);
        var p90 = Levels.Percentile(histogram, 90);
        var range = (float)Math.Max(20, p90 - Levels.Percentile(histogram, 2));
        var values = new float[grey.Pixels.Length];
        for (var i = 0; i < values.Length; i++) values[i] = Math.Clamp((p90 - grey.Pixels[i]) / range, -0.2f, 1.2f);
        return values;
    }

    // Evenly lit: the paper of its halves, left and right, upper and lower, is brought to one level.
    private static GreyImage Level(GreyImage grey)
    {
        var (w, h) = (grey.Width, grey.Height);
        var across = Slope(Paper(grey, 0, 0, w / 2, h), Paper(grey, w / 2, 0, w, h), w);
        var down = Slope(Paper(grey, 0, 0, w, h / 2), Paper(grey, 0, h / 2, w, h), h);
        var level = grey.Copy();
        for (var y = 0; y < h; y++)
            for (var x = 0; x < w; x++) level.Pixels[y * w + x] = (byte)Math.Clamp(grey.Pixels[y * w + x] - across[x] - down[y], 0, 255);
        return level;
    }

    private static int Paper(GreyImage grey, int x0, int y0, int x1, int y1)
    {
        var counts = new int[256];
        for (var y = y0; y < y1; y++)
            foreach (var g in grey.Row(y)[x0..x1]) counts[g]++;
        return Levels.Percentile(counts, 80);
    }

    private static int[] Slope(int first, int second, int n)
    {
        var slope = new int[n];
        var d = second - first;
        if (Math.Abs(d) <= MostSlope)
            for (var i = 0; i < n; i++) slope[i] = (int)Math.Floor((2 * i + 1 - n) * d / (double)n);
        return slope;
    }

    // What is left of a ruling, above or beside the print, and crumbs of the neighbouring lines.
    private static bool IsNoPrint(Component c, int w, int h)
    {
        bool topOrBottom = c.Y0 == 0 || c.Y1 == h, side = c.X0 == 0 || c.X1 == w;
        var line = topOrBottom && c.Width * 100 >= 72 * w && c.Width >= 3 * c.Height && c.Height * 5 <= h;
        var through = c.Height * 100 >= 88 * h || (side && c.Height * 10 >= 8 * h);
        var post = through && c.Width * 5 <= c.Height && c.Area * 10 >= 8 * c.Width * c.Height;
        return line || post || (topOrBottom && c.Height * 4 <= h);
    }

    private static void Paint(GreyImage clean, int[] labels, Component c, byte paper)
    {
        var w = clean.Width;
        for (var y = c.Y0; y < c.Y1; y++)
            for (var x = c.X0; x < c.X1; x++)
            {
                if (labels[y * w + x] != c.Label) continue;
                for (var v = Math.Max(0, y - 1); v < Math.Min(clean.Height, y + 2); v++)
                    clean.Pixels.AsSpan(v * w + Math.Max(0, x - 1), Math.Min(w, x + 2) - Math.Max(0, x - 1)).Fill(paper);
            }
    }

    // The band of the big components, everything that lies in it sideways, and a margin of paper.
    private static GreyImage Band(GreyImage clean, List<Component> kept, int tallest, byte paper)
    {
        var big = kept.FindAll(c => c.Height * 100 >= 35 * tallest);
        int y0 = big.Min(c => c.Y0), y1 = big.Max(c => c.Y1);
        var inside = kept.FindAll(c => c.Y0 < y1 && c.Y1 > y0);
        int x0 = inside.Min(c => c.X0), x1 = inside.Max(c => c.X1);
        int v = ((y1 - y0) * 14 + 50) / 100, u = ((y1 - y0) * 22 + 50) / 100;
        (y0, y1, x0, x1) = (y0 - v, y1 + v, x0 - u, x1 + u);
        var (w, h) = (x1 - x0, y1 - y0);
        var result = new byte[w * h];
        Array.Fill(result, paper);
        int from = Math.Max(0, x0), to = Math.Min(clean.Width, x1);
        for (var y = Math.Max(0, y0); y < Math.Min(clean.Height, y1); y++)
            clean.Pixels.AsSpan(y * clean.Width + from, to - from).CopyTo(result.AsSpan((y - y0) * w + from - x0));
        return new GreyImage(w, h, result);
    }

    /// <summary>The mean of each three by three pixels: noise goes, strokes stay.</summary>
    public static GreyImage Soften(GreyImage g)
    {
        var (w, h) = (g.Width, g.Height);
        var result = new byte[w * h];
        for (var y = 0; y < h; y++)
        {
            ReadOnlySpan<byte> above = g.Row(Math.Max(0, y - 1)), here = g.Row(y), below = g.Row(Math.Min(h - 1, y + 1));
            for (var x = 0; x < w; x++)
            {
                int l = Math.Max(0, x - 1), r = Math.Min(w - 1, x + 1);
                result[y * w + x] = (byte)((above[l] + above[x] + above[r] + here[l] + here[x] + here[r] + below[l] + below[x] + below[r]) / 9);
            }
        }
        return new GreyImage(w, h, result);
    }

    /// <summary>Triangle filter, widened when shrinking so that nothing is skipped.</summary>
    public static GreyImage Resize(GreyImage g, int width, int height)
    {
        var across = Weights(g.Width, width);
        var down = Weights(g.Height, height);
        var between = new double[height * g.Width];
        for (var y = 0; y < height; y++)
            foreach (var (from, weight) in down[y])
            {
                var row = g.Row(from);
                for (var x = 0; x < row.Length; x++) between[y * g.Width + x] += weight * row[x];
            }
        var result = new byte[width * height];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var sum = 0.0;
                foreach (var (from, weight) in across[x]) sum += weight * between[y * g.Width + from];
                result[y * width + x] = (byte)Math.Floor(sum + 0.5 + 1e-6);
            }
        return new GreyImage(width, height, result);
    }

    private static List<(int From, double Weight)>[] Weights(int n, int m)
    {
        var scale = (double)n / m;
        var support = Math.Max(scale, 1.0);
        var all = new List<(int, double)>[m];
        for (var j = 0; j < m; j++)
        {
            var centre = (j + 0.5) * scale;
            var some = new List<(int At, double Weight)>();
            for (var i = Math.Max(0, (int)(centre - support) - 1); i < Math.Min(n, centre + support + 1); i++)
            {
                var weight = 1.0 - Math.Abs((i + 0.5 - centre) / support);
                if (weight > 0) some.Add((i, weight));
            }
            var sum = some.Sum(s => s.Weight);
            all[j] = some.ConvertAll(s => (s.At, s.Weight / sum));
        }
        return all;
    }
}
