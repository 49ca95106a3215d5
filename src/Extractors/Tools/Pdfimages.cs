using System.Globalization;

namespace ItaIngest.Extractors.Tools;

/// <summary>An image drawn on a page, its size on paper in points, how fine it is in dots an inch, whether it has colours, and its object's number; 0 for one in the page's own stream.</summary>
internal readonly record struct DrawnImage(int Page, double Width, double Height, double Dpi, bool Coloured, int Number)
{
    public double Area => Width * Height;
}

/// <summary>poppler's pdfimages, for its list only: which page draws which image how large.</summary>
internal static class Pdfimages
{
    public static readonly Tool Program = new("pdfimages", "poppler-utils");

    public static async Task<IReadOnlyList<DrawnImage>> ListAsync(string path, int first, int last, ReadOptions options, CancellationToken cancel)
    {
        var (_, output) = await ToolRun.TextAsync(Program,
            ["-list", "-f", first.ToString(CultureInfo.InvariantCulture), "-l", last.ToString(CultureInfo.InvariantCulture), path], options, cancel);
        return Parse(output);
    }

    /// <summary>Columns: page num type width height color comp bpc enc interp object ID x-ppi y-ppi size ratio; type is "image", "mask", "smask" or "stencil".</summary>
    internal static IReadOnlyList<DrawnImage> Parse(string output)
    {
        var images = new List<DrawnImage>();
        foreach (var line in output.Split('\n'))
        {
            var f = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            // An inline image has "[inline]" in place of object and ID.
            var ppi = f.Length >= 16 ? 12 : f.Length == 15 && f[10] == "[inline]" ? 11 : -1;
            if (ppi < 0 || f[2] is not ("image" or "mask" or "stencil") || !int.TryParse(f[0], CultureInfo.InvariantCulture, out var page)) continue;
            if (Number(f[3]) is { } width && Number(f[4]) is { } height && Number(f[ppi]) is { } x && Number(f[ppi + 1]) is { } y && x > 0 && y > 0)
                images.Add(new DrawnImage(page, width * 72 / x, height * 72 / y, Math.Max(x, y), f[5] == "index" || f[6] != "1", ppi == 12 && int.TryParse(f[10], CultureInfo.InvariantCulture, out var number) ? number : 0));
        }
        return images;
    }

    private static double? Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var n) ? n : null;
}
