using System.Globalization;
using System.Text;

namespace ItaIngest.Extractors.Tools;

/// <summary>A page as grey pixels, one byte each, row after row, 0 black, 255 white.</summary>
internal sealed record Raster(int Page, int Width, int Height, byte[] Pixels);

/// <summary>poppler's pdftoppm: pages as grey pixels, by a pipe and as PGM (PNG costs sixteen times as much).</summary>
internal static class Pdftoppm
{
    public static readonly Tool Program = new("pdftoppm", "poppler-utils");

    private const int MostPixels = 120_000_000;

    /// <summary>Draws pages first..last at the given dots an inch and hands over each one.</summary>
    /// <param name="path">The PDF.</param>
    /// <param name="first">From 1.</param>
    /// <param name="last">Included.</param>
    /// <param name="dpi">Dots an inch.</param>
    /// <param name="crisp">Without grey edges: lines thinner than a pixel come out one pixel wide and black, and it is three times as fast.</param>
    /// <param name="options">Limits.</param>
    /// <param name="onPage">Called for each page in order; its pixels are overwritten by the next one.</param>
    /// <param name="cancel">Ends it.</param>
    public static Task<ToolResult> DrawAsync(string path, int first, int last, double dpi, bool crisp, ReadOptions options, Action<Raster> onPage, CancellationToken cancel)
    {
        List<string> arguments = ["-gray", "-r", dpi.ToString("0.##", CultureInfo.InvariantCulture), "-f", first.ToString(CultureInfo.InvariantCulture), "-l", last.ToString(CultureInfo.InvariantCulture)];
        if (crisp) arguments.AddRange(["-aa", "no", "-aaVector", "no"]);
        arguments.Add(path);
        return ToolRun.RunAsync(Program, arguments, options, (output, alive) =>
        {
            byte[]? buffer = null;
            for (var page = first; Next(output, page, buffer) is { } raster; page++)
            {
                alive();
                onPage(raster);
                buffer = raster.Pixels;
            }
        }, cancel);
    }

    /// <summary>The next binary PGM of the stream: "P5 width height 255" and the pixels; null at the end or where it breaks off.</summary>
    internal static Raster? Next(Stream output, int page, byte[]? buffer = null)
    {
        if (Field(output) != "P5" || !int.TryParse(Field(output), CultureInfo.InvariantCulture, out var width) || !int.TryParse(Field(output), CultureInfo.InvariantCulture, out var height) || Field(output) != "255") return null;
        if (width <= 0 || height <= 0 || (long)width * height > MostPixels) return null;
        var pixels = buffer?.Length == width * height ? buffer : new byte[width * height];
        return output.ReadAtLeast(pixels, pixels.Length, throwOnEndOfStream: false) < pixels.Length ? null : new Raster(page, width, height, pixels);
    }

    private static string Field(Stream output)
    {
        var text = new StringBuilder();
        for (int b; (b = output.ReadByte()) >= 0 && text.Length < 20;)
        {
            if (b > ' ') text.Append((char)b);
            else if (text.Length > 0) break;
        }
        return text.ToString();
    }
}
