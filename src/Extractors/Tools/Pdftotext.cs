using System.Buffers.Text;
using System.Globalization;
using System.Net;
using System.Text;
using ItaIngest.Domain.Paper;
using ItaIngest.Extractors.Pdf;

namespace ItaIngest.Extractors.Tools;

/// <summary>
/// poppler's pdftotext with word boxes. Its XML is written one element a line; it is read as such, from bytes, because it may hold
/// control characters that XML forbids and because a document of hundreds of pages goes through here.
/// </summary>
internal static class Pdftotext
{
    public static readonly Tool Program = new("pdftotext", "poppler-utils");

    /// <summary>Reads pages first..last and hands over each one as soon as it is whole.</summary>
    public static Task<ToolResult> ReadAsync(
        string path, int first, int last, ReadOptions options, Action<WordPage> onPage, CancellationToken cancel) =>
        ToolRun.RunAsync(Program,
            ["-bbox-layout", "-enc", "UTF-8", "-f", first.ToString(CultureInfo.InvariantCulture), "-l", last.ToString(CultureInfo.InvariantCulture), path, "-"],
            options, (output, alive) => Read(output, first, page => { alive(); onPage(page); }), cancel);

    /// <summary>Parses the output; a page that is cut off at the end is not handed over.</summary>
    internal static void Read(Stream output, int first, Action<WordPage> onPage)
    {
        var lines = new ByteLines(output);
        WordPage? page = null;
        var (number, line) = (first, -1);
        while (lines.TryNext(out var bytes))
        {
            var text = bytes.TrimStart((byte)' ');
            if (text.StartsWith("<word "u8))
            {
                if (page is not null && Word(text, line) is { } word) page.Words.Add(word);
            }
            else if (text.StartsWith("<line "u8)) line++;
            else if (text.StartsWith("<page "u8)) (page, line) = (new WordPage(number++, Attribute(text, "width=\""u8), Attribute(text, "height=\""u8), []), -1);
            else if (text.StartsWith("</page>"u8) && page is not null)
            {
                onPage(page);
                page = null;
            }
        }
    }

    private static Word? Word(ReadOnlySpan<byte> text, int line)
    {
        var from = text.IndexOf((byte)'>') + 1;
        var to = text.LastIndexOf("</word>"u8);
        if (from <= 0 || to <= from) return null;
        var box = new Box(Attribute(text, "xMin=\""u8), Attribute(text, "yMin=\""u8), Attribute(text, "xMax=\""u8), Attribute(text, "yMax=\""u8));
        var said = text[from..to];
        var printed = Encoding.UTF8.GetString(said);
        return new Word(said.IndexOf((byte)'&') >= 0 ? WebUtility.HtmlDecode(printed) : printed, box, line);
    }

    private static double Attribute(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        var at = text.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(text[(at + name.Length)..], out double value, out _) && double.IsFinite(value) ? value : 0;
    }
}
