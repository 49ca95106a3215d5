using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace ItaIngest.Extractors.Tests;

/// <summary>
/// Writes small PDFs by hand, so that a test decides every glyph: text in a font without outlines whose codes are UTF-16 units
/// (half an em wide, Thai marks without width), lines, images and invisible text. Coordinates in points from the top left.
/// </summary>
internal sealed class PdfWriter
{
    private readonly List<(StringBuilder Content, int Turn)> _pages = [];
    public double Width { get; init; } = 595;

    public double Height { get; init; } = 842;

    private (byte[] Bytes, int Width, int Height, bool Coloured)? _jpeg;

    /// <summary>What images show: this JPEG, of one colour or three, in place of plain grey.</summary>
    public PdfWriter Jpeg(byte[] bytes, int width, int height, bool coloured = false)
    {
        _jpeg = (bytes, width, height, coloured);
        return this;
    }

    public PdfWriter Page(int turn = 0)
    {
        _pages.Add((new StringBuilder(), turn));
        return this;
    }

    private StringBuilder Now => _pages[^1].Content;

    public PdfWriter Text(double x, double y, string text, double size = 16, int mode = 0, bool upwards = false)
    {
        var codes = string.Concat(text.Select(c => ((int)c).ToString("X4", CultureInfo.InvariantCulture)));
        var matrix = upwards ? F($"0 1 -1 0 {x} {Height - y}") : F($"1 0 0 1 {x} {Height - y}");
        Now.Append(F($"BT /F1 {size} Tf {mode} Tr {matrix} Tm <{codes}> Tj ET\n"));
        return this;
    }

    public PdfWriter Line(double x0, double y0, double x1, double y1, double width = 0.5)
    {
        Now.Append(F($"{width} w {x0} {Height - y0} m {x1} {Height - y1} l S\n"));
        return this;
    }

    /// <summary>A filled shape, as letters turned into outlines are.</summary>
    public PdfWriter Block(double x, double y, double width, double height)
    {
        Now.Append(F($"{x} {Height - y - height} {width} {height} re f\n"));
        return this;
    }

    /// <summary>A grey image, 600 x 600 pixels, stretched over the box.</summary>
    public PdfWriter Image(double x, double y, double width, double height)
    {
        Now.Append(F($"q {width} 0 0 {height} {x} {Height - y - height} cm /Im1 Do Q\n"));
        return this;
    }

    public byte[] ToArray()
    {
        var objects = new List<byte[]>
        {
            Ascii("<< /Type /Catalog /Pages 2 0 R >>"),
            Ascii(F($"<< /Type /Pages /Count {_pages.Count} /Kids [{string.Join(' ', _pages.Select((_, i) => F($"{8 + (2 * i)} 0 R")))}] >>")),
            Ascii("<< /Type /Font /Subtype /Type0 /BaseFont /Test /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>"),
            Ascii("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Test /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor 5 0 R /DW 500 "
                + "/W [32 32 250 3633 3633 0 3636 3642 0 3655 3662 0 63233 63246 0] >>"),
            Ascii("<< /Type /FontDescriptor /FontName /Test /Flags 4 /FontBBox [0 -200 1000 800] /Ascent 800 /Descent -200 /ItalicAngle 0 /CapHeight 700 /StemV 80 >>"),
            Stream("", Ascii(ToUnicode())),
            _jpeg is { } jpeg
                ? Stream(F($"/Type /XObject /Subtype /Image /Width {jpeg.Width} /Height {jpeg.Height} /ColorSpace /{(jpeg.Coloured ? "DeviceRGB" : "DeviceGray")} /BitsPerComponent 8 /Filter /DCTDecode"), jpeg.Bytes)
                : Stream("/Type /XObject /Subtype /Image /Width 600 /Height 600 /ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /FlateDecode", Packed([.. Enumerable.Repeat((byte)0xC0, 360_000)])),
        };
        foreach (var (content, turn) in _pages)
        {
            objects.Add(Ascii(F($"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {Width} {Height}] /Rotate {turn} /Contents {objects.Count + 2} 0 R /Resources << /Font << /F1 3 0 R >> /XObject << /Im1 7 0 R >> >> >>")));
            objects.Add(Stream("", Ascii(content.ToString())));
        }
        return Whole(objects);
    }

    private static byte[] Whole(List<byte[]> objects)
    {
        using var file = new MemoryStream();
        var starts = new List<long>();
        file.Write(Ascii("%PDF-1.5\n"));
        for (var i = 0; i < objects.Count; i++)
        {
            starts.Add(file.Position);
            file.Write(Ascii(F($"{i + 1} 0 obj\n")));
            file.Write(objects[i]);
            file.Write(Ascii("\nendobj\n"));
        }
        var table = file.Position;
        file.Write(Ascii(F($"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n")));
        foreach (var start in starts) file.Write(Ascii(F($"{start:0000000000} 00000 n \n")));
        file.Write(Ascii(F($"trailer << /Size {objects.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n")));
        return file.ToArray();
    }

    private static string ToUnicode()
    {
        var ranges = new StringBuilder();
        for (var block = 0; block < 256; block += 64)
        {
            ranges.Append("64 beginbfrange\n");
            for (var high = block; high < block + 64; high++) ranges.Append(CultureInfo.InvariantCulture, $"<{high:X2}00> <{high:X2}FF> <{high:X2}00>\n");
            ranges.Append("endbfrange\n");
        }
        return "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            + ranges + "endcmap end end\n";
    }

    private static byte[] Stream(string dictionary, byte[] data) =>
        [.. Ascii(F($"<< {dictionary} /Length {data.Length} >>\nstream\n")), .. data, .. Ascii("\nendstream")];

    private static byte[] Packed(byte[] data)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest)) zlib.Write(data);
        return packed.ToArray();
    }

    private static byte[] Ascii(string text) => Encoding.Latin1.GetBytes(text);

    private static string F(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
