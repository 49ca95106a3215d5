using System.Runtime.InteropServices;
using ItaIngest.Domain.Findings;

namespace ItaIngest.Extractors.Ocr;

/// <summary>Text of one line and Tesseract's own confidence in it, 0..1 (not calibrated).</summary>
internal readonly record struct OcrLine(string Text, double Confidence);

/// <summary>
/// Tesseract 5 by its C API. One instance belongs to one thread. Its Thai model cannot output five of the ten Thai digits,
/// so nothing numeric that it says is ever taken as sure.
/// </summary>
internal sealed partial class Tesseract : IDisposable
{
    private const string Library = "libtesseract.so.5";
    private const int RawLine = 13, SingleLine = 7;
    private nint _handle;
    private byte[]? _page; // kept: Tesseract copies it, but only when SetImage is called

    /// <param name="languages">For example "tha+eng".</param>
    /// <param name="data">Folder of the traineddata files; null for the system's.</param>
    /// <exception cref="DocumentRejectedException">ITA101: the library is not installed; ITA102: a language is not.</exception>
    public Tesseract(string languages, string? data = null)
    {
        try
        {
            // Native environment: .NET's own SetEnvironmentVariable does not reach OpenMP, and threads of threads cost three times the time.
            _ = SetEnvironment("OMP_THREAD_LIMIT", "1", 1);
            _handle = Create();
        }
        catch (DllNotFoundException)
        {
            throw Missing("ITA101", $"Tesseract's library {Library} is not on this machine, and scanned pages need it.", "Install it: apt-get install tesseract-ocr tesseract-ocr-tha tesseract-ocr-eng");
        }
        if (Init(_handle, data, languages, 1) != 0)
        {
            Delete(_handle);
            _handle = 0;
            throw Missing("ITA102", $"Tesseract has no data for {languages}, and scanned pages need it.", "Install it: apt-get install tesseract-ocr-tha tesseract-ocr-eng");
        }
        SetVariable(_handle, "preserve_interword_spaces", "1");
        SetVariable(_handle, "debug_file", "/dev/null");
    }

    public static string Version => Marshal.PtrToStringUTF8(NativeVersion()) ?? "";

    public void SetPage(GreyImage page, double dpi)
    {
        _page = page.Pixels;
        SetImage(_handle, _page, page.Width, page.Height, 1, page.Width);
        SetSourceResolution(_handle, (int)dpi);
    }

    /// <summary>Reads the one line inside the rectangle (pixels, edges exclusive) of the page that was set.</summary>
    public OcrLine Read(int x0, int y0, int x1, int y1, bool raw = false)
    {
        SetPageSegMode(_handle, raw ? RawLine : SingleLine);
        SetRectangle(_handle, x0, y0, x1 - x0, y1 - y0);
        if (Recognize(_handle, 0) != 0) return new OcrLine("", 0);
        var text = GetText(_handle);
        if (text == 0) return new OcrLine("", 0);
        var line = (Marshal.PtrToStringUTF8(text) ?? "").ReplaceLineEndings(" ").Trim();
        DeleteText(text);
        return new OcrLine(line, Math.Clamp(MeanConfidence(_handle) / 100.0, 0, 1));
    }

    public void Dispose()
    {
        if (_handle == 0) return;
        End(_handle);
        Delete(_handle);
        _handle = 0;
    }

    private static DocumentRejectedException Missing(string code, string message, string remedy) => new(code, message, remedy);

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport(Library, EntryPoint = "TessVersion")]
    private static partial nint NativeVersion();

    [LibraryImport(Library, EntryPoint = "TessBaseAPICreate")]
    private static partial nint Create();

    [LibraryImport(Library, EntryPoint = "TessBaseAPIInit2", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Init(nint handle, string? data, string languages, int engine);

    [LibraryImport(Library, EntryPoint = "TessBaseAPISetVariable", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(nint handle, string name, string value);

    [LibraryImport(Library, EntryPoint = "TessBaseAPISetPageSegMode")]
    private static partial void SetPageSegMode(nint handle, int mode);

    [LibraryImport(Library, EntryPoint = "TessBaseAPISetImage")]
    private static partial void SetImage(nint handle, [In] byte[] pixels, int width, int height, int bytesPerPixel, int bytesPerLine);

    [LibraryImport(Library, EntryPoint = "TessBaseAPISetSourceResolution")]
    private static partial void SetSourceResolution(nint handle, int dpi);

    [LibraryImport(Library, EntryPoint = "TessBaseAPISetRectangle")]
    private static partial void SetRectangle(nint handle, int left, int top, int width, int height);

    [LibraryImport(Library, EntryPoint = "TessBaseAPIRecognize")]
    private static partial int Recognize(nint handle, nint monitor);

    [LibraryImport(Library, EntryPoint = "TessBaseAPIGetUTF8Text")]
    private static partial nint GetText(nint handle);

    [LibraryImport(Library, EntryPoint = "TessDeleteText")]
    private static partial void DeleteText(nint text);

    [LibraryImport(Library, EntryPoint = "TessBaseAPIMeanTextConf")]
    private static partial int MeanConfidence(nint handle);

    [LibraryImport(Library, EntryPoint = "TessBaseAPIEnd")]
    private static partial void End(nint handle);

    [LibraryImport(Library, EntryPoint = "TessBaseAPIDelete")]
    private static partial void Delete(nint handle);
}
