using System.Globalization;
using System.Security.Cryptography;
using ItaIngest.Domain.Findings;
using ItaIngest.Domain.Paper;

namespace ItaIngest.Extractors;

/// <summary>A file to open, or why there is none.</summary>
/// <param name="Name">What the document was called where it came from, when the file itself is named otherwise (an archive names files by their hash).</param>
/// <param name="Origin">The address it was fetched from.</param>
/// <param name="RetrievedAt">When it was fetched.</param>
public readonly record struct Found(string? Path, Issue? Issue, string? Name = null, string? Origin = null, DateTimeOffset? RetrievedAt = null);

/// <summary>Finds documents on disk and opens them: same bytes, same document.</summary>
public static class Intake
{
    /// <summary>Largest file read, in bytes: twenty times the largest real report seen.</summary>
    public const long SizeLimit = 200_000_000;

    private const int Sniffed = 1 << 16;

    /// <summary>
    /// Files named, and files in folders named, in ordinal order of their paths. Hidden files and what an .itaignore covers are skipped, the same file named
    /// twice comes once, and whatever yields nothing gives an issue (ITA002 missing, ITA003 empty folder, ITA004 unreadable).
    /// </summary>
    public static IEnumerable<Found> Find(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                foreach (var found in InFolder(path))
                    if (found.Path is null || seen.Add(Resolve(found.Path))) yield return found;
            }
            else if (!File.Exists(path))
                yield return Failed("ITA002", $"{path} does not exist. Check the spelling; names with spaces need quotes.");
            else if (seen.Add(Resolve(path))) yield return new Found(path, null);
        }
    }

    /// <summary>Hashes the file, finds out what it is by its bytes, and refuses what cannot be read.</summary>
    /// <exception cref="DocumentRejectedException">ITA001, 002, 004 to 009, 014.</exception>
    public static SourceDocument Open(string path, long sizeLimit = SizeLimit, string? called = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        var name = called ?? Path.GetFileName(path);
        if (Directory.Exists(path)) throw new DocumentRejectedException("ITA005", $"{path} is a folder, not a file.", "Name the files in it, or give the folder to a command that takes folders.");
        var info = new FileInfo(path);
        if (!info.Exists) throw new DocumentRejectedException("ITA002", $"{path} does not exist.", "Check the spelling; names with spaces need quotes.");
        // Pipes and devices say that they have no bytes, so they are never waited for.
        if (info.Length == 0) throw new DocumentRejectedException("ITA001", $"{name} is empty.", "Download it again and compare its size with the publisher's.");
        if (info.Length > sizeLimit)
            throw new DocumentRejectedException("ITA006", $"{name} has {Megabytes(info.Length)} MB; at most {Megabytes(sizeLimit)} MB are read.", "Split it, or make the scan smaller.");
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
            var head = new byte[(int)Math.Min(Sniffed, info.Length)];
            stream.ReadExactly(head);
            var kind = Magic.Kind(head, stream, name);
            stream.Position = 0;
            var id = Convert.ToHexStringLower(SHA256.HashData(stream));
            Refuse(kind, name);
            return new SourceDocument(id, name, path, kind, info.Length);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DocumentRejectedException("ITA004", $"{path} cannot be read: {e.Message}", "Check its permissions.");
        }
    }

    /// <summary>A kind of file in words: "a Word document".</summary>
    internal static string Describe(MediaKind kind) => kind switch
    {
        MediaKind.PlainText or MediaKind.Markdown => "a text file",
        MediaKind.Csv => "a CSV file",
        MediaKind.Pdf => "a PDF",
        MediaKind.Html => "a web page",
        MediaKind.Docx => "a Word document",
        MediaKind.Xlsx => "an Excel workbook",
        MediaKind.Png => "a PNG image",
        MediaKind.Jpeg => "a JPEG image",
        MediaKind.Tiff => "a TIFF image",
        MediaKind.OldOffice => "an old Office file",
        MediaKind.Zip => "a ZIP archive",
        _ => "of an unknown kind",
    };

    private static void Refuse(MediaKind kind, string name)
    {
        switch (kind)
        {
            case MediaKind.OldOffice:
                throw new DocumentRejectedException("ITA009", $"{name} is an Office file of the old format (.doc, .xls, .ppt) or one locked with a password.", "Open it, remove the password if it has one, and save it as .docx, .xlsx or PDF.");
            case MediaKind.Zip:
                throw new DocumentRejectedException("ITA014", $"{name} is a ZIP archive that is neither a Word document nor an Excel workbook.", "Unpack it and give the files inside.");
            case MediaKind.Unknown when name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".md", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".csv", StringComparison.OrdinalIgnoreCase):
                throw new DocumentRejectedException("ITA008", $"{name} is named as text but holds binary data.", "Download it again; if it is another kind of file, its contents are of a kind that is not read.");
            case MediaKind.Unknown:
                throw new DocumentRejectedException("ITA007", $"{name} is of a kind that is not read.", "Read are: text, PDF, PNG, JPEG and TIFF images, HTML, .docx, .xlsx and CSV.");
        }
    }

    private static List<Found> InFolder(string folder)
    {
        var files = new List<string>();
        var issues = new List<Found>();
        Walk(folder, Ignore.Nothing, files, issues);
        files.Sort(StringComparer.Ordinal);
        if (files.Count == 0 && issues.Count == 0) issues.Add(Failed("ITA003", $"{folder} holds no documents. Hidden files are not read."));
        return [.. issues, .. files.Select(f => new Found(f, null))];
    }

    private static void Walk(string folder, Ignore above, List<string> files, List<Found> issues)
    {
        try
        {
            var ignore = above.Within(folder);
            foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
            {
                if (entry.Name.StartsWith('.') || ignore.Covers(entry.Name)) continue;
                if (entry is DirectoryInfo)
                {
                    // A link to a folder may lead in a circle.
                    if (entry.LinkTarget is null) Walk(Path.Combine(folder, entry.Name), ignore, files, issues);
                }
                else files.Add(Path.Combine(folder, entry.Name));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            issues.Add(Failed("ITA004", $"{folder} cannot be read: {e.Message} Check its permissions."));
        }
    }

    private static string Resolve(string path) => File.ResolveLinkTarget(path, true)?.FullName ?? Path.GetFullPath(path);

    private static Found Failed(string code, string message) => new(null, new Issue(code, Severity.Error, message));

    private static string Megabytes(long bytes) => (bytes / 1e6).ToString("0", CultureInfo.InvariantCulture);
}
