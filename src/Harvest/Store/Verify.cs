using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace ItaIngest.Harvest.Store;

/// <summary>What a check of the whole archive found.</summary>
public sealed record Verified(int Objects, long Bytes, int WarcRecords, IReadOnlyList<string> Problems);

/// <summary>Re-hashes every document, looks for every document that is referred to, and reads every WARC record.</summary>
public static class Verify
{
    public static Verified All(DataFolder data, CancellationToken stop)
    {
        var problems = new List<string>();
        var (objects, bytes) = (0, 0L);
        var there = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in Directory.Exists(data.Objects) ? Directory.EnumerateFiles(data.Objects, "*", SearchOption.AllDirectories) : [])
        {
            stop.ThrowIfCancellationRequested();
            var name = Path.GetFileName(file);
            using var stream = File.OpenRead(file);
            if (Convert.ToHexStringLower(SHA256.HashData(stream)) != name) problems.Add($"ITA750 objects/{name}: the bytes are not those of this hash. Restore the file from a backup, or delete it: the next harvest fetches it again.");
            else there.Add(name);
            objects++;
            bytes += stream.Length;
        }
        foreach (var (name, book) in Listing.Books(data))
            foreach (var one in book.All().SelectMany(k => k.Whole()).Where(k => k.IsFile))
                foreach (var sha in (one.Earlier ?? []).Select(e => e.Sha256).Append(one.Sha256).OfType<string>().Where(s => !there.Contains(s)))
                    problems.Add($"ITA751 {one.Url} ({name}): its document {sha} is not in the archive. The next harvest fetches it again if it is still published.");
        var records = 0;
        foreach (var file in (Directory.Exists(data.Warc) ? Directory.GetFiles(data.Warc) : []).Order(StringComparer.Ordinal))
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                records += ReadWarc(file).Count();
            }
            catch (InvalidDataException fault)
            {
                problems.Add($"ITA752 warc/{Path.GetFileName(file)}: {fault.Message}. Records before this place are sound.");
            }
        }
        return new Verified(objects, bytes, records, problems);
    }

    /// <summary>The records of a WARC file: type, target and block, each checked against its length and digest.</summary>
    /// <exception cref="InvalidDataException">Not a sound WARC from some place on.</exception>
    internal static IEnumerable<(string Type, string? Target, IReadOnlyDictionary<string, string> Fields, byte[] Block)> ReadWarc(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var gzip = new GZipStream(file, CompressionMode.Decompress);
        using var input = new BufferedStream(gzip, 1 << 16);
        while (true)
        {
            var first = Line(input);
            if (first is null) yield break;
            if (first != "WARC/1.1") throw new InvalidDataException($"a record starts with \"{first}\" instead of WARC/1.1");
            var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            while (Line(input) is { Length: > 0 } line) fields[line[..line.IndexOf(':', StringComparison.Ordinal)]] = line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
            if (!fields.TryGetValue("Content-Length", out var text) || !int.TryParse(text, out var length)) throw new InvalidDataException("a record has no length");
            var block = new byte[length];
            if (input.ReadAtLeast(block, length, throwOnEndOfStream: false) < length) throw new InvalidDataException("the last record is cut off");
            if (fields.TryGetValue("WARC-Block-Digest", out var digest) && digest != $"sha256:{Convert.ToHexStringLower(SHA256.HashData(block))}") throw new InvalidDataException($"the record {fields.GetValueOrDefault("WARC-Record-ID")} does not have the digest it states");
            if (Line(input) is not "" || Line(input) is not "") throw new InvalidDataException("a record does not end with two empty lines");
            yield return (fields["WARC-Type"], fields.GetValueOrDefault("WARC-Target-URI"), fields, block);
        }
    }

    private static string? Line(Stream input)
    {
        var into = new List<byte>(80);
        int b;
        while ((b = input.ReadByte()) >= 0)
        {
            if (b == '\n') return Encoding.UTF8.GetString([.. into]).TrimEnd('\r');
            into.Add((byte)b);
        }
        return into.Count == 0 ? null : Encoding.UTF8.GetString([.. into]);
    }
}
