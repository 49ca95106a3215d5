namespace ItaIngest.Domain.Paper;

/// <summary>The kinds of file that readers tell apart by their first bytes, not by their names.</summary>
public enum MediaKind { Unknown, PlainText, Markdown, Csv, Pdf, Html, Docx, Xlsx, Png, Jpeg, Tiff, OldOffice, Zip }

/// <summary>
/// A document as it was received. The same bytes are the same document, whatever they are called.
/// </summary>
/// <param name="Id">SHA-256 of the bytes, 64 lower-case hexadecimal digits.</param>
/// <param name="FileName">The name it came with, without folders: for people, never for the file system.</param>
/// <param name="Path">Where the bytes lie on this machine while they are read.</param>
/// <param name="Kind">What the bytes are.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Origin">The address it was fetched from, where known.</param>
/// <param name="RetrievedAt">When it was fetched, where known.</param>
public sealed record SourceDocument(
    string Id,
    string FileName,
    string Path,
    MediaKind Kind,
    long Length,
    string? Origin = null,
    DateTimeOffset? RetrievedAt = null);
