using System.Runtime.InteropServices;
using ItaIngest.Domain.Findings;

namespace ItaIngest.Extractors.Ocr;

/// <summary>A decoded picture and its resolution; Dpi is 0 when the file does not say.</summary>
internal readonly record struct Picture(GreyImage Grey, double Dpi);

/// <summary>
/// Decodes PNG, JPEG (CMYK too) and TIFF (multi-page, fax) by Leptonica, which Tesseract brings. Meant for the worker process: a hostile
/// file may cost the process, not the run. The header is judged first, so that a small file cannot unpack into all memory.
/// </summary>
internal static partial class Pictures
{
    private const string Library = "liblept.so.5";
    private const int Silent = 6;
    /// <summary>A4's longer side in inches: what a picture that does not tell its resolution most likely shows.</summary>
    public const double LongSide = 11.69;

    /// <summary>Most pixels of one picture: A3 at 600 dpi has 70 million.</summary>
    private const long MostPixels = 80_000_000;

    /// <summary>How many pictures (TIFF pages) the file holds.</summary>
    public static int Count(byte[] file)
    {
        if (!IsTiff(file)) return 1;
        // Each directory of a TIFF points to the next; a file that cannot be opened at the n-th has n.
        var n = 0;
        while (n < 10_000 && HeaderTiff(file, (nuint)file.Length, n, out _, out _, out _, out _, out _, out _, out _) == 0) n++;
        return n;
    }

    /// <summary>Decodes one picture, from 0.</summary>
    /// <exception cref="DocumentRejectedException">ITA103: it cannot be decoded; ITA104: it is too large.</exception>
    public static Picture Read(byte[] file, int index, string name)
    {
        _ = SetMessageLevel(Silent);
        int w, h;
        var known = IsTiff(file)
            ? HeaderTiff(file, (nuint)file.Length, index, out w, out h, out _, out _, out _, out _, out _) == 0
            : Header(file, (nuint)file.Length, out _, out w, out h, out _, out _, out _) == 0;
        if (!known || w <= 0 || h <= 0) throw Broken(name);
        if ((long)w * h > MostPixels)
            throw new DocumentRejectedException("ITA104", $"{name} is a picture of {w} x {h} pixels, more than the {MostPixels / 1_000_000} million that are read.", "Scan it again at 300 dpi, or make it smaller.");
        var pix = IsTiff(file) ? ReadTiff(file, (nuint)file.Length, index) : ReadAny(file, (nuint)file.Length);
        if (pix == 0) throw Broken(name);
        var dpi = XResolution(pix);
        try
        {
            return new Picture(Depth(pix) == 32 ? Coloured(pix) : Grey(pix, name), dpi);
        }
        finally
        {
            Destroy(ref pix);
        }
    }

    private static GreyImage Grey(nint pix, string name)
    {
        var grey = ConvertTo8(pix, 0);
        if (grey == 0) throw Broken(name);
        try
        {
            return Copy(grey);
        }
        finally
        {
            Destroy(ref grey);
        }
    }

    // A 32-bit word a pixel: red in the highest byte, then green and blue.
    private static GreyImage Coloured(nint pix)
    {
        int w = Width(pix), h = Height(pix), words = WordsPerLine(pix);
        var data = Data(pix);
        var rgb = new byte[3 * w * h];
        var line = new int[words];
        for (var y = 0; y < h; y++)
        {
            Marshal.Copy(data + (nint)y * words * 4, line, 0, words);
            for (var x = 0; x < w; x++) (rgb[3 * (y * w + x)], rgb[3 * (y * w + x) + 1], rgb[3 * (y * w + x) + 2]) = (Byte(line[x], 24), Byte(line[x], 16), Byte(line[x], 8));
        }
        return Colour.Grey(rgb, w, h, Math.Max(w, h) / LongSide);
    }

    private static byte Byte(int word, int shift) => (byte)((word >> shift) & 255);

    // Leptonica keeps four pixels a 32-bit word, the leftmost in the highest byte.
    private static GreyImage Copy(nint grey)
    {
        int w = Width(grey), h = Height(grey), words = WordsPerLine(grey);
        var data = Data(grey);
        var pixels = new byte[w * h];
        var line = new int[words];
        for (var y = 0; y < h; y++)
        {
            Marshal.Copy(data + (nint)y * words * 4, line, 0, words);
            for (var x = 0; x < w; x++) pixels[y * w + x] = Byte(line[x >> 2], 24 - 8 * (x & 3));
        }
        return new GreyImage(w, h, pixels);
    }

    private static bool IsTiff(byte[] file) => file.Length > 4 && ((file[0] == 'I' && file[1] == 'I' && file[2] == 42) || (file[0] == 'M' && file[1] == 'M' && file[3] == 42));

    private static DocumentRejectedException Broken(string name) =>
        new("ITA103", $"{name} cannot be decoded as a picture.", "Open it in a viewer and save it again as PNG, or download it again.");

    [LibraryImport(Library, EntryPoint = "setMsgSeverity")]
    private static partial int SetMessageLevel(int level);

    [LibraryImport(Library, EntryPoint = "pixReadHeaderMem")]
    private static partial int Header([In] byte[] data, nuint size, out int format, out int w, out int h, out int bits, out int samples, out int colours);

    [LibraryImport(Library, EntryPoint = "readHeaderMemTiff")]
    private static partial int HeaderTiff([In] byte[] data, nuint size, int n, out int w, out int h, out int bits, out int samples, out int resolution, out int colours, out int format);

    [LibraryImport(Library, EntryPoint = "pixReadMem")]
    private static partial nint ReadAny([In] byte[] data, nuint size);

    [LibraryImport(Library, EntryPoint = "pixReadMemTiff")]
    private static partial nint ReadTiff([In] byte[] data, nuint size, int n);

    [LibraryImport(Library, EntryPoint = "pixConvertTo8")]
    private static partial nint ConvertTo8(nint pix, int colours);

    [LibraryImport(Library, EntryPoint = "pixGetDepth")]
    private static partial int Depth(nint pix);

    [LibraryImport(Library, EntryPoint = "pixGetXRes")]
    private static partial int XResolution(nint pix);

    [LibraryImport(Library, EntryPoint = "pixGetWidth")]
    private static partial int Width(nint pix);

    [LibraryImport(Library, EntryPoint = "pixGetHeight")]
    private static partial int Height(nint pix);

    [LibraryImport(Library, EntryPoint = "pixGetWpl")]
    private static partial int WordsPerLine(nint pix);

    [LibraryImport(Library, EntryPoint = "pixGetData")]
    private static partial nint Data(nint pix);

    [LibraryImport(Library, EntryPoint = "pixDestroy")]
    private static partial void Destroy(ref nint pix);
}
