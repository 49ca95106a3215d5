namespace ItaIngest.Extractors.Ocr;

/// <summary>Grey levels of a picture: threshold and percentiles. The same arithmetic as training/digits/crop.py.</summary>
internal static class Levels
{
    public static int[] Histogram(ReadOnlySpan<byte> grey)
    {
        var counts = new int[256];
        foreach (var g in grey) counts[g]++;
        return counts;
    }

    /// <summary>Otsu's threshold (IEEE Trans. SMC 9, 1979): ink is at or under the answer. The first maximum wins.</summary>
    public static int Otsu(int[] histogram)
    {
        double n = 0, total = 0;
        for (var i = 0; i < 256; i++)
        {
            n += histogram[i];
            total += (double)histogram[i] * i;
        }
        double weight = 0, sum = 0, best = -1;
        var at = 0;
        for (var i = 0; i < 256; i++)
        {
            weight += histogram[i];
            sum += (double)histogram[i] * i;
            var between = -1.0;
            if (weight > 0 && weight < n)
            {
                var d = total * weight / n - sum;
                between = d * d / (weight * (n - weight));
            }
            if (between > best) (best, at) = (between, i);
        }
        return at;
    }

    /// <summary>The smallest level at or under which q per cent of the pixels lie.</summary>
    public static int Percentile(int[] histogram, int q)
    {
        long n = 0;
        foreach (var c in histogram) n += c;
        var need = (n * q + 99) / 100;
        long seen = 0;
        for (var i = 0; i < 256; i++)
        {
            seen += histogram[i];
            if (seen >= need) return i;
        }
        return 255;
    }
}
