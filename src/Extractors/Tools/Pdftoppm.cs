using System.Globalization;
using System.Text;

namespace ItaIngest.Extractors.Tools;

/// <summary>How a page is drawn.</summary>
internal enum Drawing
{
    /// <summary>One byte a pixel, edges smoothed.</summary>
    Grey,

    /// <summary>One byte a pixel without grey edges: lines thinner than a pixel come out one pixel wide and black, and it is three times as fast.</summary>
    Crisp,

    /// <summary>Red, green and blue, a byte each.</summary>
    Colour,
}

/// <summary>A page as pixels, row after row, of one byte (0 black, 255 white) or of three.</summary>
internal sealed record Raster(int Page, int Width, int Height, byte[] Pixels);

/// <summary>poppler's pdftoppm: pages as pixels, by a pipe and as PGM or PPM (PNG costs sixteen times as much).</summary>
internal static class Pdftoppm
{
    public static readonly Tool Program = new("pdftoppm", "poppler-utils");

    private const int MostPixels = 120_000_000;

    /// <summary>Draws pages first..last at the given dots an inch and hands over each one.</summary>
    /// <param name="path">The PDF.</param>
    /// <param name="first">From 1.</param>
    /// <param name="last">Included.</param>
    /// <param name="dpi">Dots an inch.</param>
    /// <param name="drawing">Grey or coloured, smoothed or not.</param>
    /// <param name="options">Limits.</param>
    /// <param name="onPage">Called for each page in order; its pixels are overwritten by the next one.</param>
    /// <param name="cancel">Ends it.</param>
    public static Task<ToolResult> DrawAsync(string path, int first, int last, double dpi, Drawing drawing, ReadOptions options, Action<Raster> onPage, CancellationToken cancel)
    {
        List<string> arguments = ["-r", dpi.ToString("0.##", CultureInfo.InvariantCulture), "-f", first.ToString(CultureInfo.InvariantCulture), "-l", last.ToString(CultureInfo.InvariantCulture)];
        if (drawing != Drawing.Colour) arguments.Add("-gray");
        if (drawing == Drawing.Crisp) arguments.AddRange(["-aa", "no", "-aaVector", "no"]);
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

    /// <summary>The next binary PGM or PPM of the stream: "P5 width height 255" (or P6) and the pixels; null at the end or where it breaks off.</summary>
    internal static Raster? Next(Stream output, int page, byte[]? buffer = null)
    {
        var bytes = Field(output) switch { "P5" => 1, "P6" => 3, _ => 0 };
        if (bytes == 0 || !int.TryParse(Field(output), CultureInfo.InvariantCulture, out var width) || !int.TryParse(Field(output), CultureInfo.InvariantCulture, out var height) || Field(output) != "255") return null;
        if (width <= 0 || height <= 0 || (long)width * height > MostPixels) return null;
        var pixels = buffer?.Length == width * height * bytes ? buffer : new byte[width * height * bytes];
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
