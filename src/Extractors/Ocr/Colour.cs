namespace ItaIngest.Extractors.Ocr;

/// <summary>
/// Grey of a coloured page, with the stamps and signatures that lie over its print bleached. Coloured letters, fills and rulings stay:
/// bleached are only coloured strokes that reach higher than any letter, fill little of their box, and do not run level or upright.
/// </summary>
internal static class Colour
{
    private const int Saturated = 48; // levels between a pixel's strongest and weakest colour, from which it is ink of a colour
    private const double LeastShare = 0.0005; // less is the noise of a grey page's JPEG
    private const double HigherThanPrint = 0.3, Straight = 0.3, RulingWidth = 0.04; // inches: a letter of 40 points; a run along a ruling that leans by two degrees

    /// <param name="rgb">Three bytes a pixel, row after row.</param>
    /// <param name="width">Pixels.</param>
    /// <param name="height">Pixels.</param>
    /// <param name="dpi">Dots an inch.</param>
    public static GreyImage Grey(ReadOnlySpan<byte> rgb, int width, int height, double dpi)
    {
        var grey = new byte[width * height];
        var coloured = new bool[grey.Length];
        var ink = 0;
        for (var i = 0; i < grey.Length; i++)
        {
            var (r, g, b) = (rgb[3 * i], rgb[3 * i + 1], rgb[3 * i + 2]);
            grey[i] = (byte)((r * 77 + g * 150 + b * 29) >> 8);
            if (coloured[i] = Spread(r, g, b) >= Saturated) ink++;
        }
        if (ink > LeastShare * grey.Length) Bleach(grey, rgb, coloured, width, height, dpi);
        return new GreyImage(width, height, grey);
    }

    private static void Bleach(byte[] grey, ReadOnlySpan<byte> rgb, bool[] coloured, int width, int height, double dpi)
    {
        var labels = new int[grey.Length];
        var all = Components.Find(coloured, width, height, labels);
        var straight = StraightPixels(labels, all.Count, width, height, (int)(dpi * Straight));
        var pieces = new bool[all.Count + 1];
        foreach (var c in all)
            pieces[c.Label] = Math.Min(c.Width, c.Height) >= dpi * HigherThanPrint / 2 && Math.Max(c.Width, c.Height) >= dpi * HigherThanPrint
                && c.Area * 5L <= 2L * c.Width * c.Height && straight[c.Label] * 2 <= c.Area;
        // Rulings and print cut a stroke: pieces of its colour a ruling's width away are of it, too. Three times only, or it would eat its way along a coloured line of text.
        for (var round = 0; round < 3; round++)
        {
            var found = (bool[])pieces.Clone();
            for (var i = 0; i < labels.Length; i++)
                if (found[labels[i]])
                    foreach (var near in Near(i, (int)(dpi * RulingWidth), width, height))
                        if (labels[near] != 0 && Strongest(rgb, near) == Strongest(rgb, i) && straight[labels[near]] * 2 <= all[labels[near] - 1].Area) pieces[labels[near]] = true;
        }
        for (var i = 0; i < labels.Length; i++)
            if (pieces[labels[i]])
                foreach (var near in Near(i, 1, width, height))
                {
                    var (r, g, b) = (rgb[3 * near], rgb[3 * near + 1], rgb[3 * near + 2]);
                    // Black print under the stroke has hardly any colour and stays; the stroke itself becomes paper.
                    grey[near] = (byte)Math.Min(255, Math.Max(r, Math.Max(g, b)) + Spread(r, g, b));
                }
    }

    // Red, green or blue: what a pixel has most of.
    private static int Strongest(ReadOnlySpan<byte> rgb, int i) => rgb.Slice(3 * i, 3) is var p && p[0] >= p[1] && p[0] >= p[2] ? 0 : p[1] >= p[2] ? 1 : 2;

    private static IEnumerable<int> Near(int i, int reach, int width, int height)
    {
        var (x, y) = (i % width, i / width);
        for (var v = Math.Max(0, y - reach); v <= Math.Min(height - 1, y + reach); v++)
            for (var u = Math.Max(0, x - reach); u <= Math.Min(width - 1, x + reach); u++) yield return v * width + u;
    }

    // How many pixels of each component lie in a long run across or along.
    private static int[] StraightPixels(int[] labels, int count, int width, int height, int least)
    {
        var straight = new int[count + 1];
        for (var y = 0; y < height; y++) Count(width, x => y * width + x);
        for (var x = 0; x < width; x++) Count(height, y => y * width + x);
        return straight;

        void Count(int length, Func<int, int> at)
        {
            for (int start = 0, end; start < length; start = end)
            {
                var label = labels[at(start)];
                for (end = start + 1; end < length && labels[at(end)] == label; end++) { }
                if (label != 0 && end - start >= least) straight[label] += end - start;
            }
        }
    }

    private static int Spread(byte r, byte g, byte b) => Math.Max(r, Math.Max(g, b)) - Math.Min(r, Math.Min(g, b));
}
