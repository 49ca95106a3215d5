using System.Text;
using ItaIngest.Domain.Paper;
using ItaIngest.Extractors.Text;

namespace ItaIngest.Extractors;

/// <summary>Tells what a file is by its bytes. A name only tells kinds of text apart (.md, .csv), never text from the rest.</summary>
internal static class Magic
{
    private const int TailRead = 1 << 18;

    /// <param name="head">The first bytes of the file, up to 64 KiB.</param>
    /// <param name="file">The whole, seekable; read only where the head does not tell.</param>
    /// <param name="name">Its name.</param>
    public static MediaKind Kind(ReadOnlySpan<byte> head, Stream file, string name)
    {
        // Real PDFs may begin with a few stray bytes; readers look for the mark in the first 1024.
        if (head[..Math.Min(head.Length, 1024)].IndexOf("%PDF-"u8) >= 0) return MediaKind.Pdf;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])) return MediaKind.Png;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return MediaKind.Jpeg;
        if (head.StartsWith((ReadOnlySpan<byte>)[(byte)'I', (byte)'I', 42, 0]) || head.StartsWith((ReadOnlySpan<byte>)[(byte)'M', (byte)'M', 0, 42])) return MediaKind.Tiff;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])) return MediaKind.OldOffice;
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8)) return InsideZip(file);
        if (!Encodings.LooksLikeText(head)) return MediaKind.Unknown;
        if (IsHtml(head, name)) return MediaKind.Html;
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".md" or ".markdown" => MediaKind.Markdown,
            ".csv" => MediaKind.Csv,
            _ => MediaKind.PlainText,
        };
    }

    /// <summary>The names inside stand in the directory at a ZIP's end.</summary>
    private static MediaKind InsideZip(Stream file)
    {
        var length = (int)Math.Min(TailRead, file.Length);
        var tail = new byte[length];
        file.Position = file.Length - length;
        file.ReadExactly(tail);
        if (tail.AsSpan().IndexOf("word/document.xml"u8) >= 0) return MediaKind.Docx;
        return tail.AsSpan().IndexOf("xl/workbook.xml"u8) >= 0 ? MediaKind.Xlsx : MediaKind.Zip;
    }

    /// <summary>
    /// A document type or an html, head or body element at the beginning; with the name of a web page any element will do.
    /// A text that an OCR left with a stray p or table element at its head is still a text.
    /// </summary>
    private static bool IsHtml(ReadOnlySpan<byte> head, string name)
    {
        var start = Encoding.Latin1.GetString(head[..Math.Min(head.Length, 4096)]).Replace("\0", "", StringComparison.Ordinal).TrimStart('\u00EF', '\u00BB', '\u00BF', '\u00FF', '\u00FE', ' ', '\t', '\r', '\n');
        if (start.StartsWith("<?xml", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<!--", StringComparison.Ordinal))
            return start.Contains("<html", StringComparison.OrdinalIgnoreCase);
        foreach (var mark in (ReadOnlySpan<string>)["<!doctype html", "<html", "<head", "<body", "<meta ", "<title"])
            if (start.StartsWith(mark, StringComparison.OrdinalIgnoreCase)) return true;
        return Path.GetExtension(name).ToLowerInvariant() is ".html" or ".htm" or ".xhtml" or ".php" or ".aspx" && start.Contains('<', StringComparison.Ordinal);
    }
}
