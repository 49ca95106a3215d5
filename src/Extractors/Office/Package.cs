using System.IO.Compression;
using ItaIngest.Domain.Findings;

namespace ItaIngest.Extractors.Office;

/// <summary>Looks at an office file's directory before anything is unpacked.</summary>
internal static class Package
{
    private const long MostUnpacked = 400_000_000, MostRatio = 200;

    private const int MostParts = 20_000;

    /// <exception cref="DocumentRejectedException">ITA025: it would unpack to far more than any real document.</exception>
    public static void Check(string path, string name)
    {
        using var zip = ZipFile.OpenRead(path);
        long unpacked = 0, packed = 0;
        foreach (var entry in zip.Entries)
        {
            unpacked = unpacked > MostUnpacked ? unpacked : unpacked + entry.Length;
            packed += entry.CompressedLength;
        }
        if (zip.Entries.Count > MostParts || unpacked > MostUnpacked || (unpacked > 50_000_000 && unpacked / MostRatio > packed))
            throw new DocumentRejectedException("ITA025", $"{name} would unpack to {unpacked / 1_000_000} MB in {zip.Entries.Count} parts, far more than a real document.",
                "If it is one, save it as PDF and give that.");
    }
}
