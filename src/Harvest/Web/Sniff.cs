using System.IO.Compression;
using System.Text;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Harvest.Web;

/// <summary>What a fetched body is to the harvest.</summary>
public enum BodyKind { None, Page, Document, Container, Other }

/// <summary>Says what bytes are from the bytes; the name and the declared type are asked only for plain text, which has no signature.</summary>
internal static class Sniff
{
    /// <summary>So many first bytes are enough for every decision but that between ZIP and office files.</summary>
    public const int Needed = 2048;

    private static readonly string[] TextNames = [".txt", ".md", ".markdown", ".csv", ".tsv"];

    private static readonly string[] DocumentNames = [".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".rtf", ".txt", ".md", ".csv", ".tsv", ".zip", ".rar", ".7z", ".jpg", ".jpeg", ".png", ".tif", ".tiff"];

    private static readonly string[] IgnoredNames = [".css", ".js", ".mjs", ".json", ".xml", ".rss", ".atom", ".ico", ".svg", ".gif", ".webp", ".bmp", ".woff", ".woff2", ".ttf", ".otf", ".eot", ".mp3", ".mp4", ".m4a", ".m4v", ".avi", ".mov", ".wmv", ".flv", ".webm", ".wav", ".exe", ".msi", ".apk", ".dmg", ".iso", ".map", ".ics"];

    /// <summary>By its ending the address is a file worth fetching before any page.</summary>
    public static bool LooksLikeDocument(Uri uri) => DocumentNames.Contains(Ending(uri), StringComparer.Ordinal);

    /// <summary>By its ending the address is neither a page nor a document.</summary>
    public static bool LooksIrrelevant(Uri uri) => IgnoredNames.Contains(Ending(uri), StringComparer.Ordinal);

    public static (BodyKind Kind, MediaKind Media) Look(ReadOnlySpan<byte> head, string? contentType, string? fileName)
    {
        if (head.IsEmpty) return (BodyKind.None, MediaKind.Unknown);
        if (head.StartsWith("PK\x03\x04"u8) || head.StartsWith("PK\x05\x06"u8)) return (BodyKind.Container, MediaKind.Zip);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])) return (BodyKind.Document, MediaKind.OldOffice);
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G'])) return (BodyKind.Document, MediaKind.Png);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return (BodyKind.Document, MediaKind.Jpeg);
        if (head.StartsWith("II*\0"u8) || head.StartsWith("MM\0*"u8)) return (BodyKind.Document, MediaKind.Tiff);
        if (head.StartsWith("{\\rtf"u8) || head.StartsWith("Rar!"u8) || head.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xBC, 0xAF])) return (BodyKind.Document, MediaKind.Unknown);
        // The header of a PDF may stand anywhere in its first 1024 bytes; so may that of a PDF stored in a ZIP, hence after the others.
        if (head[..Math.Min(head.Length, 1024)].IndexOf("%PDF-"u8) >= 0 && !head.StartsWith("<"u8)) return (BodyKind.Document, MediaKind.Pdf);
        if (!IsText(head)) return (BodyKind.Other, MediaKind.Unknown);
        return Text(head, contentType, fileName);
    }

    private static (BodyKind, MediaKind) Text(ReadOnlySpan<byte> head, string? contentType, string? fileName)
    {
        var start = Encoding.Latin1.GetString(head).TrimStart('ï', '»', '¿', ' ', '\t', '\r', '\n');
        var ending = Path.GetExtension(fileName ?? "").ToLowerInvariant();
        var type = contentType?.Split(';')[0].Trim().ToLowerInvariant();
        if (StartsLikeHtml(start)) return (BodyKind.Page, MediaKind.Html);
        if (TextNames.Contains(ending, StringComparer.Ordinal)) return (BodyKind.Document, ending is ".csv" or ".tsv" ? MediaKind.Csv : ending is ".txt" ? MediaKind.PlainText : MediaKind.Markdown);
        if (type is "text/html" or "application/xhtml+xml") return (BodyKind.Page, MediaKind.Html);
        if (type is "text/plain" or "text/markdown" && !IgnoredNames.Contains(ending, StringComparer.Ordinal)) return (BodyKind.Document, type == "text/plain" ? MediaKind.PlainText : MediaKind.Markdown);
        if (type is "text/csv") return (BodyKind.Document, MediaKind.Csv);
        return start.Contains("<html", StringComparison.OrdinalIgnoreCase) || start.Contains("<body", StringComparison.OrdinalIgnoreCase) ? (BodyKind.Page, MediaKind.Html) : (BodyKind.Other, MediaKind.Unknown);
    }

    /// <summary>A ZIP that is an office file is a document; any other is a container of documents.</summary>
    public static (BodyKind Kind, MediaKind Media) LookIntoZip(string path)
    {
        try
        {
            using var zip = ZipFile.OpenRead(path);
            if (zip.GetEntry("[Content_Types].xml") is not null)
            {
                if (zip.GetEntry("word/document.xml") is not null) return (BodyKind.Document, MediaKind.Docx);
                if (zip.GetEntry("xl/workbook.xml") is not null) return (BodyKind.Document, MediaKind.Xlsx);
                return (BodyKind.Document, MediaKind.Unknown);
            }
            return zip.GetEntry("mimetype") is not null && zip.GetEntry("content.xml") is not null ? (BodyKind.Document, MediaKind.Unknown) : (BodyKind.Container, MediaKind.Zip);
        }
        catch (InvalidDataException)
        {
            return (BodyKind.Container, MediaKind.Zip);
        }
    }

    private static bool StartsLikeHtml(string start)
    {
        ReadOnlySpan<string> openings = ["<!doctype html", "<html", "<head", "<body", "<!--", "<script", "<meta", "<title", "<table", "<div"];
        foreach (var opening in openings)
            if (start.StartsWith(opening, StringComparison.OrdinalIgnoreCase)) return true;
        return start.StartsWith("<?xml", StringComparison.Ordinal) && start.Contains("<html", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsText(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return true;
        foreach (var b in head)
            if (b is < 9 or (> 13 and < 32 and not 27 and not 12)) return false;
        return true;
    }

    private static string Ending(Uri uri) => Path.GetExtension(uri.AbsolutePath).ToLowerInvariant();
}
