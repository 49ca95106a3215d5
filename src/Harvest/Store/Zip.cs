using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using ItaIngest.Domain.Paper;
using ItaIngest.Harvest.Web;

namespace ItaIngest.Harvest.Store;

/// <summary>How much a container may hold.</summary>
internal sealed record ZipLimits(int Entries = 2000, int Depth = 3, long TotalBytes = 1L << 30, int Ratio = 150, long RatioFrom = 4L << 20);

/// <summary>Takes the documents out of a ZIP. All or nothing: what a limit stops leaves no trace in the archive.</summary>
internal sealed class Zip(DataFolder data, ZipLimits limits)
{
    private readonly List<(Member Member, string File)> taken = [];
    private long total;
    private int entries;

    /// <summary>The members and null, or none and the reason why.</summary>
    public static (IReadOnlyList<Member> Members, string? Reason) Unpack(DataFolder data, Archive archive, string file, string stagingKey, ZipLimits? limits = null)
    {
        var zip = new Zip(data, limits ?? new ZipLimits());
        var reason = zip.Open(file, "", 1, stagingKey);
        foreach (var (member, staged) in zip.taken)
        {
            if (reason is null) archive.Take(staged, member.Sha256);
            else File.Delete(staged);
        }
        return reason is null ? ([.. zip.taken.Select(t => t.Member)], null) : ([], reason);
    }

    private string? Open(string file, string prefix, int depth, string stagingKey)
    {
        try
        {
            // Names without the UTF-8 mark are bytes in the maker's encoding: kept byte for byte here, decoded below.
            using var zip = ZipFile.Open(file, ZipArchiveMode.Read, Encoding.Latin1);
            if (zip.Entries.Count > limits.Entries) return $"holds {zip.Entries.Count} entries; at most {limits.Entries} are taken";
            var packed = new FileInfo(file).Length;
            foreach (var entry in zip.Entries)
            {
                if (entry.FullName.EndsWith('/') || entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal)) continue;
                if (entry.IsEncrypted) return $"\"{Name(entry)}\" in it is locked with a password";
                if (++entries > limits.Entries) return $"holds more than {limits.Entries} entries";
                if (Take(entry, prefix, depth, stagingKey, packed) is { } reason) return reason;
            }
            return null;
        }
        catch (Exception fault) when (fault is InvalidDataException or NotSupportedException or EndOfStreamException or OverflowException or ArgumentException)
        {
            return $"is no sound ZIP: {fault.Message}";
        }
    }

    private string? Take(ZipArchiveEntry entry, string prefix, int depth, string stagingKey, long packed)
    {
        var name = prefix + Name(entry);
        var staged = Path.Combine(data.Parts, $"{stagingKey}.{taken.Count}.{depth}.member");
        long length = 0;
        var head = new byte[Sniff.Needed];
        var headLength = 0;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using (var stream = entry.Open())
        using (var into = new FileStream(staged, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            var buffer = new byte[1 << 16];
            int got;
            // What the directory declares is the maker's word: only what comes out is counted.
            while ((got = stream.Read(buffer)) > 0)
            {
                if (headLength < head.Length)
                {
                    var more = Math.Min(got, head.Length - headLength);
                    buffer.AsSpan(0, more).CopyTo(head.AsSpan(headLength));
                    headLength += more;
                }
                length += got;
                total += got;
                if (total > limits.TotalBytes || (total > limits.RatioFrom && total > packed * limits.Ratio))
                {
                    into.Dispose();
                    File.Delete(staged);
                    return total > limits.TotalBytes ? $"unpacks to more than {limits.TotalBytes} bytes" : $"unpacks to more than {limits.Ratio} times its size: a ZIP bomb";
                }
                hash.AppendData(buffer, 0, got);
                into.Write(buffer, 0, got);
            }
            into.Flush(flushToDisk: true);
        }
        var (kind, media) = Sniff.Look(head.AsSpan(0, headLength), null, name);
        if (kind == BodyKind.Container) (kind, media) = Sniff.LookIntoZip(staged);
        if (kind == BodyKind.Container)
        {
            var reason = depth >= limits.Depth ? $"holds ZIPs within ZIPs, more than {limits.Depth} deep" : Open(staged, name + "!/", depth + 1, $"{stagingKey}.{taken.Count}");
            File.Delete(staged);
            return reason;
        }
        if (kind is BodyKind.Document || (kind is BodyKind.Page && media == MediaKind.Html)) taken.Add((new Member(name, Convert.ToHexStringLower(hash.GetHashAndReset()), length, media), staged));
        else File.Delete(staged);
        return null;
    }

    private static string Name(ZipArchiveEntry entry) => ThaiBytes.Redecode(entry.FullName);
}
